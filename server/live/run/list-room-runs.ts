import { readNow } from '../../../db/executor.ts';
import { listParticipants } from '../../../db/queries/live-sessions.ts';
import { listRuns, type RunRecord } from '../../../db/queries/runs.ts';
import type { FailureCode } from '../../../sandbox/contract.ts';
import { storedRun } from '../../attempt/question/read-runs.ts';
import { runFailure } from '../../attempt/question/run-in-sandbox.ts';
import type { CandidateRun } from '../../attempt/question/run-view.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { roomRunLostAfterMs, roomRunsShownMax } from '../../limits.ts';
import type { CandidatePrincipal, StaffPrincipal } from '../../session.ts';
import { sharedCodeItem } from './run-shared-code.ts';

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
  const rows = await listRuns(db, attemptId, sharedCodeItem, roomRunsShownMax);
  return rows.map((row) => ({
    number: row.number,
    // Only the candidate and the people of the session can run: who is none of them is the candidate's session.
    by: people.find((one) => one.personId === row.authorId)?.name ?? 'Candidate',
    path: row.files[0]?.path ?? '',
    startedAt: row.startedAt,
    state: stateOf(row, now),
  }));
}

function stateOf(row: RunRecord, now: Date): RoomRun['state'] {
  if (row.failureCode !== null) return { kind: 'failed', message: failureText(row.failureCode, row.number) };
  if (row.endedAt === null) {
    // The process that waited for it died.
    return now.getTime() - row.startedAt.getTime() > roomRunLostAfterMs
      ? { kind: 'failed', message: failureText('internal', row.number) }
      : { kind: 'running' };
  }
  const stored = storedRun.safeParse(row.verdict);
  return stored.success
    ? { kind: 'finished', finishedAt: row.endedAt, ...stored.data }
    : { kind: 'failed', message: `What run ${row.number} showed is not kept.` };
}

const codes: readonly FailureCode[] = [
  'overloaded',
  'unavailable',
  'worker-died',
  'bad-frame',
  'check-broken',
  'unconfined-refused',
  'internal',
];

function failureText(stored: string, number: number): string {
  const code = codes.find((one) => one === stored) ?? 'internal';
  return runFailure({ code, message: '', requestId: '', retryAfterMs: null }, `Run ${number}`).safe;
}
