'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { readClockAnswer } from '../../../../components/take/clock/clock-answer.ts';
import { forgetOfflineCopy } from '../../../../components/take/offline/offline-copy.ts';

const askEveryMs = 20_000;

/** While the receipt is on screen the server is asked now and then whether time was given: the page then leads on. */
export function ReopenWatch() {
  const router = useRouter();
  useEffect(() => {
    forgetOfflineCopy().catch(() => {
      // The browser refuses its storage: then nothing was kept there either.
    });
  }, []);
  useEffect(() => {
    const ask = async () => {
      if (document.visibilityState !== 'visible') return;
      try {
        const response = await fetch('/api/attempt/clock', { cache: 'no-store' });
        const clock = response.ok ? readClockAnswer(await response.json()) : null;
        if (clock?.status === 'running') router.replace('/take');
      } catch {
        // No network: asked again.
      }
    };
    const timer = setInterval(() => void ask(), askEveryMs);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
