import { z } from 'zod';
import { findItem } from '../../../db/queries/attempts.ts';
import { listRuns, type RunRecord } from '../../../db/queries/runs.ts';
import type { AnswerFile } from '../../../domain/answer.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { notFound } from '../../failure.ts';
import type { CandidatePrincipal } from '../../session.ts';
import type { FinishedRun } from './run-code.ts';

export interface PastRun extends FinishedRun {
  files: AnswerFile[];
}

const runsShownMax = 60;

/** What `run.verdict` holds of a finished run of code. */
export const storedRun = z.object({
  status: z.enum(['ok', 'error', 'time-limit', 'memory-limit', 'output-limit']),
  error: z
    .object({
      name: z.string(),
      message: z.string(),
      file: z.string().nullable(),
      line: z.number().nullable(),
      column: z.number().nullable(),
      stack: z.array(z.string()),
    })
    .nullable(),
  console: z.array(
    z.object({
      level: z.enum(['log', 'info', 'warn', 'error', 'debug']),
      text: z.string(),
      atMs: z.number(),
    }),
  ),
  checks: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      passed: z.boolean(),
      message: z.string(),
      input: z.string().nullable(),
      expected: z.string().nullable(),
      actual: z.string().nullable(),
    }),
  ),
  wallMs: z.number(),
  memoryBytes: z.number(),
});

/** The runs of one question with their code, the newest first. Runs that failed on our side are left out. */
export async function readRuns(
  principal: CandidatePrincipal,
  input: { itemNumber: number },
): Promise<PastRun[]> {
  const { db } = database();
  await authorizeAttempt(db, principal, 'attempt.run', principal.attemptId);
  if (!(await findItem(db, principal.attemptId, input.itemNumber)))
    throw notFound(`item ${input.itemNumber}`);
  const rows = await listRuns(db, principal.attemptId, input.itemNumber, runsShownMax);
  return rows.flatMap((row) => pastRun(row) ?? []);
}

/** A row as the page shows it; null for one without a result. */
export function pastRun(row: RunRecord): PastRun | null {
  const stored = storedRun.safeParse(row.verdict);
  if (!stored.success || !row.endedAt) return null;
  return { ...stored.data, number: row.number, finishedAt: row.endedAt, files: row.files };
}
