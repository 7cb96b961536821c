import { describe, expect, it } from 'vitest';
import { clampShare, shareAfterKey } from './split-sizes.ts';

const limits = { firstMinPx: 200, secondMinPx: 300 };

// Guarantee: no pane can be pushed out of sight, by mouse or keyboard, at any window size.
describe('clampShare', () => {
  it('keeps both panes at their smallest size', () => {
    expect(clampShare(0, 1_000, limits)).toBeCloseTo(0.2);
    expect(clampShare(1, 1_000, limits)).toBeCloseTo(0.7);
    expect(clampShare(0.5, 1_000, limits)).toBe(0.5);
  });
  it('lets the first pane yield when both do not fit, and stays within 0 and 1', () => {
    expect(clampShare(0.5, 400, limits)).toBeCloseTo(0.25);
    expect(clampShare(0.5, 250, limits)).toBe(0);
  });
  it('leaves the share alone before the size is known', () => {
    expect(clampShare(0.4, 0, limits)).toBe(0.4);
  });
});

describe('shareAfterKey', () => {
  it('moves along its own axis only', () => {
    expect(shareAfterKey('ArrowRight', 0.5, 'columns')).toBeGreaterThan(0.5);
    expect(shareAfterKey('ArrowRight', 0.5, 'rows')).toBeNull();
    expect(shareAfterKey('ArrowUp', 0.5, 'rows')).toBeLessThan(0.5);
    expect(shareAfterKey('a', 0.5, 'rows')).toBeNull();
  });
  it('goes to both ends', () => {
    expect(shareAfterKey('Home', 0.5, 'columns')).toBe(0);
    expect(shareAfterKey('End', 0.5, 'columns')).toBe(1);
  });
});
