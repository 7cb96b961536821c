'use client';

import { useCallback, useEffect, useState } from 'react';
import { advance } from '../../domain/replay/positions.ts';

const tickMs = 100;

export interface PlaybackOptions {
  end: number;
  start: number;
  /** Positions at which something happens, sorted. */
  events: readonly number[];
  /** Positions a second. */
  rate: number;
  /** Without an event for longer than this many positions is a pause. */
  pause: number;
  skipPauses: boolean;
}

/** The play head: where it is, and whether it runs. It stops at the end and while nobody looks at the page. */
export function usePlayback({ end, start, events, rate, pause, skipPauses }: PlaybackOptions) {
  const [position, setPosition] = useState(Math.min(start, end));
  const [playing, setPlaying] = useState(false);
  useEffect(() => {
    if (!playing) return;
    let before = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      // After a sleep or in a hidden tab one tick stands for minutes: it counts as one.
      const elapsedMs = Math.min(now - before, 4 * tickMs);
      before = now;
      if (document.hidden) return;
      setPosition((from) => advance(from, (rate * elapsedMs) / 1000, { end, events, pause, skipPauses }));
    }, tickMs);
    return () => clearInterval(timer);
  }, [playing, rate, end, events, pause, skipPauses]);
  const ended = position >= end;
  useEffect(() => {
    if (ended) setPlaying(false);
  }, [ended]);
  const toggle = () => {
    if (!playing && ended) setPosition(0);
    setPlaying(!playing);
  };
  const seek = useCallback((to: number) => setPosition(Math.min(Math.max(0, to), end)), [end]);
  return { position, playing, toggle, seek };
}
