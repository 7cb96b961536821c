import { eq, sql } from 'drizzle-orm';
import type { Executor } from '../executor.ts';
import { liveness } from '../schema/positions.ts';

/** Begins a stretch of life of one process; the caller extends it every few seconds. */
export async function beginLiveness(db: Executor, process: string): Promise<string> {
  const rows = await db.insert(liveness).values({ process }).returning({ id: liveness.id });
  if (!rows[0]) throw new Error('insert returned no row');
  return rows[0].id;
}

/**
 * Says that the process lives. When the row was not touched for longer than `gapMs` (the process was stopped, or could
 * not reach the database) a new stretch begins, so that the gap stays visible as an outage. Gives the stretch's id.
 */
export async function touchLiveness(
  db: Executor,
  id: string,
  process: string,
  gapMs: number,
): Promise<string> {
  const rows = await db
    .update(liveness)
    .set({ seenAt: sql`now()` })
    .where(
      sql`${liveness.id} = ${id} and ${liveness.seenAt} > now() - make_interval(secs => ${gapMs / 1000})`,
    )
    .returning({ id: liveness.id });
  return rows[0]?.id ?? beginLiveness(db, process);
}

/** Stretches of a process that touch the given time, in order of their begin. */
export async function listLiveness(db: Executor, process: string, since: Date) {
  return db
    .select({ startedAt: liveness.startedAt, seenAt: liveness.seenAt })
    .from(liveness)
    .where(
      sql`${liveness.process} = ${process} and ${liveness.seenAt} >= ${since.toISOString()}::timestamptz`,
    )
    .orderBy(liveness.startedAt);
}

export async function lastSeen(db: Executor, process: string): Promise<{ secondsAgo: number } | null> {
  const rows = await db
    .select({ secondsAgo: sql<number>`extract(epoch from now() - max(${liveness.seenAt}))::float8` })
    .from(liveness)
    .where(eq(liveness.process, process));
  const secondsAgo = rows[0]?.secondsAgo;
  return secondsAgo === null || secondsAgo === undefined ? null : { secondsAgo };
}
