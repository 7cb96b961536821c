import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Executor } from '../executor.ts';
import { attempt } from '../schema/attempts.ts';
import { person } from '../schema/people.ts';
import { position, positionManager } from '../schema/positions.ts';

export type PositionRecord = typeof position.$inferSelect;
export type PositionValues = Pick<
  PositionRecord,
  | 'title'
  | 'team'
  | 'description'
  | 'openings'
  | 'namesHidden'
  | 'autoResultsSealed'
  | 'feedbackToCandidate'
  | 'applicationQuestions'
  | 'overallBar'
  | 'bars'
  | 'retentionDays'
  | 'contact'
>;

export async function insertPosition(
  db: Executor,
  values: PositionValues & { blueprintSlug: string; createdBy: string | null },
): Promise<string> {
  const rows = await db.insert(position).values(values).returning({ id: position.id });
  if (!rows[0]) throw new Error('insert returned no row');
  return rows[0].id;
}

export async function updatePositionValues(
  db: Executor,
  id: string,
  values: Partial<PositionValues & { blueprintSlug: string }>,
): Promise<void> {
  if (Object.keys(values).length === 0) return;
  await db.update(position).set(values).where(eq(position.id, id));
}

/** Sets or clears the closing; false when it already was as asked. */
export async function setPositionClosed(db: Executor, id: string, closed: boolean): Promise<boolean> {
  const rows = await db
    .update(position)
    .set({ closedAt: closed ? sql`now()` : null })
    .where(
      and(eq(position.id, id), closed ? isNull(position.closedAt) : sql`${position.closedAt} is not null`),
    )
    .returning({ id: position.id });
  return rows.length > 0;
}

export async function findPosition(db: Executor, id: string): Promise<PositionRecord | null> {
  const rows = await db.select().from(position).where(eq(position.id, id));
  return rows[0] ?? null;
}

/** The same under its lock: forms of one position are numbered one after another. */
export async function lockPosition(db: Executor, id: string): Promise<PositionRecord | null> {
  const rows = await db.select().from(position).where(eq(position.id, id)).for('update');
  return rows[0] ?? null;
}

export async function addPositionManager(db: Executor, positionId: string, personId: string): Promise<void> {
  await db.insert(positionManager).values({ positionId, personId }).onConflictDoNothing();
}

export async function removePositionManager(db: Executor, positionId: string, personId: string) {
  await db
    .delete(positionManager)
    .where(and(eq(positionManager.positionId, positionId), eq(positionManager.personId, personId)));
}

export async function listPositionManagers(db: Executor, positionId: string) {
  return db
    .select({ id: person.id, name: person.name, email: person.email, disabledAt: person.disabledAt })
    .from(positionManager)
    .innerJoin(person, eq(person.id, positionManager.personId))
    .where(eq(positionManager.positionId, positionId))
    .orderBy(person.name);
}

/** Positions with their counts; those of one manager, or all for null. Open ones first, the newest first. */
export async function listPositionSummaries(db: Executor, managerId: string | null) {
  const own = managerId
    ? sql`exists (select 1 from position_manager m where m.position_id = ${position.id} and m.person_id = ${managerId})`
    : undefined;
  return db
    .select({
      id: position.id,
      title: position.title,
      team: position.team,
      openings: position.openings,
      blueprintSlug: position.blueprintSlug,
      createdAt: position.createdAt,
      closedAt: position.closedAt,
      candidates: sql<number>`count(${attempt.id})::int`,
      running: sql<number>`count(*) filter (where ${attempt.status} = 'running')::int`,
      waiting: sql<number>`count(*) filter (where ${attempt.status} in ('invited', 'accepted') and ${attempt.startBy} >= now())::int`,
      finished: sql<number>`count(*) filter (where ${attempt.status} in ('submitted', 'graded'))::int`,
      decided: sql<number>`count(*) filter (where exists (select 1 from decision d where d.attempt_id = ${attempt.id}))::int`,
    })
    .from(position)
    .leftJoin(attempt, eq(attempt.positionId, position.id))
    .where(own)
    .groupBy(position.id)
    .orderBy(sql`${position.closedAt} is not null`, desc(position.createdAt));
}
