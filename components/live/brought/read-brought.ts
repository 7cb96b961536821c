import '../../wire/zod-without-eval.ts';
import { z } from 'zod';
import { type InvestigationView, investigationViewSchema } from '../../../domain/incident/wire.ts';
import { sqlCheckRunSchema, sqlExecutionSchema } from '../../../domain/sql/wire.ts';
import { type SeedTrace, seedTraceSchema, worldRunSchema } from '../../../domain/world/wire.ts';
import type { RunView } from '../../run-results/run-view.ts';
import { readRun } from '../../take/question/read-run.ts';

const untimed = { finishedAt: true } as const;
const worldRun = worldRunSchema.omit(untimed);
const sqlChecks = sqlCheckRunSchema.omit(untimed);
const sqlExecution = sqlExecutionSchema.omit(untimed);

/** What a run showed: the one at which an earlier answer was opened, or one of its copy. When it was stands nowhere. */
export type BroughtResultsView =
  | { kind: 'none' }
  | { kind: 'code'; run: Omit<RunView, 'finishedAt'> }
  | { kind: 'world'; run: z.infer<typeof worldRun> }
  | { kind: 'sql-checks'; run: z.infer<typeof sqlChecks> }
  | { kind: 'sql-execution'; run: z.infer<typeof sqlExecution> }
  | { kind: 'incident'; investigation: InvestigationView };

const answer = z.object({
  results: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('code'), run: z.unknown() }),
    z.object({ kind: z.literal('world'), run: worldRun }),
    z.object({ kind: z.literal('sql-checks'), run: sqlChecks }),
    z.object({ kind: z.literal('sql-execution'), run: sqlExecution }),
    z.object({ kind: z.literal('incident'), investigation: investigationViewSchema }),
  ]),
});

/** Reads an answer of `…/brought/<number>` and of `…/run/<run>` under it; null when it is none. */
export function readBroughtResults(body: unknown): BroughtResultsView | null {
  const read = answer.safeParse(body);
  if (!read.success) return null;
  const { results } = read.data;
  if (results.kind !== 'code') return results;
  const run = readRun(results.run);
  return run && { kind: 'code', run };
}

/** A run of the copy as a page knows it; what it showed is asked for by its number. */
export type CopyRunView = z.infer<typeof copyRun>;
const copyRun = z.object({
  number: z.number().int(),
  /** Who pressed Run. */
  by: z.string(),
  state: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('running') }),
    z.object({ kind: z.literal('finished') }),
    z.object({ kind: z.literal('failed'), message: z.string() }),
  ]),
});
const copyRuns = z.object({ runs: z.array(copyRun) });

/** Reads an answer of `…/brought/<number>/run`, the newest first. */
export function readCopyRuns(body: unknown): CopyRunView[] {
  const read = copyRuns.safeParse(body);
  return read.success ? read.data.runs : [];
}

const seedAnswer = z.object({ trace: seedTraceSchema.nullable() });

/** Reads an answer of `…/seed` under either: `trace` is null when no seed failed. */
export function readBroughtSeed(body: unknown): { trace: SeedTrace | null } | null {
  const read = seedAnswer.safeParse(body);
  return read.success ? read.data : null;
}
