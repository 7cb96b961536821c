'use client';

import { useCallback, useEffect, useEffectEvent, useRef } from 'react';
import type { PasteFact } from '../../paste/paste-fact.ts';

/** Shorter absences are notifications and dialogs of the system, not leaving. */
const awayLeastMs = 2_000;
const retryMs = 5_000;
const batchMax = 50;
const queueMax = 500;

interface Fact {
  clientKey: string;
  itemNumber: number | null;
  kind: 'paste' | 'focus-left';
  data: Record<string, unknown>;
}

/**
 * Records facts with their sizes and times and sends them; each keeps its key until the server has it, so that it is
 * stored once. What was pasted is never sent.
 */
export function useFacts(itemNumber: number | null): { paste: (fact: PasteFact) => void } {
  const queue = useRef<Fact[]>([]);
  const busy = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const send = useCallback(async (last = false): Promise<void> => {
    if (busy.current || queue.current.length === 0) return;
    busy.current = true;
    clearTimeout(timer.current);
    const events = queue.current.slice(0, batchMax);
    let done = false;
    try {
      const response = await fetch('/api/attempt/events', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ events }),
        keepalive: last,
      });
      // What the server refuses as such will not be taken the next time either.
      done = response.ok || (response.status >= 400 && response.status < 500 && response.status !== 429);
    } catch {
      // No network: sent again below.
    }
    busy.current = false;
    if (done) queue.current = queue.current.filter((fact) => !events.includes(fact));
    if (queue.current.length > 0) timer.current = setTimeout(() => void send(), done ? 0 : retryMs);
  }, []);
  const add = useCallback(
    (fact: Omit<Fact, 'clientKey'>) => {
      queue.current = [...queue.current, { ...fact, clientKey: crypto.randomUUID() }].slice(-queueMax);
      void send();
    },
    [send],
  );

  const left = useEffectEvent((awayMs: number) => {
    add({ kind: 'focus-left', itemNumber, data: { awayMs: Math.round(awayMs) } });
  });
  useEffect(() => {
    let since: number | null = null;
    const away = () => {
      since ??= performance.now();
    };
    const back = () => {
      if (since === null) return;
      const awayMs = performance.now() - since;
      since = null;
      if (awayMs >= awayLeastMs) left(awayMs);
    };
    const onVisibility = () => (document.visibilityState === 'hidden' ? away() : back());
    const onHide = () => void send(true);
    window.addEventListener('blur', away);
    window.addEventListener('focus', back);
    window.addEventListener('pagehide', onHide);
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      window.removeEventListener('blur', away);
      window.removeEventListener('focus', back);
      window.removeEventListener('pagehide', onHide);
      document.removeEventListener('visibilitychange', onVisibility);
      clearTimeout(timer.current);
    };
  }, [send]);

  const paste = useCallback(
    (fact: PasteFact) => {
      if (fact.characters > 0) add({ kind: 'paste', itemNumber, data: { ...fact } });
    },
    [add, itemNumber],
  );
  return { paste };
}
