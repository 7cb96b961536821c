import { createContext } from 'react';
import type { InvariantView } from '../../domain/world/wire.ts';

/** What the shown run says about the invariants, for the problem's own list. Null before the first run. */
export const FindingsContext = createContext<readonly InvariantView[] | null>(null);

/** The short name of an invariant in lists: by its place in the question. */
export function shortNameOf(invariants: readonly { name: string }[], name: string): string {
  const place = invariants.findIndex((one) => one.name === name);
  return place < 0 ? name : `I-${place + 1}`;
}
