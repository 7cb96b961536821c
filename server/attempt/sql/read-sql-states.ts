import type { SchemaTable, SessionStates } from '../../../domain/sql/wire.ts';
import type { Lab } from '../../../sandbox/lab/contract.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { labValue } from './lab-answer.ts';
import { labKeyOf, type SqlTarget } from './sql-target.ts';

/**
 * What the sessions are doing; asked again and again while a page shows them. It is the sign of life that keeps an open
 * transaction. Null when there is no database, for example because the lab was restarted.
 */
export async function readSqlStates(
  principal: CandidatePrincipal,
  lab: Lab,
  input: { target: SqlTarget },
): Promise<SessionStates | null> {
  await authorizeAttempt(database().db, principal, 'attempt.run', principal.attemptId);
  const outcome = await lab.states({ key: labKeyOf(principal.attemptId, input.target) });
  return outcome.kind === 'not-open' ? null : labValue(outcome, 'Asking for the sessions');
}

/** The tables as they are now, after what the candidate changed. Null when there is no database. */
export async function readSqlSchema(
  principal: CandidatePrincipal,
  lab: Lab,
  input: { target: SqlTarget },
): Promise<SchemaTable[] | null> {
  await authorizeAttempt(database().db, principal, 'attempt.run', principal.attemptId);
  const outcome = await lab.schema({ key: labKeyOf(principal.attemptId, input.target) });
  return outcome.kind === 'not-open' ? null : labValue(outcome, 'Reading the schema');
}
