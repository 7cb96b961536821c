'use client';

import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { startBeats } from '../../edit-log/beat.ts';
import type { AttemptSignal } from '../../edit-log/edit-log-client.ts';
import { useAttemptSignals } from '../../edit-log/edit-log-provider.tsx';
import { type ClockAnswer, readClockAnswer } from './clock-answer.ts';

/** A browser's beats; server/limits.ts has the server's side of them. */
const beatEveryMs = 5_000;
const clockTimeoutMs = 10_000;
const clockRetryMs = 2_000;

export interface AttemptClock {
  clock: ClockAnswer;
  /** Changes with every answer of the server. */
  snapshotId: number;
  /** The server did not answer the last time it was asked. */
  unreachable: boolean;
  /** The server has answered since the page was opened: until then the time may be that of an older drawing. */
  confirmed: boolean;
  signedOut: boolean;
  /** Asks the server now, and again until it answers. */
  refresh: () => void;
}

/**
 * The attempt's clock: from the page's first answer, then from beats, which also say what is on screen, and from every
 * notice that something about the attempt changed. `itemNumber` null: no question is shown.
 */
export function useAttemptClock(first: ClockAnswer, itemNumber: number | null): AttemptClock {
  const [state, setState] = useState({ clock: first, snapshotId: 0 });
  const [unreachable, setUnreachable] = useState(false);
  const [signedOut, setSignedOut] = useState(false);
  const accept = useCallback((body: unknown) => {
    const clock = readClockAnswer(body);
    if (!clock) return;
    setUnreachable(false);
    setState((before) => ({ clock, snapshotId: before.snapshotId + 1 }));
  }, []);

  // A page that was loaded again brings a newer clock than the one that is shown.
  const [firstSeen, setFirstSeen] = useState(first);
  if (firstSeen !== first) {
    setFirstSeen(first);
    setState((before) => ({ clock: first, snapshotId: before.snapshotId + 1 }));
  }

  const shownSince = useRef(0);
  const shownItem = useRef(itemNumber);
  const takeOpenMs = useEffectEvent((): { itemNumber: number | null; openMs: number } | null => {
    const now = performance.now();
    const openMs = shownSince.current === 0 ? 0 : Math.round(now - shownSince.current);
    const item = shownItem.current;
    shownSince.current = now;
    shownItem.current = itemNumber;
    if (document.visibilityState !== 'visible') return { itemNumber: null, openMs: 0 };
    return { itemNumber: item, openMs };
  });
  const beats = useRef<{ stop(): void; now(): void } | null>(null);
  useEffect(() => {
    const started = startBeats({
      url: '/api/attempt/beat',
      everyMs: beatEveryMs,
      body: () => takeOpenMs(),
      onAnswer: accept,
      onMissed: () => setUnreachable(true),
    });
    beats.current = started;
    return () => {
      beats.current = null;
      started.stop();
    };
  }, [accept]);
  // Another question: the time of the one before is told at once, and the new one counts as seen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the change of the question is the reason.
  useEffect(() => beats.current?.now(), [itemNumber]);

  const [asked, setAsked] = useState(0);
  const refresh = useCallback(() => setAsked((round) => round + 1), []);
  useEffect(() => {
    if (asked === 0) return;
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      try {
        const response = await fetch('/api/attempt/clock', {
          cache: 'no-store',
          signal: AbortSignal.any([stop.signal, AbortSignal.timeout(clockTimeoutMs)]),
        });
        if (response.status === 401) {
          setSignedOut(true);
          return;
        }
        if (response.ok) {
          accept(await response.json());
          return;
        }
      } catch {
        // No network: asked again below until the page is left.
      }
      if (stop.signal.aborted) return;
      setUnreachable(true);
      timer = setTimeout(() => void ask(), clockRetryMs);
    };
    void ask();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [asked, accept]);

  const onSignal = useCallback(
    (signal: AttemptSignal) => {
      if (signal.kind === 'notice' || (signal.kind === 'ready' && signal.again)) refresh();
      if (signal.kind === 'ended' && signal.reason === 'signed-out') setSignedOut(true);
      else if (signal.kind === 'ended') refresh();
    },
    [refresh],
  );
  useAttemptSignals(onSignal);
  return { ...state, unreachable, confirmed: state.snapshotId > 0, signedOut, refresh };
}
