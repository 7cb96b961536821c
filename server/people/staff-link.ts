import type { Executor } from '../../db/executor.ts';
import { insertStaffLink } from '../../db/queries/people.ts';
import { env } from '../env.ts';
import { newToken } from '../secret-token.ts';

/** A one-time address for one person of the staff; what stands in the database is its hash. */
export async function newStaffLink(
  tx: Executor,
  input: { personId: string; purpose: 'set-password' | 'sign-in'; validMinutes: number },
): Promise<string> {
  const { token, hash } = newToken();
  await insertStaffLink(tx, { ...input, tokenHash: hash });
  return new URL(`/link/${token}`, env().appUrl).href;
}
