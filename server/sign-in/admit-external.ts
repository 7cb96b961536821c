import { z } from 'zod';
import {
  findPersonByEmail,
  findPersonByIdentity,
  hasIdentityAt,
  insertAudit,
  linkIdentity,
} from '../../db/queries/people.ts';
import { database } from '../database.ts';
import type { SignedIn } from './sign-in-with-password.ts';

/**
 * Admits an external identity only for a person whom an administrator added: linked once by an e-mail that the
 * provider says is verified, from then on found by issuer and subject. Signing in never creates an account.
 */
export async function admitExternal(input: {
  provider: string;
  issuer: string;
  subject: string;
  accessToken: string | null;
  profile: unknown;
}): Promise<SignedIn | null> {
  const { db } = database();
  const known = await findPersonByIdentity(db, input.issuer, input.subject);
  if (known) return known.disabledAt ? null : { id: known.id, epoch: known.sessionEpoch };
  const email = await verifiedEmail(input);
  if (!email) return null;
  const person = await findPersonByEmail(db, email);
  if (!person || person.disabledAt || person.demo) return null;
  return db.transaction(async (tx) => {
    // An address can pass to somebody else; whoever has it later is not whoever was linked by it.
    if (await hasIdentityAt(tx, person.id, input.issuer)) return null;
    await linkIdentity(tx, { issuer: input.issuer, subject: input.subject, personId: person.id });
    await insertAudit(tx, {
      actor: { kind: 'person', id: person.id },
      action: 'identity-linked',
      subject: { kind: 'person', id: person.id },
      data: { provider: input.provider },
    });
    return { id: person.id, epoch: person.sessionEpoch };
  });
}

const oidcProfile = z.object({
  email: z.email(),
  email_verified: z.union([z.literal(true), z.literal('true')]),
});
const githubEmails = z.array(z.object({ email: z.email(), primary: z.boolean(), verified: z.boolean() }));

async function verifiedEmail(input: {
  provider: string;
  accessToken: string | null;
  profile: unknown;
}): Promise<string | null> {
  if (input.provider !== 'github') {
    const parsed = oidcProfile.safeParse(input.profile);
    return parsed.success ? parsed.data.email : null;
  }
  // GitHub's profile does not say whether its e-mail is verified; its own list does.
  if (!input.accessToken) return null;
  const response = await fetch('https://api.github.com/user/emails', {
    headers: { authorization: `Bearer ${input.accessToken}`, accept: 'application/vnd.github+json' },
    signal: AbortSignal.timeout(5_000),
  });
  if (!response.ok) return null;
  const parsed = githubEmails.safeParse(await response.json());
  return parsed.success
    ? (parsed.data.find((entry) => entry.primary && entry.verified)?.email ?? null)
    : null;
}
