// Guarantee: one crash heals at once, a part that cannot live stops the application within a minute, and an old crash
// is not held against a part for ever.
import { expect, test } from 'vitest';
import { decideRestart } from './restart-policy.ts';

test('the first ending is followed by a quick start, the next ones by longer waits', () => {
  const endings: number[] = [];
  const waits: number[] = [];
  for (const now of [1_000, 2_000, 3_000, 4_000, 5_000]) {
    endings.push(now);
    const decision = decideRestart(endings, now);
    if (decision.kind === 'again') waits.push(decision.afterMs);
  }
  expect(waits).toEqual([200, 400, 800, 1_600, 3_200]);
});

test('six endings within a minute give up; six over an hour do not', () => {
  expect(decideRestart([0, 1, 2, 3, 4, 5], 5).kind).toBe('give-up');
  const slow = [0, 1, 2, 3, 4, 5].map((n) => n * 600_000);
  expect(decideRestart(slow, 3_000_000)).toEqual({ kind: 'again', afterMs: 200 });
});
