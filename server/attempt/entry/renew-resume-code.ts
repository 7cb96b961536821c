import { changeAttempt } from '../../../db/queries/attempts.ts';
import { insertAudit } from '../../../db/queries/people.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { newResumeCode } from '../../secret-token.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { settleAttempt } from '../settle-attempt.ts';
import { hashResumeCode } from './resume-code-hash.ts';

/** A new code in place of one that was lost or seen by somebody; the old one opens nothing from then on. */
export async function renewResumeCode(principal: CandidatePrincipal): Promise<{ resumeCode: string }> {
  const resumeCode = newResumeCode();
  const resumeCodeHash = await hashResumeCode(resumeCode);
  await database().db.transaction(async (tx) => {
    await authorizeAttempt(tx, principal, 'attempt.own-record', principal.attemptId);
    const { attempt } = await settleAttempt(tx, principal.attemptId);
    await changeAttempt(tx, attempt.id, { resumeCodeHash });
    await insertAudit(tx, {
      actor: { kind: 'candidate', id: attempt.id },
      action: 'resume-code-renewed',
      subject: { kind: 'attempt', id: attempt.id },
    });
  });
  return { resumeCode };
}
