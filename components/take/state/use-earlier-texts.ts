'use client';

import { useCallback, useEffect, useRef } from 'react';
import { loadReferenceTexts } from '../question/load-views.ts';

/**
 * Her texts that are not on this page: other sections, practice, another machine; and the TypeScript reference, which she
 * may copy from in another tab. Fetched when the page opens and with every new section; without a network the page goes
 * by what it holds itself.
 */
export function useEarlierTexts(sectionNumber: number | null): () => readonly string[] {
  const own = useRef<readonly string[]>([]);
  const reference = useRef<readonly string[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new section is when what was written before it is complete.
  useEffect(() => {
    let stopped = false;
    const read = async () => {
      const response = await fetch('/api/attempt/own-texts', { cache: 'no-store' });
      const texts = response.ok ? readTexts(await response.json()) : null;
      if (texts && !stopped) own.current = texts;
    };
    read().catch(() => {
      // Asked again with the next section.
    });
    return () => {
      stopped = true;
    };
  }, [sectionNumber]);
  useEffect(() => {
    // Not before there is something to paste into: pages of choices do without.
    const fetchReference = (event: FocusEvent) => {
      if (!(event.target instanceof Element) || !event.target.matches('textarea, [role="textbox"]')) return;
      document.removeEventListener('focusin', fetchReference);
      loadReferenceTexts().then(
        ({ referenceTexts }) => {
          reference.current = referenceTexts;
        },
        () => document.addEventListener('focusin', fetchReference),
      );
    };
    document.addEventListener('focusin', fetchReference);
    return () => document.removeEventListener('focusin', fetchReference);
  }, []);
  return useCallback(() => [...own.current, ...reference.current], []);
}

function readTexts(body: unknown): string[] | null {
  if (typeof body !== 'object' || body === null || !('texts' in body) || !Array.isArray(body.texts))
    return null;
  return body.texts.filter((text): text is string => typeof text === 'string');
}
