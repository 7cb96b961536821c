import { and, desc, eq, sql } from 'drizzle-orm';
import type { Executor } from '../executor.ts';
import { run } from '../schema/grading.ts';

export type RunRecord = typeof run.$inferSelect;

/** Numbers are given one after another because the caller holds the document's row. */
export async function insertRun(
  tx: Executor,
  value: {
    attemptId: string;
    itemNumber: number;
    authorId: string;
    documentSeq: number;
    files: { path: string; text: string }[];
    requestId: string;
  },
): Promise<{ id: string; number: number }> {
  const rows = await tx
    .insert(run)
    .values({
      ...value,
      number: sql`(select coalesce(max(r.number), 0) + 1 from run r where r.attempt_id = ${value.attemptId} and r.item_number = ${value.itemNumber})`,
      startedAt: sql`now()`,
    })
    .returning({ id: run.id, number: run.number });
  if (!rows[0]) throw new Error('insert returned no row');
  return rows[0];
}

export async function finishRun(
  db: Executor,
  id: string,
  value: { verdict: unknown; passed: boolean | null; failureCode: string | null },
): Promise<Date> {
  const rows = await db
    .update(run)
    .set({ ...value, endedAt: sql`clock_timestamp()` })
    .where(eq(run.id, id))
    .returning({ endedAt: run.endedAt });
  if (!rows[0]?.endedAt) throw new Error(`run ${id} is gone`);
  return rows[0].endedAt;
}

/** The newest first. */
export async function listRuns(db: Executor, attemptId: string, itemNumber: number, limit: number) {
  return db
    .select()
    .from(run)
    .where(and(eq(run.attemptId, attemptId), eq(run.itemNumber, itemNumber)))
    .orderBy(desc(run.number))
    .limit(limit);
}

/** Runs that waited long or failed on our side: time that was lost to us. */
export async function listRunsLostToUs(db: Executor, attemptId: string, waitedMs: number) {
  return db
    .select({
      id: run.id,
      itemNumber: run.itemNumber,
      startedAt: run.startedAt,
      endedAt: run.endedAt,
      failureCode: run.failureCode,
      requestId: run.requestId,
      programMs: sql<number | null>`(${run.verdict} ->> 'wallMs')::float8`,
    })
    .from(run)
    .where(
      and(
        eq(run.attemptId, attemptId),
        sql`(${run.failureCode} is not null or ${run.endedAt} - ${run.startedAt} > make_interval(secs => ${waitedMs / 1000}))`,
      ),
    )
    .orderBy(run.startedAt);
}

export type RunHead = Pick<RunRecord, 'number' | 'authorId' | 'startedAt' | 'endedAt' | 'failureCode'>;

/** Who ran and how far it is, without what it showed; the newest first. */
export async function listRunHeads(
  db: Executor,
  attemptId: string,
  itemNumber: number,
  limit: number,
): Promise<RunHead[]> {
  return db
    .select({
      number: run.number,
      authorId: run.authorId,
      startedAt: run.startedAt,
      endedAt: run.endedAt,
      failureCode: run.failureCode,
    })
    .from(run)
    .where(and(eq(run.attemptId, attemptId), eq(run.itemNumber, itemNumber)))
    .orderBy(desc(run.number))
    .limit(limit);
}

export interface RunCounts {
  started: number;
  finished: number;
}
export const noRuns: RunCounts = { started: 0, finished: 0 };

/** By item, how many runs were begun and how many of them are over: a page asks for them again when this changes. */
export async function countRuns(db: Executor, attemptId: string): Promise<Map<number, RunCounts>> {
  const rows = await db
    .select({
      itemNumber: run.itemNumber,
      started: sql<number>`count(*)::int`,
      finished: sql<number>`count(${run.endedAt})::int`,
    })
    .from(run)
    .where(eq(run.attemptId, attemptId))
    .groupBy(run.itemNumber);
  return new Map(rows.map(({ itemNumber, ...counts }) => [itemNumber, counts]));
}

/** Takes code and output of all runs of an attempt but the last of each item: what is left is that they were made. */
export async function forgetEarlierRuns(tx: Executor, attemptId: string): Promise<void> {
  await tx.execute(sql`
    update run set files = '[]'::jsonb, verdict = null, document_seq = 0
    where attempt_id = ${attemptId} and number < (
      select max(r.number) from run r where r.attempt_id = run.attempt_id and r.item_number = run.item_number)`);
  await tx.update(run).set({ documentSeq: 0 }).where(eq(run.attemptId, attemptId));
}
