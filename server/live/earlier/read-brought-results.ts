import type { SqlHistoryEntry } from '../../../domain/sql/wire.ts';
import type { WorldRun } from '../../../domain/world/wire.ts';
import { type PastRun, pastRun } from '../../attempt/question/read-runs.ts';
import { pastSqlEntry } from '../../attempt/sql/read-sql-history.ts';
import { pastWorldRun } from '../../attempt/world/read-world-runs.ts';
import { database } from '../../database.ts';
import type { CandidatePrincipal, StaffPrincipal } from '../../session.ts';
import { getBrought } from './find-brought.ts';

/** What the candidate saw of the run at which her answer was opened, in the shape in which her own page shows it. */
export type BroughtResults =
  /** It was opened as submitted, or the run is gone. */
  | { kind: 'none' }
  | { kind: 'code'; run: PastRun }
  | { kind: 'world'; run: WorldRun }
  | { kind: 'sql'; entry: SqlHistoryEntry };

const none = { kind: 'none' } as const;

/** The same for both sides. Grades, held-out seeds and hidden checks are no part of a run. */
export async function readBroughtResults(
  principal: CandidatePrincipal | StaffPrincipal,
  input: { attemptId: string; number: number },
): Promise<BroughtResults> {
  const { brought, run: row } = await getBrought(database().db, principal, input);
  if (!row) return none;
  switch (brought.question.kind) {
    case 'code': {
      const run = pastRun(row);
      return run ? { kind: 'code', run } : none;
    }
    case 'world': {
      const run = pastWorldRun(row);
      return run ? { kind: 'world', run } : none;
    }
    case 'sql': {
      const entry = pastSqlEntry(row);
      return entry ? { kind: 'sql', entry } : none;
    }
    case 'choice':
    case 'estimate':
    case 'discussion':
      return none;
  }
}
