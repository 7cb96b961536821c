'use client';

import { useCallback, useEffect, useState } from 'react';
import { useEditLog } from '../../edit-log/edit-log-provider.tsx';
import { refusalText } from './read-room-runs.ts';

/** What was typed goes first: a run is of what the server has. */
const flushTimeoutMs = 5_000;
const unreached = 'The server was not reached. The code is kept here. Run again when the connection is back.';

interface RunsOf<Run> {
  /** GET lists the runs, POST runs. */
  url: string;
  /** What runs: it is sent before. */
  documentId: string;
  /** Of the room: when one of them changes, the runs are asked for again. */
  counts: { started: number; finished: number };
  /** Reads an answer of `url`; the newest first. */
  read: (body: unknown) => Run[];
}

/** Runs of something that all in a room write. */
export function useRuns<Run>({ url, documentId, counts, read }: RunsOf<Run>) {
  const client = useEditLog();
  const [runs, setRuns] = useState<readonly Run[]>([]);
  const [pressed, setPressed] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { started, finished } = counts;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a run that ended changes `finished` alone, and says to ask again.
  useEffect(() => {
    if (started === 0) return;
    const stop = new AbortController();
    const load = async () => {
      const response = await fetch(url, { cache: 'no-store', signal: stop.signal });
      if (response.ok) setRuns(read(await response.json()));
    };
    load().catch(() => {
      // No network: the runs come when the counts change next, and what is shown stays.
    });
    return () => stop.abort();
  }, [url, read, started, finished]);
  const run = useCallback(
    async (what: Record<string, string>) => {
      setPressed(true);
      setProblem(null);
      const sent = async () => (await client?.document(documentId).flush(flushTimeoutMs))?.kind === 'saved';
      setProblem(await press(url, what, sent));
      setPressed(false);
    },
    [url, client, documentId],
  );
  return { runs, run, pressed, problem };
}

/** Null when it ran; else what to say. */
async function press(
  url: string,
  what: Record<string, string>,
  sent: () => Promise<boolean>,
): Promise<string | null> {
  try {
    if (!(await sent())) return unreached;
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(what),
    });
    return response.ok ? null : (refusalText(await response.json()) ?? 'The server refused this run.');
  } catch {
    return unreached;
  }
}
