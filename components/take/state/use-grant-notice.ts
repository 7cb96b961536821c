'use client';

import { useEffect, useRef } from 'react';
import { notify } from '../../ui/feedback/announcer.ts';
import type { ClockAnswer } from '../clock/clock-answer.ts';
import { durationWords } from '../clock/duration-words.ts';

/** Time that staff give while she works is told once. */
export function useGrantNotice(clock: ClockAnswer): void {
  const totals = useRef(new Map<number, number>());
  useEffect(() => {
    for (const { number, totalMs } of clock.openSections) {
      const before = totals.current.get(number);
      totals.current.set(number, totalMs);
      if (before === undefined || totalMs <= before) continue;
      notify({ tone: 'pass', text: `${durationWords(totalMs - before)} were added to section ${number}.` });
    }
  }, [clock]);
}
