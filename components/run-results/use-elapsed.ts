'use client';

import { useEffect, useState } from 'react';

const shownAfterMs = 400;
const stepMs = 100;

/** Milliseconds since `active` became true, in steps, or null before 400 ms: a quick run shows no counter. */
export function useElapsed(active: boolean): number | null {
  const [elapsedMs, setElapsedMs] = useState<number | null>(null);
  useEffect(() => {
    if (!active) return;
    const began = performance.now();
    const timer = setInterval(() => {
      const passed = performance.now() - began;
      if (passed >= shownAfterMs) setElapsedMs(passed);
    }, stepMs);
    return () => {
      clearInterval(timer);
      setElapsedMs(null);
    };
  }, [active]);
  return elapsedMs;
}
