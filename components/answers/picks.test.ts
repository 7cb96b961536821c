import { describe, expect, it } from 'vitest';
import { cellId, clearPart, pickOne, togglePick } from './picks.ts';

// Guarantee: a press changes its own part and pick only, and a double press leaves no double pick.
describe('picks', () => {
  it('replaces in a single choice and leaves other parts alone', () => {
    expect(pickOne({ a: ['x'], b: ['y'] }, 'a', 'z')).toEqual({ a: ['z'], b: ['y'] });
    expect(clearPart({ a: ['x'], b: ['y'] }, 'a')).toEqual({ a: [], b: ['y'] });
  });
  it('toggles without doubles', () => {
    const once = togglePick({}, 'a', 'x', true);
    expect(togglePick(once, 'a', 'x', true)).toEqual({ a: ['x'] });
    expect(togglePick({ a: ['x', 'y'] }, 'a', 'x', false)).toEqual({ a: ['y'] });
  });
  it('names cells as grading does', () => {
    expect(cellId('pg-rc', 'lost-update')).toBe('pg-rc/lost-update');
  });
});
