import type { Executor } from '../../db/executor.ts';
import { readNow } from '../../db/executor.ts';
import { appendLiveEvent, lockLiveSession } from '../../db/queries/live-sessions.ts';
import { insertAudit } from '../../db/queries/people.ts';
import { listRaters } from '../../db/queries/scorecards.ts';
import { mayAccess } from '../../domain/access.ts';
import type { LiveCommand } from '../../domain/live/command.ts';
import { decideCommand, type LiveAsker } from '../../domain/live/decide-command.ts';
import { eventsPerSessionMax } from '../../domain/live/limits.ts';
import { settleAttempt } from '../attempt/settle-attempt.ts';
import { attemptRelation } from '../authorize.ts';
import { database } from '../database.ts';
import { notifyAttempt } from '../edit-log/notify-attempt.ts';
import { Failure, notFound } from '../failure.ts';
import type { CandidatePrincipal, StaffPrincipal } from '../session.ts';
import { carryOut } from './carry-out.ts';
import { offeredAnswers } from './earlier/offered-answers.ts';
import { loadSession } from './load-session.ts';
import { talkedRubric } from './talked-rubric.ts';

/**
 * One command of somebody in a live session: decided under the session's lock, written as an event, carried out in the
 * same transaction, told to all pages of the room. What is so already is answered as done. `seq` is the session's last
 * event. Throws Failure `not-open` with the reason, `not-found` for whoever has no place in it.
 */
export async function actInRoom(
  principal: CandidatePrincipal | StaffPrincipal,
  attemptId: string,
  command: LiveCommand,
): Promise<{ seq: number }> {
  return database().db.transaction(async (tx) => {
    const asker = await askerOf(tx, principal, attemptId);
    // The attempt before the session, as everywhere: what changes its status waits for edits on their way.
    const settled = await settleAttempt(tx, attemptId);
    const locked = await lockLiveSession(tx, attemptId);
    if (!locked) throw notFound(`no live session ${attemptId}`);
    const session = await loadSession(tx, attemptId);
    const raters = await listRaters(tx, attemptId);
    const decision = decideCommand(
      command,
      asker.side === 'candidate'
        ? asker
        : {
            ...asker,
            participant: session.participants.find((one) => one.personId === asker.personId) ?? null,
          },
      {
        view: session.view,
        participants: session.participants,
        items: session.items.map((item) => {
          const question = session.questions.get(item.hash);
          const rubric = talkedRubric(question);
          return {
            number: item.number,
            twistIds: rubric?.twists.map((twist) => twist.id) ?? [],
            probes: rubric?.probes.length ?? 0,
            isDesign: question?.kind === 'design',
          };
        }),
        offered: command.kind === 'bring-answer' ? await offeredAnswers(tx, attemptId) : [],
        ratingsMissing: raters.some((rater) => rater.submittedAt === null),
        now: await readNow(tx),
      },
    );
    switch (decision.kind) {
      case 'already':
        return { seq: locked.head };
      case 'forbidden':
        throw notFound(`${command.kind} refused in session ${attemptId}`);
      case 'refused':
        throw new Failure('not-open', decision.why);
      case 'happens': {
        if (locked.head >= eventsPerSessionMax)
          throw new Failure('too-many', 'This session has recorded more than one session can hold.');
        const by = asker.side === 'candidate' ? null : asker.personId;
        const seq = await appendLiveEvent(tx, attemptId, by, decision.event);
        await carryOut(tx, { session, settled, by, event: decision.event });
        // The audit names what happened, never what a hint or a reason says: people who are sealed read it.
        await insertAudit(tx, {
          actor: by === null ? { kind: 'candidate', id: attemptId } : { kind: 'person', id: by },
          action: `live-${decision.event.kind}`,
          subject: { kind: 'attempt', id: attemptId },
        });
        await notifyAttempt(tx, attemptId, 'live');
        return { seq };
      }
    }
  });
}

type Asker = { side: 'candidate' } | Omit<Extract<LiveAsker, { side: 'staff' }>, 'participant'>;

async function askerOf(
  tx: Executor,
  principal: CandidatePrincipal | StaffPrincipal,
  attemptId: string,
): Promise<Asker> {
  const relation = await attemptRelation(tx, principal, attemptId);
  if (!relation) throw notFound(`session ${attemptId}`);
  if (principal.kind === 'candidate') {
    if (!mayAccess(principal, 'attempt.take', relation)) throw notFound(`session ${attemptId}`);
    return { side: 'candidate' };
  }
  const manages = mayAccess(principal, 'live.schedule', relation);
  if (!manages && !mayAccess(principal, 'live.take-part', relation)) throw notFound(`session ${attemptId}`);
  return { side: 'staff', personId: principal.id, manages };
}
