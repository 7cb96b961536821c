import type { Executor } from '../../db/executor.ts';
import { readNow } from '../../db/executor.ts';
import { findAttemptFacts } from '../../db/queries/attempt-facts.ts';
import { findLiveSession, listLiveEvents, listParticipants } from '../../db/queries/live-sessions.ts';
import { type SessionView, stateWith, viewSession } from '../../domain/live/session.ts';
import { notFound } from '../failure.ts';
import { getPinnedQuestions } from '../pinned-question.ts';

/** Everything a live session is decided and shown from. The caller has authorized. */
export async function loadSession(db: Executor, attemptId: string) {
  const facts = await findAttemptFacts(db, attemptId);
  const session = await findLiveSession(db, attemptId);
  if (!facts || !session) throw notFound(`no live session ${attemptId}`);
  const [events, participants, now] = [
    await listLiveEvents(db, attemptId),
    await listParticipants(db, attemptId),
    await readNow(db),
  ];
  const items = facts.form.sections.flatMap((section) => section.items);
  const questions = await getPinnedQuestions(
    db,
    items.map((item) => item.hash),
  );
  const view: SessionView = viewSession(events);
  view.state = stateWith(view.state, facts.attempt.status);
  return { ...facts, session, view, participants, items, questions, now };
}
export type LoadedSession = Awaited<ReturnType<typeof loadSession>>;
