'use client';

import { useCallback, useEffect, useState } from 'react';
import type { SharedRoom } from '../../../domain/live/room.ts';
import { useEditLog } from '../../edit-log/edit-log-provider.tsx';
import { type RoomRunView, readRoomRuns, refusalText } from './read-room-runs.ts';

/** What was typed goes first: a run is of what the server has. */
const flushTimeoutMs = 5_000;
const unreached = 'The server was not reached. The code is kept here. Run again when the connection is back.';

/** The runs of the shared code, asked for again when the room's counts change. */
export function useRoomRuns(base: string, documentId: string, counts: SharedRoom['runs']) {
  const client = useEditLog();
  const [runs, setRuns] = useState<readonly RoomRunView[]>([]);
  const [pressed, setPressed] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { started, finished } = counts;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a run that ended changes `finished` alone, and says to ask again.
  useEffect(() => {
    if (started === 0) return;
    const stop = new AbortController();
    const load = async () => {
      const response = await fetch(`${base}/run`, { cache: 'no-store', signal: stop.signal });
      if (response.ok) setRuns(readRoomRuns(await response.json()));
    };
    load().catch(() => {
      // No network: the runs come when the counts change next, and what is shown stays.
    });
    return () => stop.abort();
  }, [base, started, finished]);
  const run = useCallback(
    async (path: string) => {
      setPressed(true);
      setProblem(null);
      const sent = async () => (await client?.document(documentId).flush(flushTimeoutMs))?.kind === 'saved';
      setProblem(await press(base, path, sent));
      setPressed(false);
    },
    [base, client, documentId],
  );
  return { runs, run, pressed, problem };
}

/** Null when it ran; else what to say. */
async function press(base: string, path: string, sent: () => Promise<boolean>): Promise<string | null> {
  try {
    if (!(await sent())) return unreached;
    const response = await fetch(`${base}/run`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ path }),
    });
    return response.ok ? null : (refusalText(await response.json()) ?? 'The server refused this run.');
  } catch {
    return unreached;
  }
}
