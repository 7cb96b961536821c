'use client';

import { useSyncExternalStore } from 'react';

/** From here on prompt, editor and results stand side by side; below they become tabs. */
const query = '(min-width: 1180px)';

export function useWide(): boolean {
  return useSyncExternalStore(
    (notify) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', notify);
      return () => media.removeEventListener('change', notify);
    },
    () => window.matchMedia(query).matches,
    () => true,
  );
}
