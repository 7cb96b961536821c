import { listSteps } from '../../../db/queries/investigations.ts';
import { type InvestigationView, investigationView } from '../../../domain/incident/wire.ts';
import type { BroughtAnswer } from '../../../domain/live/brought-answer.ts';
import type { SqlCheckRun, SqlExecution } from '../../../domain/sql/wire.ts';
import type { WorldRun } from '../../../domain/world/wire.ts';
import { incidentFor } from '../../../question-bank/question.ts';
import { type PastRun, pastRun } from '../../attempt/question/read-runs.ts';
import { pastSqlEntry } from '../../attempt/sql/read-sql-history.ts';
import { pastWorldRun } from '../../attempt/world/read-world-runs.ts';
import { database } from '../../database.ts';
import { getPinnedQuestion } from '../../pinned-question.ts';
import type { CandidatePrincipal, StaffPrincipal } from '../../session.ts';
import { type BroughtKey, getBrought } from './find-brought.ts';

/**
 * What a run showed, in the shape in which the candidate's own page shows it: the run at which her answer was opened, or
 * one of the copy.
 */
export type BroughtResults =
  /** It was opened as submitted, or the run is gone. */
  | { kind: 'none' }
  | { kind: 'code'; run: Untimed<PastRun> }
  | { kind: 'world'; run: Untimed<WorldRun> }
  | { kind: 'sql-checks'; run: Untimed<SqlCheckRun> }
  | { kind: 'sql-execution'; run: Untimed<SqlExecution> }
  /** An incident has no runs: what was opened and done before it was submitted. */
  | { kind: 'incident'; investigation: InvestigationView };

/** Whoever judges reads no hours of a timed attempt: two of them would tell of extra time. */
type Untimed<Run> = Omit<Run, 'finishedAt'>;

function untimed<Run extends { finishedAt: Date }>({ finishedAt: _, ...run }: Run) {
  return run;
}

const none = { kind: 'none' } as const;

/** The same for both sides. Grades, held-out seeds and hidden checks are no part of a run. */
export async function readBroughtResults(
  principal: CandidatePrincipal | StaffPrincipal,
  input: BroughtKey,
): Promise<BroughtResults> {
  const { brought, run: row } = await getBrought(database().db, principal, input);
  if (brought.question.kind === 'incident') return readInvestigated(brought);
  if (!row) return none;
  switch (brought.question.kind) {
    case 'code': {
      const run = pastRun(row);
      return run ? { kind: 'code', run: untimed(run) } : none;
    }
    case 'world': {
      const run = pastWorldRun(row);
      return run ? { kind: 'world', run: untimed(run) } : none;
    }
    case 'sql': {
      const entry = pastSqlEntry(row);
      if (entry?.kind === 'checks') return { kind: 'sql-checks', run: untimed(entry) };
      // The run list keeps resets too; they have no result, and are not offered.
      return entry?.kind === 'execution' ? { kind: 'sql-execution', run: untimed(entry) } : none;
    }
    case 'choice':
    case 'estimate':
    case 'discussion':
    // A drawing is simulated where it is looked at.
    case 'design':
      return none;
  }
}

async function readInvestigated({ question, from }: BroughtAnswer): Promise<BroughtResults> {
  const { db } = database();
  const pinned = await getPinnedQuestion(db, question.hash);
  if (pinned.kind !== 'incident') return none;
  const steps = await listSteps(db, from);
  return { kind: 'incident', investigation: investigationView(incidentFor(pinned, question.runtime), steps) };
}
