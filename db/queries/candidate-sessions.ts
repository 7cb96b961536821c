import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Executor } from '../executor.ts';
import { fixedStatement } from '../fixed-statement.ts';
import { candidateSession } from '../schema/attempts.ts';

const sessionOfToken = fixedStatement<{ tokenHash: string }, { id: string; attempt_id: string }>(sql`
  select id, attempt_id from candidate_session
  where token_hash = ${sql.placeholder('tokenHash')} and revoked_at is null`);

/** The session that this token opens, if it was not revoked. The caller has hashed the token. */
export async function findCandidateSession(db: Executor, tokenHash: string) {
  const [row] = await sessionOfToken(db, { tokenHash });
  return row ? { id: row.id, attemptId: row.attempt_id } : null;
}

export async function insertCandidateSession(
  db: Executor,
  value: {
    attemptId: string;
    tokenHash: string;
    openedBy: 'link' | 'resume-code';
    linkId: string | null;
    userAgent: string;
  },
): Promise<string> {
  const rows = await db
    .insert(candidateSession)
    .values({ ...value, userAgent: value.userAgent.slice(0, 300), seenAt: sql`now()` })
    .returning({ id: candidateSession.id });
  if (!rows[0]) throw new Error('insert returned no row');
  return rows[0].id;
}

export async function listCandidateSessions(db: Executor, attemptId: string) {
  return db
    .select()
    .from(candidateSession)
    .where(eq(candidateSession.attemptId, attemptId))
    .orderBy(candidateSession.createdAt);
}

export async function revokeCandidateSession(db: Executor, attemptId: string, sessionId: string) {
  await db
    .update(candidateSession)
    .set({ revokedAt: sql`now()` })
    .where(
      and(
        eq(candidateSession.id, sessionId),
        eq(candidateSession.attemptId, attemptId),
        isNull(candidateSession.revokedAt),
      ),
    );
}
