'use client';

import { useEffect, useState } from 'react';
import { notify } from '../../ui/feedback/announcer.ts';

/** What was on screen since the page was drawn; the server knows of everything before. */
export function useSeen(current: number | null): ReadonlySet<number> {
  const [seen, setSeen] = useState<ReadonlySet<number>>(new Set());
  useEffect(() => {
    if (current !== null) setSeen((before) => (before.has(current) ? before : new Set([...before, current])));
  }, [current]);
  return seen;
}

/** Flags are shown at once and sent; one that the server did not take is shown as it was. */
export function useFlags() {
  const [flags, setFlags] = useState<ReadonlyMap<number, boolean>>(new Map());
  const setFlag = (number: number, flagged: boolean) => {
    const put = (value: boolean) => setFlags((before) => new Map(before).set(number, value));
    put(flagged);
    fetch('/api/attempt/flag', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ itemNumber: number, flagged }),
    }).then(
      (response) => {
        if (!response.ok) put(!flagged);
      },
      () => {
        put(!flagged);
        notify({ tone: 'warn', text: 'The flag was not saved: the server was not reached.' });
      },
    );
  };
  return { flags, setFlag };
}
