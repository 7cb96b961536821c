import { listAttemptItems } from '../../db/queries/attempt-facts.ts';
import {
  changeAttempt,
  findAttemptForCandidate,
  insertItems,
  insertSection,
  recordExposure,
} from '../../db/queries/attempts.ts';
import { insertAudit } from '../../db/queries/people.ts';
import { hasOpenRequest } from '../../db/queries/requests.ts';
import { nextStatus } from '../../domain/attempt.ts';
import { type StartObstacle, startObstacles } from '../../domain/start.ts';
import { authorizeAttempt } from '../authorize.ts';
import { database } from '../database.ts';
import { ensureDocument } from '../edit-log/ensure-document.ts';
import { notifyAttempt } from '../edit-log/notify-attempt.ts';
import { starterOf, startOf } from '../edit-log/starter-of.ts';
import { Failure, notFound } from '../failure.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { getPinnedQuestions } from '../pinned-question.ts';
import type { CandidatePrincipal } from '../session.ts';
import { scheduleExpiry, settleAttempt } from './settle-attempt.ts';
import { usesLab } from './sql/prepare-lab.ts';

/**
 * Starts the clock, in one transaction: the start, section 1, a row and a document for every question, what this person
 * has now met, the expiry job, the audit row. A second press finds the attempt running and changes nothing. A start at
 * the very last moment gets the full time.
 */
export async function startAttempt(principal: CandidatePrincipal): Promise<void> {
  await database().db.transaction(async (tx) => {
    await authorizeAttempt(tx, principal, 'attempt.take', principal.attemptId);
    const settled = await settleAttempt(tx, principal.attemptId);
    const { attempt, form, now } = settled;
    if (attempt.startedAt && attempt.status !== 'accepted') return;
    if (attempt.mode === 'live')
      throw new Failure('not-open', 'This is a conversation. It begins when you are admitted to its room.');
    const facts = await findAttemptForCandidate(tx, attempt.id);
    if (!facts) throw notFound();
    const status = nextStatus(attempt.status, 'start');
    const obstacles = startObstacles(
      {
        ...attempt,
        detailsComplete: facts.candidate.name.trim() !== '',
        accommodationAsked: await hasOpenRequest(tx, attempt.id, 'accommodation'),
      },
      now,
    );
    if (status === null || obstacles[0]) throw notStartable(obstacles[0] ?? 'not-accepted');
    const first = form.sections[0];
    if (!first) throw new Error(`form ${form.id} has no section`);
    await changeAttempt(tx, attempt.id, { status, startedAt: now });
    await insertSection(tx, { attemptId: attempt.id, number: first.number, enteredAt: now });
    await insertItems(
      tx,
      form.sections.flatMap((section) =>
        section.items.map((item) => ({
          attemptId: attempt.id,
          number: item.number,
          sectionNumber: section.number,
          questionHash: item.hash,
          slug: item.slug,
          kind: item.kind,
        })),
      ),
    );
    const items = await listAttemptItems(tx, attempt.id);
    const questions = await getPinnedQuestions(
      tx,
      items.map((item) => item.questionHash),
    );
    for (const item of items) {
      const question = questions.get(item.questionHash);
      if (!question) throw new Error(`question ${item.slug} is not pinned`);
      await ensureDocument(tx, {
        attemptId: attempt.id,
        purpose: 'answer',
        itemNumber: item.number,
        kind: question.kind,
        starter: starterOf(question),
        start: startOf(question),
      });
    }
    await recordExposure(
      tx,
      facts.candidate.email,
      items.map((item) => item.slug),
    );
    await insertAudit(tx, {
      actor: { kind: 'candidate', id: attempt.id },
      action: 'attempt-started',
      subject: { kind: 'attempt', id: attempt.id },
      data: { formId: form.id, formNumber: form.number },
    });
    await scheduleExpiry(tx, await settleAttempt(tx, attempt.id));
    // Again, although it was done when the invitation was accepted: the lab may have been restarted since.
    if (usesLab(form.sections)) await enqueue(tx, 'prepare-lab', { attemptId: attempt.id });
    await notifyAttempt(tx, attempt.id, 'section');
  });
}

export const obstacleTexts: Record<StartObstacle, string> = {
  'not-accepted': 'The invitation has not been confirmed.',
  lapsed: 'The last moment to start has passed. Ask for more days.',
  'no-details': 'Your name is missing.',
  'no-language': 'Choose the language you work in.',
  'accommodation-open': 'Your request for an accommodation has not been answered yet.',
  'rules-not-confirmed': 'Confirm the rules on aids.',
};

function notStartable(obstacle: StartObstacle): Failure {
  return new Failure('not-open', obstacleTexts[obstacle]);
}
