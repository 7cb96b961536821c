import { consumeStaffLink, countInWindow, findPerson, insertAudit } from '../../db/queries/people.ts';
import { database } from '../database.ts';
import { signInPerAddressMax, signInWindowSeconds } from '../limits.ts';
import { hashToken } from '../secret-token.ts';
import type { SignedIn } from './sign-in-with-password.ts';

/** Uses up a one-time link. The confirm page posts here; opening the link alone never does. */
export async function signInWithLink(input: { token: string; address: string }): Promise<SignedIn | null> {
  if (input.token.length < 20 || input.token.length > 100) return null;
  const { db } = database();
  const tries = await countInWindow(db, `link:address:${hashToken(input.address)}`, signInWindowSeconds);
  if (tries > signInPerAddressMax) return null;
  return db.transaction(async (tx) => {
    const link = await consumeStaffLink(tx, hashToken(input.token));
    if (!link) return null;
    const person = await findPerson(tx, link.personId);
    if (!person || person.disabledAt) return null;
    await insertAudit(tx, {
      actor: { kind: 'person', id: person.id },
      action: 'signed-in',
      subject: { kind: 'person', id: person.id },
      data: { by: 'link', purpose: link.purpose },
    });
    return { id: person.id, epoch: person.sessionEpoch };
  });
}
