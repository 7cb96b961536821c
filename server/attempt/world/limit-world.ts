import { countInWindow } from '../../../db/queries/people.ts';
import { database } from '../../database.ts';
import { Failure } from '../../failure.ts';

/** Counts one more of an attempt in this minute, and refuses what is too many. Runs of code count with those of worlds. */
export async function limitWorld(
  attemptId: string,
  what: 'runs' | 'seed looks',
  perMinuteMax: number,
): Promise<void> {
  const key = what === 'runs' ? `runs:${attemptId}` : `seed-looks:${attemptId}`;
  if ((await countInWindow(database().db, key, 60)) > perMinuteMax) {
    const noun = what === 'runs' ? 'runs' : 'looks at a seed';
    throw new Failure(
      'too-many',
      `At most ${perMinuteMax} ${noun} a minute. Your code is saved. Try again.`,
      {
        retryAfterMs: 5_000,
      },
    );
  }
}
