import { describe, expect, it } from 'vitest';
import { currentHref } from './current-href.ts';

// Guarantee: exactly one item is marked as the current page, and the most specific one.
describe('currentHref', () => {
  const hrefs = ['/positions', '/positions/7', '/people', '/'];
  it('takes the longest address that the path starts with', () => {
    expect(currentHref('/positions/7/candidates', hrefs)).toBe('/positions/7');
    expect(currentHref('/positions', hrefs)).toBe('/positions');
  });
  it('compares whole segments', () => {
    expect(currentHref('/positions/70', hrefs)).toBe('/positions');
    expect(currentHref('/peoples', ['/people'])).toBeNull();
  });
});
