'use client';

import { useSyncExternalStore } from 'react';

/** How a person wants the editor. Kept in this browser, so what is set during practice holds in the assessment. */
export interface EditorPreferences {
  fontSizePx: number;
  wrapLines: boolean;
  vimKeys: boolean;
  screenReader: boolean;
  highContrast: boolean;
  /** A plain text field in place of the editor. */
  plainField: boolean;
}

export const fontSizesPx = [11, 12.5, 14, 16, 18, 21, 24] as const;
export const defaultEditorPreferences: EditorPreferences = {
  fontSizePx: 12.5,
  wrapLines: false,
  vimKeys: false,
  screenReader: false,
  highContrast: false,
  plainField: false,
};

const storageKey = 'plumbline-editor';

/** Reads what was stored; anything unknown or out of range falls back, key by key. */
export function parseEditorPreferences(stored: string | null): EditorPreferences {
  let found: unknown = null;
  try {
    found = stored === null ? null : JSON.parse(stored);
  } catch {
    // Not ours, or cut off: the defaults hold.
  }
  const values = new Map(found !== null && typeof found === 'object' ? Object.entries(found) : []);
  const flag = (key: keyof EditorPreferences) => values.get(key) === true;
  return {
    fontSizePx:
      fontSizesPx.find((size) => size === values.get('fontSizePx')) ?? defaultEditorPreferences.fontSizePx,
    wrapLines: flag('wrapLines'),
    vimKeys: flag('vimKeys'),
    screenReader: flag('screenReader'),
    highContrast: flag('highContrast'),
    plainField: flag('plainField'),
  };
}

let current: EditorPreferences | null = null;
const listeners = new Set<() => void>();

function read(): EditorPreferences {
  if (current === null) {
    try {
      current = parseEditorPreferences(localStorage.getItem(storageKey));
    } catch {
      // Storage can be forbidden; preferences then last as long as the page.
      current = defaultEditorPreferences;
    }
  }
  return current;
}

export function setEditorPreferences(change: Partial<EditorPreferences>): void {
  current = { ...read(), ...change };
  try {
    localStorage.setItem(storageKey, JSON.stringify(current));
  } catch {
    // As above.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key !== storageKey) return;
    current = parseEditorPreferences(event.newValue);
    listener();
  };
  listeners.add(listener);
  window.addEventListener('storage', onStorage);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', onStorage);
  };
}

export function useEditorPreferences(): EditorPreferences {
  return useSyncExternalStore(subscribe, read, () => defaultEditorPreferences);
}
