'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { type SessionStates, sessionNames } from '../../../domain/sql/wire.ts';
import type { SqlClient } from './sql-client.ts';

export interface KnownStates {
  states: SessionStates;
  /** How long ago the server said so, ms; counts on while something runs. */
  passedMs: number;
}

const busyEveryMs = 700;
const transactionEveryMs = 5_000;
const quietEveryMs = 20_000;

/**
 * Asks what the sessions do: often while something runs or waits, seldom otherwise. Asking is also the sign of life that
 * keeps an open transaction, so it goes on in a page that is not looked at.
 */
export function useSessionStates(
  client: SqlClient,
  options: { open: boolean; busy: boolean; onLost: () => void },
): { known: KnownStates | null; tell: (states: SessionStates) => void } {
  const { open, busy } = options;
  const [known, setKnown] = useState<{ states: SessionStates; at: number } | null>(null);
  const [now, setNow] = useState(0);
  const onLost = useRef(options.onLost);
  useEffect(() => {
    onLost.current = options.onLost;
  });
  const tell = useCallback((states: SessionStates) => {
    setKnown({ states, at: performance.now() });
    setNow(performance.now());
  }, []);
  const kinds = sessionNames.map((name) => known?.states[name].kind);
  const moving = busy || kinds.includes('running') || kinds.includes('waiting');
  const everyMs = moving ? busyEveryMs : kinds.includes('in-transaction') ? transactionEveryMs : quietEveryMs;

  useEffect(() => {
    if (!open) return;
    let stopped = false;
    let timer = setTimeout(look, everyMs);
    async function look() {
      const asked = await client.states();
      if (stopped) return;
      if (asked.ok && asked.value) tell(asked.value);
      else if (asked.ok) onLost.current();
      timer = setTimeout(look, everyMs);
    }
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [client, open, everyMs, tell]);

  const counting = moving || kinds.includes('in-transaction');
  useEffect(() => {
    if (!counting) return;
    const tick = setInterval(() => setNow(performance.now()), 1_000);
    return () => clearInterval(tick);
  }, [counting]);
  return { known: known && { states: known.states, passedMs: Math.max(0, now - known.at) }, tell };
}
