'use client';

import { useCallback, useEffect, useState } from 'react';
import { refusalText } from '../room/read-room-runs.ts';

export type Loaded<T> =
  | { state: 'loading' }
  | { state: 'failed'; message: string }
  | { state: 'ready'; value: T };

const unread = 'This could not be read. Load it again.';
const unreached = 'The server was not reached. Load it again when the connection is back.';

/** Something of an earlier answer that never changes: asked for once, and again only by a press. */
export function useBrought<T>(
  url: string,
  read: (body: unknown) => T | null,
): { loaded: Loaded<T>; again: () => void } {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' });
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a person's press on "Load again".
  useEffect(() => {
    const stop = new AbortController();
    setLoaded({ state: 'loading' });
    load(url, read, stop.signal).then(setLoaded, () => {
      // Whoever leaves the tab asks again by coming back.
      if (!stop.signal.aborted) setLoaded({ state: 'failed', message: unreached });
    });
    return () => stop.abort();
  }, [url, read, round]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  return { loaded, again };
}

async function load<T>(
  url: string,
  read: (body: unknown) => T | null,
  signal: AbortSignal,
): Promise<Loaded<T>> {
  const response = await fetch(url, { cache: 'no-store', signal });
  const body: unknown = await response.json();
  if (!response.ok) return { state: 'failed', message: refusalText(body) ?? unread };
  const value = read(body);
  return value === null ? { state: 'failed', message: unread } : { state: 'ready', value };
}
