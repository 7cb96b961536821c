'use client';

import { useEffect, useState } from 'react';
import { announce } from '../../ui/feedback/announcer.ts';
import type { WorkspaceData } from '../workspace/workspace-types.ts';

/**
 * The question of the address, or the first of the section that is worked on. Steps change the address and nothing else;
 * the router's own reading of it lags behind quick keys, so the number is kept here.
 */
export function useCurrentQuestion(
  data: WorkspaceData,
  firstAsked: number,
): [number | null, (number: number) => void] {
  const [asked, setAsked] = useState(firstAsked);
  useEffect(() => {
    // A page that comes from the browser's own copy was drawn for another question of the section.
    setAsked(numberOfPath(window.location.pathname));
    const onBack = () => setAsked(numberOfPath(window.location.pathname));
    window.addEventListener('popstate', onBack);
    return () => window.removeEventListener('popstate', onBack);
  }, []);
  const go = (number: number) => {
    setAsked(number);
    window.history.pushState(null, '', `/take/q/${number}`);
    const title = data.questions.find((one) => one.number === number)?.question.title ?? '';
    announce(`Question ${number}: ${title}`);
  };
  const { progress } = data.clock;
  const workedOn = progress?.state === 'section' ? progress.sectionNumber : null;
  const first =
    data.questions.find((one) => workedOn === null || one.sectionNumber === workedOn)?.number ?? null;
  // Another section has begun: its first question is shown, also where one may return to the section before.
  const [section, setSection] = useState(workedOn);
  useEffect(() => {
    if (section === workedOn) return;
    setSection(workedOn);
    if (workedOn === null || first === null) return;
    setAsked(first);
    window.history.replaceState(null, '', `/take/q/${first}`);
  }, [section, workedOn, first]);
  return [data.questions.some((one) => one.number === asked) ? asked : first, go];
}

function numberOfPath(pathname: string): number {
  return Number(/^\/take\/q\/(\d{1,3})$/u.exec(pathname)?.[1] ?? Number.NaN);
}
