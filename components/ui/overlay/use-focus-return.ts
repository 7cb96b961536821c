'use client';

import { useRef } from 'react';

/**
 * Gives the focus back to what had it when an overlay opened. Radix does so for its own triggers only; ours are opened
 * from shortcuts, menus and other places too. What is no longer on the page gets nothing.
 */
export function useFocusReturn() {
  const before = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: () => {
      before.current = document.activeElement;
    },
    onCloseAutoFocus: (event: Event) => {
      const element = before.current;
      if (!(element instanceof HTMLElement) || !element.isConnected || element === document.body) return;
      event.preventDefault();
      element.focus();
    },
  };
}
