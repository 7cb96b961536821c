'use client';

import { useEffect, useState } from 'react';
import { decodeLogSlice } from '../../domain/edit-log/wire.ts';
import { DocumentPlayer } from './document-player.ts';

export type LoadedLog =
  | { state: 'loading' }
  | { state: 'failed' }
  | { state: 'ready'; player: DocumentPlayer };

/** The log at an address, fetched once and kept while the page is open; `retry` asks again after a failure. */
export function useLog(url: string | null): { log: LoadedLog; retry: () => void } {
  const [logs, setLogs] = useState<ReadonlyMap<string, LoadedLog>>(new Map());
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a person's press on "Load again".
  useEffect(() => {
    if (url === null || logs.get(url)?.state === 'ready') return;
    const stop = new AbortController();
    const set = (log: LoadedLog) => setLogs((known) => new Map(known).set(url, log));
    load(url, stop.signal).then(
      (player) => set({ state: 'ready', player }),
      () => {
        if (!stop.signal.aborted) set({ state: 'failed' });
      },
    );
    return () => stop.abort();
  }, [url, round]);
  const retry = () => {
    setLogs((known) => new Map([...known].filter(([key]) => key !== url)));
    setRound((now) => now + 1);
  };
  return { log: (url === null ? null : logs.get(url)) ?? { state: 'loading' }, retry };
}

async function load(url: string, signal: AbortSignal): Promise<DocumentPlayer> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return new DocumentPlayer(decodeLogSlice(new Uint8Array(await response.arrayBuffer())).updates);
}
