import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Executor } from '../executor.ts';
import { attempt, attemptEvent, invitationLink } from '../schema/attempts.ts';
import { person } from '../schema/people.ts';

export async function insertInvitationLink(
  db: Executor,
  value: { attemptId: string; tokenHash: string; issuedBy: string | null; expiresAt: Date },
): Promise<string> {
  const rows = await db.insert(invitationLink).values(value).returning({ id: invitationLink.id });
  if (!rows[0]) throw new Error('insert returned no row');
  return rows[0].id;
}

/** Links of an attempt with who issued them; never a token, because none is stored. */
export async function listInvitationLinks(db: Executor, attemptId: string) {
  return db
    .select({
      id: invitationLink.id,
      createdAt: invitationLink.createdAt,
      expiresAt: invitationLink.expiresAt,
      consumedAt: invitationLink.consumedAt,
      revokedAt: invitationLink.revokedAt,
      issuedBy: person.name,
    })
    .from(invitationLink)
    .leftJoin(person, eq(person.id, invitationLink.issuedBy))
    .where(eq(invitationLink.attemptId, attemptId))
    .orderBy(invitationLink.createdAt);
}

/** False when the link is not of this attempt, or was revoked before. */
export async function revokeInvitationLink(
  db: Executor,
  attemptId: string,
  linkId: string,
): Promise<boolean> {
  const rows = await db
    .update(invitationLink)
    .set({ revokedAt: sql`now()` })
    .where(
      and(
        eq(invitationLink.id, linkId),
        eq(invitationLink.attemptId, attemptId),
        isNull(invitationLink.revokedAt),
      ),
    )
    .returning({ id: invitationLink.id });
  return rows.length > 0;
}

/** A later last moment to start keeps the links that still hold alive until then. */
export async function extendLinks(db: Executor, attemptId: string, expiresAt: Date): Promise<void> {
  await db
    .update(invitationLink)
    .set({ expiresAt })
    .where(
      and(
        eq(invitationLink.attemptId, attemptId),
        isNull(invitationLink.revokedAt),
        sql`${invitationLink.expiresAt} < ${expiresAt.toISOString()}::timestamptz`,
      ),
    );
}

export async function setStartBy(db: Executor, attemptId: string, startBy: Date): Promise<void> {
  await db
    .update(attempt)
    .set({ startBy, revision: sql`${attempt.revision} + 1` })
    .where(eq(attempt.id, attemptId));
}

/** Before the start only: the caller holds the lock and has checked the status. */
export async function setAccommodation(
  db: Executor,
  attemptId: string,
  value: { timeFactor: number; runtime?: (typeof attempt.$inferSelect)['runtime'] },
): Promise<void> {
  await db
    .update(attempt)
    .set({ ...value, revision: sql`${attempt.revision} + 1` })
    .where(eq(attempt.id, attemptId));
}

/** A fact for the report: there is another link than the one of the invitation. */
export async function recordLinkIssued(db: Executor, attemptId: string, linkId: string): Promise<void> {
  await db.insert(attemptEvent).values({ attemptId, kind: 'link-issued', data: { linkId } });
}
