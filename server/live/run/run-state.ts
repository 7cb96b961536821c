import type { RunHead } from '../../../db/queries/runs.ts';
import type { FailureCode } from '../../../sandbox/contract.ts';
import type { LabFailureCode } from '../../../sandbox/lab/contract.ts';
import { runFailure } from '../../attempt/question/run-in-sandbox.ts';
import { labFailure } from '../../attempt/sql/lab-answer.ts';
import { roomRunLostAfterMs } from '../../limits.ts';

export type RunState =
  | { kind: 'running' }
  | { kind: 'finished'; at: Date }
  /** Ours, not the program's. */
  | { kind: 'failed'; message: string };

/** How far a run of a room is. `ranBy` says whose failure it would be: the words differ. */
export function runState(row: RunHead, now: Date, ranBy: 'sandbox' | 'lab' = 'sandbox'): RunState {
  const failed = (code: string): RunState => ({
    kind: 'failed',
    message: ranBy === 'lab' ? labText(code, row.number) : sandboxText(code, row.number),
  });
  if (row.failureCode !== null) return failed(row.failureCode);
  if (row.endedAt !== null) return { kind: 'finished', at: row.endedAt };
  // The process that waited for it died.
  return now.getTime() - row.startedAt.getTime() > roomRunLostAfterMs
    ? failed('internal')
    : { kind: 'running' };
}

const sandboxCodes: readonly FailureCode[] = [
  'overloaded',
  'unavailable',
  'worker-died',
  'bad-frame',
  'check-broken',
  'unconfined-refused',
  'internal',
];
const labCodes: readonly LabFailureCode[] = [
  'overloaded',
  'unavailable',
  'check-broken',
  'unconfined-refused',
  'internal',
];
const rest = { message: '', requestId: '', retryAfterMs: null };

function sandboxText(stored: string, number: number): string {
  const code = sandboxCodes.find((one) => one === stored) ?? 'internal';
  return runFailure({ code, ...rest }, `Run ${number}`).safe;
}

function labText(stored: string, number: number): string {
  const code = labCodes.find((one) => one === stored) ?? 'internal';
  return labFailure({ code, ...rest }, `Run ${number}`).safe;
}
