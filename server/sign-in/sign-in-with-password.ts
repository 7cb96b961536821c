import { countInWindow, findPersonByEmail, insertAudit } from '../../db/queries/people.ts';
import { database } from '../database.ts';
import { env } from '../env.ts';
import {
  signInDelayMaxMs,
  signInDelayStepMs,
  signInFreeAttempts,
  signInPerAddressMax,
  signInWindowSeconds,
} from '../limits.ts';
import { verifyPassword } from '../password.ts';
import { hashToken } from '../secret-token.ts';

export interface SignedIn {
  id: string;
  epoch: number;
}

/**
 * Checks an e-mail and a password. Null for every reason there is, so that nothing tells whether the account exists.
 * Repeated attempts wait longer and longer, per account and per address; no account is ever locked.
 */
export async function signInWithPassword(input: {
  email: string;
  password: string;
  address: string;
}): Promise<SignedIn | null> {
  const { db } = database();
  const email = input.email.trim().toLowerCase().slice(0, 320);
  const password = input.password.slice(0, 1_000);
  const byAccount = await countInWindow(db, `sign-in:account:${hashToken(email)}`, signInWindowSeconds);
  const byAddress = await countInWindow(
    db,
    `sign-in:address:${hashToken(input.address)}`,
    signInWindowSeconds,
  );
  if (byAddress > signInPerAddressMax) return null;
  await delay(signInDelayMs(Math.max(byAccount, Math.floor(byAddress / 4))));
  const person = await findPersonByEmail(db, email);
  const right = await verifyPassword(password, person?.passwordHash ?? null);
  if (!person || !right || person.disabledAt) return null;
  if (person.demo && env().mode === 'production') return null;
  await insertAudit(db, {
    actor: { kind: 'person', id: person.id },
    action: 'signed-in',
    subject: { kind: 'person', id: person.id },
    data: { by: 'password' },
  });
  return { id: person.id, epoch: person.sessionEpoch };
}

/** Nothing for the first attempts of a window, then half a second more for each, up to a bound. */
export function signInDelayMs(attempts: number): number {
  return Math.min(signInDelayMaxMs, Math.max(0, attempts - signInFreeAttempts) * signInDelayStepMs);
}

function delay(ms: number): Promise<void> {
  return ms === 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms));
}
