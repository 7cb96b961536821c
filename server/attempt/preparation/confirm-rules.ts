import { changeAttempt } from '../../../db/queries/attempts.ts';
import { insertAudit } from '../../../db/queries/people.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { settleAttempt } from '../settle-attempt.ts';
import { getWaitingAttempt } from './waiting-attempt.ts';

/** The rules on aids, as the form pins them, were read and confirmed. Start is not possible before. */
export async function confirmRules(principal: CandidatePrincipal): Promise<void> {
  await database().db.transaction(async (tx) => {
    await authorizeAttempt(tx, principal, 'attempt.take', principal.attemptId);
    const attempt = await getWaitingAttempt(tx, principal.attemptId);
    const { form, now } = await settleAttempt(tx, attempt.id);
    await changeAttempt(tx, attempt.id, { rulesConfirmedAt: now });
    await insertAudit(tx, {
      actor: { kind: 'candidate', id: attempt.id },
      action: 'rules-confirmed',
      subject: { kind: 'attempt', id: attempt.id },
      data: { rules: form.rules },
    });
  });
}
