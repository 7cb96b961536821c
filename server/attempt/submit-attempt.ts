import { type Aid, aidNames } from '../../domain/form.ts';
import { authorizeAttempt } from '../authorize.ts';
import { database } from '../database.ts';
import { Failure } from '../failure.ts';
import type { CandidatePrincipal } from '../session.ts';
import { settleAttempt, writeSubmission } from './settle-attempt.ts';

export interface Receipt {
  receipt: string;
  submittedAt: Date;
  by: 'candidate' | 'deadline';
}

/**
 * The candidate hands in. Twice gives the same receipt; a press that comes after the deadline gives the receipt of the
 * submission that the deadline has made. Aids that are allowed if declared must be answered, also with "none".
 */
export async function submitAttempt(
  principal: CandidatePrincipal,
  input: { declaredAids: Partial<Record<Aid, string>> },
): Promise<Receipt> {
  return database().db.transaction(async (tx) => {
    await authorizeAttempt(tx, principal, 'attempt.take', principal.attemptId);
    const settled = await settleAttempt(tx, principal.attemptId);
    const already = receiptOf(settled.attempt);
    if (settled.attempt.mode === 'live')
      throw new Failure('not-open', 'The lead of the session closes it. There is nothing to submit.');
    if (already) return already;
    const declaredAids: Record<string, string> = {};
    for (const [aid, rule] of Object.entries(settled.form.rules) as [Aid, string][]) {
      if (rule !== 'declared') continue;
      const said = input.declaredAids[aid]?.trim() ?? '';
      if (said === '') {
        throw new Failure(
          'bad-input',
          `declaredAids.${aid}: say what you used (${aidNames[aid]}), or that you used nothing.`,
        );
      }
      declaredAids[aid] = said;
    }
    const done = await writeSubmission(tx, settled, { by: 'candidate', at: settled.now, declaredAids });
    const receipt = receiptOf(done.attempt);
    if (!receipt) throw new Error(`attempt ${principal.attemptId} has no receipt after its submission`);
    return receipt;
  });
}

export function receiptOf(attempt: {
  status: string;
  receipt: string | null;
  submittedAt: Date | null;
  submittedBy: 'candidate' | 'deadline' | null;
}): Receipt | null {
  if (attempt.status !== 'submitted' && attempt.status !== 'graded') return null;
  const { receipt, submittedAt, submittedBy } = attempt;
  return receipt && submittedAt && submittedBy ? { receipt, submittedAt, by: submittedBy } : null;
}
