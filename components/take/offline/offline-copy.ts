'use client';

import { useEffect } from 'react';

const script = '/take-worker.js';
const scope = '/take';
const cacheNames = ['plumbline-take-page', 'plumbline-take-files'];

/**
 * Keeps this page and its files in the browser (public/take-worker.js), so that the open section can be opened again
 * without a network. In development the built files change under their names, so nothing is kept there.
 */
export function useOfflineCopy(): void {
  useEffect(() => {
    if (process.env.NODE_ENV !== 'production' || !('serviceWorker' in navigator)) return;
    let stopped = false;
    let loaded: PerformanceObserver | null = null;
    const keepPage = async () => {
      await navigator.serviceWorker.register(script, { scope });
      const { active } = await navigator.serviceWorker.ready;
      if (stopped) return;
      active?.postMessage({ kind: 'keep-page' });
      // Those that were loaded before the worker took over, and those that are still on their way.
      loaded = new PerformanceObserver((list) => {
        const urls = list
          .getEntries()
          .map((entry) => entry.name)
          .filter((name) => name.includes('/_next/static/'));
        if (urls.length > 0) active?.postMessage({ kind: 'keep-files', urls });
      });
      loaded.observe({ type: 'resource', buffered: true });
    };
    keepPage().catch(() => {
      // Without it everything works except opening the page again while the network is away.
    });
    return () => {
      stopped = true;
      loaded?.disconnect();
    };
  }, []);
}

/** Keeps the page anew: it holds more than when it was kept, and that was paid for. */
export async function keepPageAgain(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registration = await navigator.serviceWorker.getRegistration(scope);
  registration?.active?.postMessage({ kind: 'keep-page' });
}

/** Once the attempt is handed in nothing of it stays in this browser. */
export async function forgetOfflineCopy(): Promise<void> {
  if (!('serviceWorker' in navigator) || !('caches' in window)) return;
  const registration = await navigator.serviceWorker.getRegistration(scope);
  await registration?.unregister();
  await Promise.all(cacheNames.map((name) => caches.delete(name)));
}
