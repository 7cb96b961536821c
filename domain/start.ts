import { type AttemptStatus, statusNow } from './attempt.ts';
import type { Runtime } from './form.ts';

export type StartObstacle =
  | 'not-accepted'
  | 'lapsed'
  | 'no-details'
  | 'no-language'
  | 'accommodation-open'
  | 'rules-not-confirmed';

/** What stands between the candidate and Start, in the order in which she meets it; empty when nothing does. */
export function startObstacles(
  attempt: {
    status: AttemptStatus;
    startBy: Date;
    detailsComplete: boolean;
    runtime: Runtime | null;
    accommodationAsked: boolean;
    rulesConfirmedAt: Date | null;
  },
  now: Date,
): StartObstacle[] {
  const status = statusNow(attempt, now);
  if (status === 'lapsed') return ['lapsed'];
  if (status !== 'accepted') return ['not-accepted'];
  const obstacles: StartObstacle[] = [];
  if (!attempt.detailsComplete) obstacles.push('no-details');
  if (attempt.runtime === null) obstacles.push('no-language');
  if (attempt.accommodationAsked) obstacles.push('accommodation-open');
  if (attempt.rulesConfirmedAt === null) obstacles.push('rules-not-confirmed');
  return obstacles;
}
