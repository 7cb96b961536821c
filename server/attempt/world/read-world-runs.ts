import { findItem } from '../../../db/queries/attempts.ts';
import { listRuns, type RunRecord } from '../../../db/queries/runs.ts';
import { type WorldRun, worldVerdictSchema } from '../../../domain/world/wire.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { notFound } from '../../failure.ts';
import { worldRunsShownMax } from '../../limits.ts';
import type { CandidatePrincipal } from '../../session.ts';

/** The runs of one world question with their code, the newest first. Runs that failed on our side are left out. */
export async function readWorldRuns(
  principal: CandidatePrincipal,
  input: { itemNumber: number },
): Promise<WorldRun[]> {
  const { db } = database();
  await authorizeAttempt(db, principal, 'attempt.run', principal.attemptId);
  if (!(await findItem(db, principal.attemptId, input.itemNumber)))
    throw notFound(`item ${input.itemNumber}`);
  const rows = await listRuns(db, principal.attemptId, input.itemNumber, worldRunsShownMax);
  return rows.flatMap((row) => pastWorldRun(row) ?? []);
}

/** A row as the page shows it; null for one without a result. */
export function pastWorldRun(row: RunRecord): WorldRun | null {
  const stored = worldVerdictSchema.safeParse(row.verdict);
  if (!stored.success || !row.endedAt) return null;
  return { ...stored.data, number: row.number, finishedAt: row.endedAt, files: row.files };
}
