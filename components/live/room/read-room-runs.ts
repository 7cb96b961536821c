import type { RunView } from '../../run-results/run-view.ts';
import { readRun } from '../../take/question/read-run.ts';

/** A run of the shared code as a page knows it. */
export interface RoomRunView {
  number: number;
  by: string;
  path: string;
  state: { kind: 'running' } | { kind: 'finished'; run: RunView } | { kind: 'failed'; message: string };
}

/** Reads an answer of `/api/live/run` and `/api/live/<attempt>/run`, the newest first; what is no run is left out. */
export function readRoomRuns(body: unknown): RoomRunView[] {
  if (!isRecord(body) || !Array.isArray(body.runs)) return [];
  return body.runs.flatMap((one: unknown): RoomRunView[] => {
    if (!isRecord(one) || typeof one.number !== 'number') return [];
    const state = readState(one.state, one.number);
    if (!state) return [];
    return [
      {
        number: one.number,
        by: typeof one.by === 'string' ? one.by : '',
        path: typeof one.path === 'string' ? one.path : '',
        state,
      },
    ];
  });
}

function readState(value: unknown, number: number): RoomRunView['state'] | null {
  if (!isRecord(value)) return null;
  if (value.kind === 'running') return { kind: 'running' };
  if (value.kind === 'failed' && typeof value.message === 'string')
    return { kind: 'failed', message: value.message };
  if (value.kind !== 'finished') return null;
  const run = readRun({ ...value, number });
  return run && { kind: 'finished', run };
}

/** What the server says of a press that it refused; null when the answer says nothing. */
export function refusalText(body: unknown): string | null {
  const error = isRecord(body) && isRecord(body.error) ? body.error : {};
  return typeof error.message === 'string' ? error.message : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
