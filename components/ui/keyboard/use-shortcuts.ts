'use client';

import { useEffect, useEffectEvent } from 'react';
import { registerShortcuts, type Shortcut } from './shortcut-registry.ts';

/**
 * Keeps shortcuts alive while the component is on the page. `run` may close over anything: the newest is called.
 * Only keys, labels and groups count as a change, so callers need no memo.
 */
export function useShortcuts(shortcuts: readonly Shortcut[], enabled = true): void {
  const newest = useEffectEvent(() => shortcuts);
  const listed = shortcuts.map(({ keys, label, group }) => `${keys}\n${label}\n${group}`).join('\n\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `listed` stands for the list, whose identity changes on every render.
  useEffect(() => {
    if (!enabled) return;
    return registerShortcuts(
      newest().map((shortcut) => ({
        ...shortcut,
        run: (event) =>
          newest()
            .find((candidate) => candidate.keys === shortcut.keys)
            ?.run(event),
      })),
    );
  }, [listed, enabled]);
}
