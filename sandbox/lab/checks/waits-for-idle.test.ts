import { describe, expect, it } from 'vitest';
import { waitsForIdle } from './waits-for-idle.ts';

const waits = (pid: number, running: number[], blockers: [number, number[]][]) =>
  waitsForIdle(pid, running, new Map(blockers));

// Guarantee: "it waits" is said of a session only when nothing but another step can end its waiting.
describe('a session waits', () => {
  it('for one that does nothing, directly and behind others', () => {
    expect(waits(2, [2], [[2, [1]]])).toBe(true);
    expect(
      waits(
        3,
        [2, 3],
        [
          [2, [1]],
          [3, [2, 1]],
        ],
      ),
    ).toBe(true);
  });

  it('not while it is blocked by nobody, or by one that is still at work', () => {
    expect(waits(2, [2], [[2, []]])).toBe(false);
    expect(waits(2, [2], [])).toBe(false);
    expect(
      waits(
        2,
        [1, 2],
        [
          [1, []],
          [2, [1]],
        ],
      ),
    ).toBe(false);
  });

  it('not in a circle, nor behind one: PostgreSQL ends one of them', () => {
    const circle: [number, number[]][] = [
      [1, [2]],
      [2, [1]],
      [3, [2]],
    ];
    for (const pid of [1, 2, 3]) expect(waits(pid, [1, 2, 3], circle)).toBe(false);
  });
});
