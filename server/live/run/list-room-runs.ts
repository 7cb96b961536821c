import { readNow } from '../../../db/executor.ts';
import { listParticipants } from '../../../db/queries/live-sessions.ts';
import { listRuns, type RunRecord } from '../../../db/queries/runs.ts';
import { codeTrackNumber } from '../../../domain/replay/tracks.ts';
import { storedRun } from '../../attempt/question/read-runs.ts';
import type { CandidateRun } from '../../attempt/question/run-view.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { roomRunsShownMax } from '../../limits.ts';
import type { CandidatePrincipal, StaffPrincipal } from '../../session.ts';
import { runState } from './run-state.ts';
import { runnerName } from './runner-name.ts';

export interface RoomRun {
  number: number;
  /** Who pressed Run. */
  by: string;
  /** The file that was run; empty once the recording was deleted. */
  path: string;
  startedAt: Date;
  state:
    | { kind: 'running' }
    | ({ kind: 'finished'; finishedAt: Date } & CandidateRun)
    /** Ours, not the program's. */
    | { kind: 'failed'; message: string };
}

/** The newest runs of the shared code, newest first, as everybody in the room sees them. */
export async function listRoomRuns(
  principal: CandidatePrincipal | StaffPrincipal,
  attemptId: string,
): Promise<RoomRun[]> {
  const { db } = database();
  const action = principal.kind === 'candidate' ? 'attempt.take' : 'live.take-part';
  await authorizeAttempt(db, principal, action, attemptId);
  const people = await listParticipants(db, attemptId);
  const now = await readNow(db);
  const rows = await listRuns(db, attemptId, codeTrackNumber, roomRunsShownMax);
  return rows.map((row) => ({
    number: row.number,
    by: runnerName(people, row.authorId),
    path: row.files[0]?.path ?? '',
    startedAt: row.startedAt,
    state: stateOf(row, now),
  }));
}

function stateOf(row: RunRecord, now: Date): RoomRun['state'] {
  const state = runState(row, now);
  if (state.kind !== 'finished') return state;
  const stored = storedRun.safeParse(row.verdict);
  return stored.success
    ? { kind: 'finished', finishedAt: state.at, ...stored.data }
    : { kind: 'failed', message: `What run ${row.number} showed is not kept.` };
}
