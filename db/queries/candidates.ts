import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Executor } from '../executor.ts';
import { application, attempt, candidate, timeGrant } from '../schema/attempts.ts';
import { exposure } from '../schema/grading.ts';
import { form } from '../schema/positions.ts';

export async function insertCandidate(
  db: Executor,
  value: { name: string; email: string; phone: string },
): Promise<string> {
  const rows = await db.insert(candidate).values(value).returning({ id: candidate.id });
  if (!rows[0]) throw new Error('insert returned no row');
  return rows[0].id;
}

export async function insertAttempt(
  db: Executor,
  value: Pick<
    typeof attempt.$inferInsert,
    'positionId' | 'candidateId' | 'formId' | 'mode' | 'startBy' | 'timeFactor' | 'runtime' | 'invitedBy'
  >,
): Promise<string> {
  const rows = await db.insert(attempt).values(value).returning({ id: attempt.id });
  if (!rows[0]) throw new Error('insert returned no row');
  return rows[0].id;
}

/** An invitation of this address to this position that is still alive: waiting to be started, or running. */
export async function findOpenAttemptByEmail(
  db: Executor,
  positionId: string,
  email: string,
): Promise<{ attemptId: string; status: string } | null> {
  const rows = await db
    .select({ attemptId: attempt.id, status: attempt.status })
    .from(attempt)
    .innerJoin(candidate, eq(candidate.id, attempt.candidateId))
    .where(
      and(
        eq(attempt.positionId, positionId),
        sql`lower(${candidate.email}) = ${email.toLowerCase()}`,
        inArray(attempt.status, ['invited', 'accepted', 'running']),
      ),
    )
    .orderBy(sql`${attempt.createdAt} desc`)
    .limit(1);
  return rows[0] ?? null;
}

/**
 * Every question this address has met, or will meet: what was recorded as exposure, and the forms of its attempts that
 * were not declined. "Never twice to the same candidate" holds across positions.
 */
export async function listSeenSlugs(db: Executor, email: string): Promise<string[]> {
  const lowered = email.toLowerCase();
  const met = await db
    .select({ slug: exposure.slug })
    .from(exposure)
    .where(sql`lower(${exposure.candidateEmail}) = ${lowered}`);
  const given = await db
    .select({ sections: form.sections })
    .from(attempt)
    .innerJoin(candidate, eq(candidate.id, attempt.candidateId))
    .innerJoin(form, eq(form.id, attempt.formId))
    .where(and(sql`lower(${candidate.email}) = ${lowered}`, sql`${attempt.status} <> 'declined'`));
  const slugs = given.flatMap((row) =>
    row.sections.flatMap((section) => section.items.map((item) => item.slug)),
  );
  return [...new Set([...met.map((row) => row.slug), ...slugs])];
}

/** A position's attempts with what the dashboard shows; without scores. */
export async function listPositionAttempts(db: Executor, positionId: string) {
  return db
    .select({
      attempt,
      candidateName: candidate.name,
      candidateEmail: candidate.email,
      formNumber: form.number,
      sections: form.sections,
      lastEventAt: sql<string | null>`greatest(
        ${attempt.createdAt}, ${attempt.acceptedAt}, ${attempt.startedAt}, ${attempt.submittedAt}, ${attempt.declinedAt},
        ${attempt.withdrawnAt},
        (select max(e.created_at) from attempt_event e where e.attempt_id = ${attempt.id}),
        (select max(d.created_at) from decision d where d.attempt_id = ${attempt.id}),
        (select max(r.created_at) from candidate_request r where r.attempt_id = ${attempt.id}))::text`,
      openRequests: sql<number>`(select count(*)::int from candidate_request r where r.attempt_id = ${attempt.id} and r.answered_at is null)`,
      decision: sql<
        string | null
      >`(select d.outcome from decision d where d.attempt_id = ${attempt.id} order by d.created_at desc limit 1)`,
      linkWasSent: sql<boolean>`exists (select 1 from invitation_link l where l.attempt_id = ${attempt.id} and l.revoked_at is null and l.expires_at > now())`,
    })
    .from(attempt)
    .innerJoin(candidate, eq(candidate.id, attempt.candidateId))
    .innerJoin(form, eq(form.id, attempt.formId))
    .where(eq(attempt.positionId, positionId))
    .orderBy(asc(attempt.createdAt));
}

export async function listGrantsOfAttempts(db: Executor, attemptIds: readonly string[]) {
  if (attemptIds.length === 0) return [];
  return db
    .select({
      attemptId: timeGrant.attemptId,
      sectionNumber: timeGrant.sectionNumber,
      grantedMs: timeGrant.grantedMs,
    })
    .from(timeGrant)
    .where(inArray(timeGrant.attemptId, [...attemptIds]));
}

export async function findApplication(db: Executor, attemptId: string) {
  const rows = await db.select().from(application).where(eq(application.attemptId, attemptId));
  return rows[0] ?? null;
}

/** The attempt under its lock: what changes its time, links or status is done one after another. */
export async function lockAttemptWithCandidate(db: Executor, attemptId: string) {
  const rows = await db
    .select({ attempt, candidateName: candidate.name, candidateEmail: candidate.email })
    .from(attempt)
    .innerJoin(candidate, eq(candidate.id, attempt.candidateId))
    .where(eq(attempt.id, attemptId))
    .for('update', { of: attempt });
  return rows[0] ?? null;
}
