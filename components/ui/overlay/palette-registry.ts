'use client';

import { useEffect, useSyncExternalStore } from 'react';
import type { PaletteAction } from './palette.tsx';

/** Actions that the page on screen adds to the shell's palette. */
const registered = new Set<readonly PaletteAction[]>();
const listeners = new Set<() => void>();
let snapshot: readonly PaletteAction[] = [];
const none: readonly PaletteAction[] = [];

function changed(): void {
  snapshot = [...registered].flat();
  for (const listener of listeners) listener();
}

/** Adds actions to the palette while the component is on the page. Pass a stable array. */
export function usePaletteActions(actions: readonly PaletteAction[]): void {
  useEffect(() => {
    registered.add(actions);
    changed();
    return () => {
      registered.delete(actions);
      changed();
    };
  }, [actions]);
}

export function useRegisteredPaletteActions(): readonly PaletteAction[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => snapshot,
    () => none,
  );
}
