'use client';

import { useSyncExternalStore } from 'react';
import { applyTheme, type Theme, themeOf } from './theme.ts';

/**
 * What is on screen is the truth: the attribute on `<html>` is watched, so every toggle and the code editor agree
 * whichever of them changed it.
 */
function subscribeTheme(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', onChange);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', onChange);
  };
}

const readTheme = (): Theme => themeOf(document.documentElement.dataset.theme);

function readDark(): boolean {
  const theme = readTheme();
  return theme === 'system' ? window.matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark';
}

/** The person's choice; `system` on the server and during hydration. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const theme = useSyncExternalStore(subscribeTheme, readTheme, (): Theme => 'system');
  return [theme, applyTheme];
}

/** Whether dark colours are on screen now. */
export function useIsDark(): boolean {
  return useSyncExternalStore(subscribeTheme, readDark, () => false);
}
