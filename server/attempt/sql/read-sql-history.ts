import { findItem } from '../../../db/queries/attempts.ts';
import { listRuns, type RunRecord } from '../../../db/queries/runs.ts';
import { type SqlHistoryEntry, sqlVerdictSchema } from '../../../domain/sql/wire.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { notFound } from '../../failure.ts';
import { sqlHistoryShownMax } from '../../limits.ts';
import type { CandidatePrincipal } from '../../session.ts';

/** What was run, checked and reset in one question, the newest first. What failed on our side is left out. */
export async function readSqlHistory(
  principal: CandidatePrincipal,
  input: { itemNumber: number },
): Promise<SqlHistoryEntry[]> {
  const { db } = database();
  const { attemptId } = principal;
  await authorizeAttempt(db, principal, 'attempt.run', attemptId);
  if (!(await findItem(db, attemptId, input.itemNumber))) throw notFound(`item ${input.itemNumber}`);
  const rows = await listRuns(db, attemptId, input.itemNumber, sqlHistoryShownMax);
  return rows.flatMap((row) => pastSqlEntry(row) ?? []);
}

/** A row as the page shows it; null for one without a result. */
export function pastSqlEntry(row: RunRecord): SqlHistoryEntry | null {
  const verdict = sqlVerdictSchema.safeParse(row.verdict);
  if (!verdict.success || !row.endedAt) return null;
  const numbered = { number: row.number, finishedAt: row.endedAt };
  const stored = verdict.data;
  return stored.kind === 'execution'
    ? { ...stored, ...numbered, sql: row.files[0]?.text ?? '' }
    : { ...stored, ...numbered };
}
