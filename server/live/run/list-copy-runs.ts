import { readNow } from '../../../db/executor.ts';
import { listParticipants } from '../../../db/queries/live-sessions.ts';
import { listRunHeads } from '../../../db/queries/runs.ts';
import { broughtTrackNumber } from '../../../domain/replay/tracks.ts';
import { database } from '../../database.ts';
import { roomRunsShownMax } from '../../limits.ts';
import type { CandidatePrincipal, StaffPrincipal } from '../../session.ts';
import { getBrought } from '../earlier/find-brought.ts';
import { runState } from './run-state.ts';
import { runnerName } from './runner-name.ts';

export interface CopyRun {
  /** 1-based within the copy. */
  number: number;
  /** Who pressed Run. */
  by: string;
  state: { kind: 'running' } | { kind: 'finished' } | { kind: 'failed'; message: string };
}

/** The newest runs of the copy of an earlier answer, newest first. What one showed is asked for by its number. */
export async function listCopyRuns(
  principal: CandidatePrincipal | StaffPrincipal,
  input: { attemptId: string; number: number },
): Promise<CopyRun[]> {
  const { db } = database();
  const { attemptId, number } = input;
  const { brought } = await getBrought(db, principal, input);
  const people = await listParticipants(db, attemptId);
  const now = await readNow(db);
  const ranBy = brought.question.kind === 'sql' ? 'lab' : 'sandbox';
  const rows = await listRunHeads(db, attemptId, broughtTrackNumber(number), roomRunsShownMax);
  return rows.map((row) => {
    const state = runState(row, now, ranBy);
    return {
      number: row.number,
      by: runnerName(people, row.authorId),
      state: state.kind === 'finished' ? { kind: 'finished' } : state,
    };
  });
}
