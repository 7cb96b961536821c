'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { InvestigationStep } from '../../domain/incident/incident.ts';
import type { InvestigationView } from '../../domain/incident/wire.ts';
import { fetchInvestigation, sendStep } from './incident-client.ts';
import type { IncidentTarget } from './incident-types.ts';

export interface Investigation {
  view: InvestigationView;
  /** The step that is on its way; the others wait for it, because each changes the clock. */
  pending: InvestigationStep | null;
  /** Why the last step was not taken. */
  problem: string | null;
  take: (step: InvestigationStep) => Promise<boolean>;
}

/** What this page last knew of each investigation: going to another question and back loses nothing that was opened. */
const known = new Map<string, InvestigationView>();

export function useInvestigation(
  documentId: string,
  target: IncidentTarget,
  first: InvestigationView,
  onTaken?: () => void,
): Investigation {
  const [view, setView] = useState(() => newer(known.get(documentId), first));
  const [pending, setPending] = useState<InvestigationStep | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const item = 'practice' in target ? null : target.itemNumber;

  const show = useCallback(
    (next: InvestigationView) => {
      known.set(documentId, newer(known.get(documentId), next));
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
    return () => {
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('focus', look);
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
    busy.current = false;
    setPending(null);
    if (answer.ok) {
      show(answer.value);
      onTaken?.();
    } else setProblem(answer.message);
    return answer.ok;
  };
  return { view, pending, problem, take };
}

/** Steps are only ever added, so of two views the longer one is the newer. */
function newer(one: InvestigationView | undefined, other: InvestigationView): InvestigationView {
  return one && one.entries.length > other.entries.length ? one : other;
}
