import { expect, it } from 'vitest';
import { readRoomRuns, refusalText } from './read-room-runs.ts';

// Guarantee: a page of the room shows each run as what it is, running, ended or failed on our side, and is not broken by
// an answer it does not know.
it('reads runs of each state and leaves out what is none', () => {
  const base = { number: 2, by: 'Robin', path: 'shared.ts' };
  const ended = {
    kind: 'finished',
    finishedAt: '2026-01-01T00:00:00.000Z',
    status: 'ok',
    error: null,
    console: [{ level: 'log', text: '42', atMs: 1 }],
    checks: [],
    wallMs: 3,
    memoryBytes: 4,
  };
  const runs = readRoomRuns({
    runs: [
      { ...base, number: 3, state: { kind: 'running' } },
      { ...base, state: ended },
      { ...base, number: 1, state: { kind: 'failed', message: 'full' } },
      { ...base, number: 0, state: { kind: 'finished', status: 'new' } },
      'nothing',
    ],
  });
  expect(runs.map((run) => [run.number, run.state.kind])).toEqual([
    [3, 'running'],
    [2, 'finished'],
    [1, 'failed'],
  ]);
  expect(runs[1]?.state).toMatchObject({ run: { number: 2, console: [{ text: '42' }] } });
  for (const body of [null, {}, { runs: {} }, 'x']) expect(readRoomRuns(body)).toEqual([]);
  expect([refusalText({ error: { message: 'why' } }), refusalText(null)]).toEqual(['why', null]);
});
