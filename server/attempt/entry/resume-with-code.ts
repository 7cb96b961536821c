import { findAttemptByResumeCode } from '../../../db/queries/invitations.ts';
import { countInWindow } from '../../../db/queries/people.ts';
import { database } from '../../database.ts';
import { Failure } from '../../failure.ts';
import { resumeCodeTriesPerHourMax } from '../../limits.ts';
import { settleAttempt } from '../settle-attempt.ts';
import { openSession } from './open-session.ts';
import { hashResumeCode } from './resume-code-hash.ts';

const hourSeconds = 3_600;
/** A code has 12 signs; what is much longer is not worth its hash. */
const typedCharactersMax = 60;

/**
 * Opens the attempt on this machine with the code that was shown after consent. Tries are counted per address before
 * anything is looked up. Other sessions stay open.
 */
export async function resumeWithCode(input: {
  code: string;
  address: string;
  userAgent: string;
}): Promise<{ sessionToken: string }> {
  const { db } = database();
  const tries = await countInWindow(db, `resume-code:${input.address}`, hourSeconds);
  if (tries > resumeCodeTriesPerHourMax) {
    throw new Failure('too-many', 'Too many codes were tried from this address. Try again in an hour.', {
      retryAfterMs: hourSeconds * 1000,
    });
  }
  if (input.code.length > typedCharactersMax) throw unknownCode();
  const hash = await hashResumeCode(input.code);
  return db.transaction(async (tx) => {
    const found = await findAttemptByResumeCode(tx, hash);
    if (!found) throw unknownCode();
    const { attempt } = await settleAttempt(tx, found.attemptId);
    const { token } = await openSession(tx, {
      attemptId: attempt.id,
      openedBy: 'resume-code',
      linkId: null,
      userAgent: input.userAgent,
    });
    return { sessionToken: token };
  });
}

function unknownCode(): Failure {
  return new Failure('bad-input', 'code: no assessment has this code. Check the signs one by one.');
}
