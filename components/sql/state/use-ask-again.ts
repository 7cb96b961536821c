'use client';

import { useEffect, useEffectEvent } from 'react';

const everyMs = 10_000;

/**
 * Asks again for what could not be reached: at once when the browser says that there is a network, and else every so
 * often, because a network that leads nowhere is one for the browser.
 */
export function useAskAgain(wanted: boolean, ask: () => void): void {
  const again = useEffectEvent(ask);
  useEffect(() => {
    if (!wanted) return;
    const timer = setInterval(() => again(), everyMs);
    const onOnline = () => again();
    window.addEventListener('online', onOnline);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', onOnline);
    };
  }, [wanted]);
}
