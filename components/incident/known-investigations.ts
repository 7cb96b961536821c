import type { InvestigationView } from '../../domain/incident/wire.ts';

/**
 * What this page last knew of each investigation, by its document: going to another question and back loses nothing that
 * was opened, and the navigator knows that something was done.
 */
const known = new Map<string, InvestigationView>();
const listeners = new Set<() => void>();

export function knownInvestigation(documentId: string): InvestigationView | undefined {
  return known.get(documentId);
}

export function rememberInvestigation(documentId: string, view: InvestigationView): void {
  known.set(documentId, newer(known.get(documentId), view));
  for (const listener of listeners) listener();
}

/** For practice, which can be begun again. */
export function forgetInvestigation(documentId: string): void {
  known.delete(documentId);
  for (const listener of listeners) listener();
}

export function subscribeInvestigations(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Steps are only ever added, so of two views the longer one is the newer. */
export function newer(one: InvestigationView | undefined, other: InvestigationView): InvestigationView {
  return one && one.entries.length > other.entries.length ? one : other;
}
