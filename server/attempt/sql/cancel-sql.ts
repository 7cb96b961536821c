import type { SessionName } from '../../../domain/sql/wire.ts';
import type { Lab } from '../../../sandbox/lab/contract.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { labValue } from './lab-answer.ts';
import { labKeyOf, type SqlTarget } from './sql-target.ts';

/** Stops what a session runs; its run then ends with an error. Nothing happens when nothing runs. */
export async function cancelSql(
  principal: CandidatePrincipal,
  lab: Lab,
  input: { target: SqlTarget; session: SessionName },
): Promise<void> {
  await authorizeAttempt(database().db, principal, 'attempt.run', principal.attemptId);
  const outcome = await lab.cancel({
    key: labKeyOf(principal.attemptId, input.target),
    session: input.session,
  });
  if (outcome.kind !== 'not-open') labValue(outcome, 'Stopping');
}
