'use client';

import { useEffect, useEffectEvent, useRef } from 'react';
import { announce } from '../../ui/feedback/announcer.ts';

/**
 * Shows an earlier answer when the lead has just opened it. Whoever is writing stays where they write: for them the new
 * tab is announced, and is theirs to open. What was there when the page came is nothing new.
 */
export function useNewcomer<Brought extends { number: number; title: string }>(
  brought: readonly Brought[],
  show: (one: Brought) => void,
): void {
  const seen = useRef<number | null>(null);
  const newest = brought.at(-1);
  const number = newest?.number ?? 0;
  const arrive = useEffectEvent(() => {
    if (!newest) return;
    announce(`An earlier answer was opened: ${newest.title}.`, 'polite');
    if (!isWriting()) show(newest);
  });
  useEffect(() => {
    if (seen.current !== null && number > seen.current) arrive();
    // A later item begins without copies; what was opened before does not arrive again.
    seen.current = Math.max(seen.current ?? 0, number);
  }, [number]);
}

/** In a field or in the code editor, whose own element is none that a browser knows as a field. */
function isWriting(): boolean {
  const fields = 'textarea, input, [contenteditable="true"], [role="textbox"]';
  return document.activeElement?.matches(fields) ?? false;
}
