import { clearSectionLeft, insertGrant, insertSection } from '../../db/queries/attempts.ts';
import { insertAudit } from '../../db/queries/people.ts';
import { findReopened } from '../../domain/attempt-progress.ts';
import { authorizeAttempt } from '../authorize.ts';
import { database } from '../database.ts';
import { notifyAttempt } from '../edit-log/notify-attempt.ts';
import { Failure } from '../failure.ts';
import type { CandidatePrincipal } from '../session.ts';
import { scheduleExpiry, settleAttempt } from './settle-attempt.ts';

/**
 * The candidate's press that begins a section: the next one before its break is over, or one that was given time after
 * it had ended. A press that comes twice, or after the section began by itself, finds it open and changes nothing.
 */
export async function enterSection(
  principal: CandidatePrincipal,
  input: { sectionNumber: number },
): Promise<void> {
  await database().db.transaction(async (tx) => {
    await authorizeAttempt(tx, principal, 'attempt.take', principal.attemptId);
    const settled = await settleAttempt(tx, principal.attemptId);
    const { attempt, progress, now, times } = settled;
    if (!progress || !times) throw new Failure('not-open', 'This assessment is not running.');
    const { sectionNumber } = input;
    switch (progress.state) {
      case 'section':
        if (progress.sectionNumber === sectionNumber) return;
        throw wrongSection();
      case 'break':
        if (progress.nextSection !== sectionNumber) throw wrongSection();
        await insertSection(tx, { attemptId: attempt.id, number: sectionNumber, enteredAt: now });
        break;
      case 'reopened': {
        const reopened = findReopened(times);
        if (!reopened || reopened.sectionNumber !== sectionNumber) throw wrongSection();
        // The time in which the section was closed is given back too, so that what was granted begins now and in full.
        await insertGrant(tx, {
          attemptId: attempt.id,
          sectionNumber,
          grantedMs: now.getTime() - reopened.leftAt.getTime(),
          basis: 'other',
          reason: 'The section was closed between its end and the return to it.',
          grantedBy: null,
        });
        await clearSectionLeft(tx, attempt.id, sectionNumber);
        break;
      }
      case 'over':
        throw new Failure('not-open', 'The time is over.');
    }
    await insertAudit(tx, {
      actor: { kind: 'candidate', id: attempt.id },
      action: 'section-entered',
      subject: { kind: 'attempt', id: attempt.id },
      data: { sectionNumber, why: progress.state },
    });
    await scheduleExpiry(tx, await settleAttempt(tx, attempt.id));
    await notifyAttempt(tx, attempt.id, 'section');
  });
}

function wrongSection(): Failure {
  return new Failure('conflict', 'Another section is open now. The page shows it when you load it again.');
}
