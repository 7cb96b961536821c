'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { InvestigationStep } from '../../domain/incident/incident.ts';
import type { InvestigationView } from '../../domain/incident/wire.ts';
import { fetchInvestigation, sendStep } from './incident-client.ts';
import type { IncidentTarget } from './incident-types.ts';
import {
  forgetInvestigation,
  knownInvestigation,
  newer,
  rememberInvestigation,
} from './known-investigations.ts';

export interface Investigation {
  view: InvestigationView;
  /** The step that is on its way; the others wait for it, because each changes the clock. */
  pending: InvestigationStep | null;
  /** Why the last step was not taken, or that it is not known whether it was. */
  problem: string | null;
  take: (step: InvestigationStep) => Promise<boolean>;
  /** Practice only: nothing was opened or done. */
  beginAgain: () => void;
}

const unanswered =
  'The server did not answer. If the step has reached it, it is shown as soon as the connection is back; pressing again takes nothing twice. What you wrote is kept.';

export function useInvestigation(
  documentId: string,
  target: IncidentTarget,
  first: InvestigationView,
  onTaken?: () => void,
): Investigation {
  const [view, setView] = useState(() => newer(knownInvestigation(documentId), first));
  const [pending, setPending] = useState<InvestigationStep | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const item = 'practice' in target ? null : target.itemNumber;

  const show = useCallback(
    (next: InvestigationView) => {
      const before = knownInvestigation(documentId);
      // What was not known to be taken is there now.
      if (before === undefined || next.entries.length > before.entries.length) setProblem(null);
      rememberInvestigation(documentId, next);
      setView((now) => newer(now, next));
    },
    [documentId],
  );

  // Another tab may have opened something meanwhile: whoever comes back to this one sees it.
  useEffect(() => {
    if (item === null) return;
    const look = () => {
      if (document.visibilityState !== 'visible') return;
      void fetchInvestigation({ itemNumber: item }).then((found) => found && show(found));
    };
    look();
    document.addEventListener('visibilitychange', look);
    window.addEventListener('focus', look);
    window.addEventListener('online', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('focus', look);
      window.removeEventListener('online', look);
    };
  }, [item, show]);

  const busy = useRef(false);
  const take = async (step: InvestigationStep): Promise<boolean> => {
    if (busy.current) return false;
    busy.current = true;
    setPending(step);
    setProblem(null);
    const before = view.entries.map((entry) => ({ kind: entry.kind, id: entry.id }));
    const answer = await sendStep(target, before, step);
    let found = answer.kind === 'taken' ? answer.view : null;
    if (answer.kind === 'unanswered') {
      // It may have been taken all the same: only its answer was lost.
      const now = await fetchInvestigation(target);
      if (now?.entries.some((entry) => entry.kind === step.kind && entry.id === step.id)) found = now;
    }
    busy.current = false;
    setPending(null);
    if (found) {
      show(found);
      onTaken?.();
    } else setProblem(answer.kind === 'refused' ? answer.message : unanswered);
    return found !== null;
  };
  const beginAgain = () => {
    forgetInvestigation(documentId);
    setProblem(null);
    setView(first);
  };
  return { view, pending, problem, take, beginAgain };
}
