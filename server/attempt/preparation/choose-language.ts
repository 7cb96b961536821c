import { changeAttempt } from '../../../db/queries/attempts.ts';
import { insertAudit } from '../../../db/queries/people.ts';
import type { Runtime } from '../../../domain/form.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { getWaitingAttempt } from './waiting-attempt.ts';

/** The language she works in selects the texts of questions that have one for each; code is TypeScript for everybody. */
export async function chooseLanguage(
  principal: CandidatePrincipal,
  input: { runtime: Runtime },
): Promise<void> {
  await database().db.transaction(async (tx) => {
    await authorizeAttempt(tx, principal, 'attempt.take', principal.attemptId);
    const attempt = await getWaitingAttempt(tx, principal.attemptId);
    await changeAttempt(tx, attempt.id, { runtime: input.runtime });
    await insertAudit(tx, {
      actor: { kind: 'candidate', id: attempt.id },
      action: 'language-chosen',
      subject: { kind: 'attempt', id: attempt.id },
      data: { runtime: input.runtime },
    });
  });
}
