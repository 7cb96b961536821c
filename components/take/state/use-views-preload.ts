'use client';

import { useEffect } from 'react';
import { loadViews } from '../question/load-views.ts';

/** What the questions of these kinds are drawn with is fetched before they are opened, so that this works without a network. */
export function useViewsPreload(kinds: readonly string[]): void {
  const wanted = [...new Set(kinds)].sort().join(' ');
  useEffect(() => {
    loadViews(wanted.split(' ')).catch(() => {
      // Fetched again when the question is opened; a plain field stands in for the editor until then.
    });
  }, [wanted]);
}
