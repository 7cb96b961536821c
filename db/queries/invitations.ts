import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Executor } from '../executor.ts';
import { attempt, invitationLink } from '../schema/attempts.ts';

/** The link of a token, whatever its state. The caller has hashed the token. */
export async function findInvitationLink(db: Executor, tokenHash: string) {
  const rows = await db.select().from(invitationLink).where(eq(invitationLink.tokenHash, tokenHash));
  return rows[0] ?? null;
}

/** Uses the link up: of two presses one wins. False when it was used, ended or has expired. */
export async function consumeInvitationLink(tx: Executor, linkId: string): Promise<boolean> {
  const rows = await tx
    .update(invitationLink)
    .set({ consumedAt: sql`now()` })
    .where(
      and(
        eq(invitationLink.id, linkId),
        isNull(invitationLink.consumedAt),
        isNull(invitationLink.revokedAt),
        gt(invitationLink.expiresAt, sql`now()`),
      ),
    )
    .returning({ id: invitationLink.id });
  return rows.length > 0;
}

export async function findAttemptByResumeCode(
  db: Executor,
  resumeCodeHash: string,
): Promise<{ attemptId: string; status: string } | null> {
  const rows = await db
    .select({ attemptId: attempt.id, status: attempt.status })
    .from(attempt)
    .where(eq(attempt.resumeCodeHash, resumeCodeHash));
  return rows[0] ?? null;
}
