'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => {};
const isMac = () => /Mac|iPhone|iPad/.test(navigator.platform);

/** Whether `mod` is the Command key here. False on the server and during hydration. */
export function useIsMac(): boolean {
  return useSyncExternalStore(never, isMac, () => false);
}

const names: Record<string, string> = {
  enter: '↵',
  shift: 'Shift',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  ' ': 'Space',
};

/** `mod+shift+enter` as a person reads it. */
export function keyLabel(keys: string, mac: boolean): string {
  return keys
    .split('+')
    .map((part) => {
      const key = part.toLowerCase();
      if (key === 'mod') return mac ? '⌘' : 'Ctrl';
      if (key === 'shift' && mac) return '⇧';
      return names[key] ?? (key.length === 1 ? key.toUpperCase() : part);
    })
    .join(' ');
}
