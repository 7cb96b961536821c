import { countInWindow, findPersonByEmail, insertAudit } from '../../db/queries/people.ts';
import { database } from '../database.ts';
import { env } from '../env.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { linkRequestsPerHourMax, signInLinkAnswerMs, staffLinkValidMinutes } from '../limits.ts';
import { hashToken } from '../secret-token.ts';
import { newStaffLink } from './staff-link.ts';

/**
 * Sends a sign-in link when there is such a person, mail is configured and not too many were asked for. The answer is
 * the same in every case, and it takes the same time, so that nothing tells which addresses are known.
 */
export async function requestSignInLink(input: { email: string; address: string }): Promise<void> {
  const floor = new Promise((resolve) => setTimeout(resolve, signInLinkAnswerMs));
  await Promise.all([send(input), floor]);
}

async function send(input: { email: string; address: string }): Promise<void> {
  if (env().smtp === null) return;
  const { db } = database();
  const email = input.email.trim().toLowerCase().slice(0, 320);
  const byAccount = await countInWindow(db, `sign-in-link:account:${hashToken(email)}`, 3_600);
  const byAddress = await countInWindow(db, `sign-in-link:address:${hashToken(input.address)}`, 3_600);
  if (byAccount > linkRequestsPerHourMax || byAddress > linkRequestsPerHourMax * 4) return;
  const person = await findPersonByEmail(db, email);
  if (!person || person.disabledAt || (person.demo && env().mode === 'production')) return;
  await db.transaction(async (tx) => {
    const url = await newStaffLink(tx, {
      personId: person.id,
      purpose: 'sign-in',
      validMinutes: staffLinkValidMinutes,
    });
    await enqueue(tx, 'send-mail', {
      to: person.email,
      subject: 'Sign in to Plumbline',
      text: `Open this page and press the button to sign in. The link works once, for ${staffLinkValidMinutes} minutes.\n\n${url}\n\nIf you did not ask for it, nothing happens: leave it unused.\n`,
    });
    await insertAudit(tx, {
      actor: { kind: 'system' },
      action: 'sign-in-link-sent',
      subject: { kind: 'person', id: person.id },
    });
  });
}
