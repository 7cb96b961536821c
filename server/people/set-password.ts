import {
  consumeStaffLink,
  countInWindow,
  findPerson,
  findStaffLink,
  insertAudit,
  updatePerson,
} from '../../db/queries/people.ts';
import { database } from '../database.ts';
import { Failure } from '../failure.ts';
import {
  passwordCharactersMax,
  passwordCharactersMin,
  signInPerAddressMax,
  signInWindowSeconds,
} from '../limits.ts';
import { hashPassword } from '../password.ts';
import { hashToken } from '../secret-token.ts';

export type StaffLinkView =
  | { state: 'gone' }
  | { state: 'open'; purpose: 'set-password' | 'sign-in'; name: string; email: string };

/** What a one-time link is for, without using it up: mail scanners open links. */
export async function readStaffLink(token: string): Promise<StaffLinkView> {
  if (token.length < 20 || token.length > 100) return { state: 'gone' };
  const { db } = database();
  const link = await findStaffLink(db, hashToken(token));
  const person = link ? await findPerson(db, link.personId) : null;
  if (!link || !person || person.disabledAt) return { state: 'gone' };
  return { state: 'open', purpose: link.purpose, name: person.name, email: person.email };
}

/** Uses up a set-password link and stores the password. Every session of the person ends; they sign in with it next. */
export async function setPassword(input: {
  token: string;
  password: string;
  address: string;
}): Promise<{ email: string }> {
  const characters = [...input.password.normalize('NFKC')].length;
  if (characters < passwordCharactersMin || characters > passwordCharactersMax) {
    throw new Failure(
      'bad-input',
      `password: ${passwordCharactersMin} to ${passwordCharactersMax} characters.`,
    );
  }
  const { db } = database();
  const tries = await countInWindow(db, `link:address:${hashToken(input.address)}`, signInWindowSeconds);
  if (tries > signInPerAddressMax) {
    throw new Failure('too-many', 'Too many tries from this address. Wait five minutes.', {
      retryAfterMs: signInWindowSeconds * 1000,
    });
  }
  // Hashing takes long on purpose; it happens before the transaction so that no row is locked meanwhile.
  const passwordHash = await hashPassword(input.password);
  return db.transaction(async (tx) => {
    const link = await consumeStaffLink(tx, hashToken(input.token));
    const person = link?.purpose === 'set-password' ? await findPerson(tx, link.personId) : null;
    if (!person || person.disabledAt) {
      throw new Failure('not-open', 'This link was used or has expired. Ask an administrator for a new one.');
    }
    await updatePerson(tx, person.id, { passwordHash });
    await insertAudit(tx, {
      actor: { kind: 'person', id: person.id },
      action: 'password-set',
      subject: { kind: 'person', id: person.id },
    });
    return { email: person.email };
  });
}
