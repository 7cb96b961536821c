import { insertEvents } from '../../../db/queries/attempt-events.ts';
import { findAttemptForCandidate, findItem } from '../../../db/queries/attempts.ts';
import { countInWindow } from '../../../db/queries/people.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { Failure, notFound } from '../../failure.ts';
import { attemptEventsPerMinuteMax } from '../../limits.ts';
import type { CandidatePrincipal } from '../../session.ts';

/** What a browser reports: sizes and times, never the text that was pasted and never what it might mean. */
export type BrowserEvent = {
  /** Made once by the browser, so that an event sent again is stored once. */
  clientKey: string;
  itemNumber: number | null;
} & (
  | {
      kind: 'paste';
      data: { characters: number; lines: number; source: 'own' | 'page' | 'elsewhere' };
    }
  | { kind: 'focus-left'; data: { awayMs: number } }
);

/** Facts are recorded while the attempt runs; what a browser sends before or after is dropped. */
export async function recordEvents(
  principal: CandidatePrincipal,
  events: readonly BrowserEvent[],
): Promise<void> {
  const { db } = database();
  const { attemptId } = principal;
  await authorizeAttempt(db, principal, 'attempt.take', attemptId);
  const count = await countInWindow(db, `events:${attemptId}`, 60);
  if (count > attemptEventsPerMinuteMax) {
    throw new Failure('too-many', 'More events than are recorded a minute.', { retryAfterMs: 20_000 });
  }
  const facts = await findAttemptForCandidate(db, attemptId);
  if (!facts) throw notFound();
  if (facts.attempt.status !== 'running') return;
  for (const event of events) {
    if (event.itemNumber !== null && !(await findItem(db, attemptId, event.itemNumber))) {
      throw notFound(`item ${event.itemNumber}`);
    }
  }
  await insertEvents(
    db,
    attemptId,
    events.map((event) => ({
      kind: event.kind,
      itemNumber: event.itemNumber,
      clientKey: event.clientKey,
      sessionId: principal.sessionId,
      // Moves of her own text are kept for nothing but her own record: `own` hides them everywhere.
      data: event.kind === 'paste' ? { ...event.data, own: event.data.source !== 'elsewhere' } : event.data,
    })),
  );
}
