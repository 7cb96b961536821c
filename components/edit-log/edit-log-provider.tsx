'use client';

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { followPage, startBrowserClient } from './browser-client.ts';
import type { AttemptSignal, EditLogClient } from './edit-log-client.ts';
import type { PausableNetwork } from './pausable-network.ts';
import { bytesFromBase64 } from './stream-reader.ts';

const noBeginnings = {};

const EditLogContext = createContext<EditLogClient | null>(null);

/**
 * Holds the edit log of one attempt for all pages below it. `sessionHash` names locks and channels, so that another
 * session in this browser shares neither. `documentIds` are opened at once and kept: they can then be read and
 * written without a network.
 */
export function EditLogProvider({
  attemptId,
  sessionHash,
  documentIds = [],
  beginnings = noBeginnings,
  network = null,
  side = 'candidate',
  children,
}: {
  attemptId: string;
  sessionHash: string;
  documentIds?: readonly string[];
  /** What documents begin with, by id, where the page was drawn with it: Yjs updates in base64. */
  beginnings?: Readonly<Record<string, string | null>>;
  /** A line that can be cut by hand, in practice. Must stay the same object. */
  network?: PausableNetwork | null;
  /** Staff are in a live room; everybody else is the candidate. */
  side?: 'candidate' | 'staff';
  children: ReactNode;
}) {
  const [client, setClient] = useState<EditLogClient | null>(null);
  useEffect(() => {
    const started = startBrowserClient(attemptId, sessionHash, { network, side });
    const unfollow = followPage(started);
    setClient(started);
    return () => {
      setClient(null);
      unfollow();
      void started.stop();
    };
  }, [attemptId, sessionHash, network, side]);
  const wanted = documentIds.join(' ');
  useEffect(() => {
    if (!client) return;
    for (const id of wanted.split(' ')) {
      if (id === '') continue;
      const sync = client.document(id);
      const beginning = beginnings[id];
      if (typeof beginning === 'string') sync.begin(bytesFromBase64(beginning));
    }
  }, [client, wanted, beginnings]);
  return <EditLogContext value={client}>{children}</EditLogContext>;
}

/** The attempt's client; null until the page runs in a browser. */
export function useEditLog(): EditLogClient | null {
  return useContext(EditLogContext);
}

/** Calls `listener` for notices of the attempt, remaining times of acknowledgements, and the end of the stream. */
export function useAttemptSignals(listener: (signal: AttemptSignal) => void): void {
  const client = useEditLog();
  useEffect(() => client?.onSignal(listener), [client, listener]);
}
