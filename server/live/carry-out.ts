import type { Executor } from '../../db/executor.ts';
import { changeAttempt, insertItems, recordExposure } from '../../db/queries/attempts.ts';
import { markItemSeen, voidUnasked } from '../../db/queries/live-sessions.ts';
import { nextStatus } from '../../domain/attempt.ts';
import type { LiveActor, LiveEvent } from '../../domain/live/event.ts';
import { newReceipt } from '../attempt/receipt.ts';
import type { SettledAttempt } from '../attempt/settle-attempt.ts';
import { ensureDocument } from '../edit-log/ensure-document.ts';
import { notifyAttempt } from '../edit-log/notify-attempt.ts';
import { starterOf, startOf } from '../edit-log/starter-of.ts';
import { Failure } from '../failure.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { copyAnswer } from './earlier/copy-answer.ts';
import type { LoadedSession } from './load-session.ts';
import { mailMove } from './mail-move.ts';

/** A session may be entered this long after its planned start; a move moves it. */
const enterWithinMs = 24 * 3_600_000;
const notAsked = 'Not asked in the session.';

export function lastEntry(startsAt: Date): Date {
  return new Date(startsAt.getTime() + enterWithinMs);
}

/** What an event means for the attempt, in the transaction that writes it. */
export async function carryOut(
  tx: Executor,
  what: { session: LoadedSession; settled: SettledAttempt; by: LiveActor; event: LiveEvent },
): Promise<void> {
  const { session, settled, event } = what;
  switch (event.kind) {
    case 'admitted':
      return admit(tx, session, settled);
    case 'item-opened':
      return openItem(tx, session, event.itemNumber);
    case 'answer-brought':
      return copyAnswer(tx, settled.attempt.id, { brought: event, by: what.by });
    case 'closed':
      return close(tx, session, settled);
    case 'moved': {
      const startsAt = new Date(event.startsAt);
      await changeAttempt(tx, settled.attempt.id, { startBy: lastEntry(startsAt) });
      return mailMove(tx, session, { startsAt, sequence: session.view.sequence + 1, cancelled: false });
    }
    case 'cancelled': {
      await changeStatus(tx, settled, 'withdraw', { withdrawnAt: settled.now });
      return mailMove(tx, session, {
        startsAt: session.view.startsAt,
        sequence: session.view.sequence + 1,
        cancelled: true,
      });
    }
    default:
      return;
  }
}

async function changeStatus(
  tx: Executor,
  settled: SettledAttempt,
  event: 'start' | 'submit' | 'withdraw',
  change: Parameters<typeof changeAttempt>[2],
): Promise<void> {
  const status = nextStatus(settled.attempt.status, event);
  if (status === null) {
    throw new Failure('not-open', 'The candidate has not accepted the invitation, or the session is over.');
  }
  await changeAttempt(tx, settled.attempt.id, { ...change, status });
  await notifyAttempt(tx, settled.attempt.id, 'access');
}

async function admit(tx: Executor, session: LoadedSession, settled: SettledAttempt): Promise<void> {
  const attemptId = settled.attempt.id;
  await changeStatus(tx, settled, 'start', { startedAt: settled.now });
  await insertItems(
    tx,
    session.form.sections.flatMap((section) =>
      section.items.map((item) => ({
        attemptId,
        number: item.number,
        sectionNumber: section.number,
        questionHash: item.hash,
        slug: item.slug,
        kind: item.kind,
      })),
    ),
  );
  for (const purpose of ['live-code', 'live-drawing', 'live-chat'] as const) {
    const starter = purpose === 'live-code' ? [{ path: 'shared.ts', text: '' }] : [];
    await ensureDocument(tx, { attemptId, purpose, itemNumber: 0, kind: 'code', starter });
  }
}

/** The document of an item is made when it is opened: nothing of it exists for the candidate before. */
async function openItem(tx: Executor, session: LoadedSession, itemNumber: number): Promise<void> {
  const item = session.items.find((one) => one.number === itemNumber);
  const question = item ? session.questions.get(item.hash) : undefined;
  if (!item || !question) throw new Error(`item ${itemNumber} is not pinned`);
  await ensureDocument(tx, {
    attemptId: session.attempt.id,
    purpose: 'answer',
    itemNumber,
    kind: question.kind,
    starter: starterOf(question),
    start: startOf(question),
  });
  await markItemSeen(tx, session.attempt.id, itemNumber);
  // What a question about her own work asks is another thing with every piece of work.
  if (!question.aboutOwnWork) await recordExposure(tx, session.candidate.email, [item.slug]);
}

async function close(tx: Executor, session: LoadedSession, settled: SettledAttempt): Promise<void> {
  const attemptId = settled.attempt.id;
  await voidUnasked(
    tx,
    attemptId,
    session.view.opened.map((one) => one.itemNumber),
    notAsked,
  );
  await changeStatus(tx, settled, 'submit', { submittedAt: settled.now, receipt: newReceipt() });
  await enqueue(tx, 'grade-attempt', { attemptId });
  if (session.view.recording === 'declined') await enqueue(tx, 'delete-recording', { attemptId });
  await notifyAttempt(tx, attemptId, 'submitted');
}
