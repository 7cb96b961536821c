import { leaveSectionRow } from '../../db/queries/attempts.ts';
import { insertAudit } from '../../db/queries/people.ts';
import { authorizeAttempt } from '../authorize.ts';
import { database } from '../database.ts';
import { notifyAttempt } from '../edit-log/notify-attempt.ts';
import { Failure } from '../failure.ts';
import type { CandidatePrincipal } from '../session.ts';
import { scheduleExpiry, settleAttempt } from './settle-attempt.ts';

/**
 * Leaves a section before its time is up; the break begins, or the next section. The last section is not left: it ends
 * with the submission. Leaving twice is leaving once.
 */
export async function leaveSection(
  principal: CandidatePrincipal,
  input: { sectionNumber: number },
): Promise<void> {
  await database().db.transaction(async (tx) => {
    await authorizeAttempt(tx, principal, 'attempt.take', principal.attemptId);
    const { attempt, form, progress, now, times } = await settleAttempt(tx, principal.attemptId);
    if (!progress || !times) throw new Failure('not-open', 'This assessment is not running.');
    const { sectionNumber } = input;
    const left = times.entered.find((entry) => entry.number === sectionNumber)?.leftAt;
    if (left) return;
    if (progress.state !== 'section' || progress.sectionNumber !== sectionNumber) {
      throw new Failure('conflict', 'Another section is open now. The page shows it when you load it again.');
    }
    if (form.sections.every((section) => times.entered.some((entry) => entry.number === section.number))) {
      throw new Failure('not-open', 'This is the last section. It ends when you submit.');
    }
    await leaveSectionRow(tx, {
      attemptId: attempt.id,
      number: sectionNumber,
      leftAt: now,
      leftBy: 'candidate',
    });
    await insertAudit(tx, {
      actor: { kind: 'candidate', id: attempt.id },
      action: 'section-left',
      subject: { kind: 'attempt', id: attempt.id },
      data: { sectionNumber, remainingMs: progress.remainingMs },
    });
    await scheduleExpiry(tx, await settleAttempt(tx, attempt.id));
    await notifyAttempt(tx, attempt.id, 'section');
  });
}
