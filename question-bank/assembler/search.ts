import { assemblerStepsMax } from '../limits.ts';
import type { PoolItem } from './candidates.ts';

/** One line of a blueprint with the questions that may stand there, in the order in which they are tried. */
export interface Slot {
  sectionIndex: number;
  pickIndex: number;
  count: number;
  candidates: readonly PoolItem[];
}

export type SearchResult =
  | { kind: 'found'; chosen: ReadonlyMap<Slot, readonly PoolItem[]> }
  | { kind: 'none' }
  | { kind: 'gave-up'; steps: number };

/**
 * Depth-first search over the lines with the fewest candidates first. Within one line, questions are taken in the
 * order given and never revisited, so each set is tried once. Minutes prune as soon as a section can no longer reach
 * its range. The bound on steps keeps a hopeless blueprint from holding up a request.
 */
export function searchForm(
  slots: readonly Slot[],
  ranges: ReadonlyArray<{ from: number; to: number }>,
  familiesOf: ReadonlyMap<string, readonly string[]>,
): SearchResult {
  const order = slots.toSorted(
    (a, b) =>
      a.candidates.length - a.count - (b.candidates.length - b.count) || a.sectionIndex - b.sectionIndex,
  );
  const chosen = new Map<Slot, PoolItem[]>(order.map((slot) => [slot, []]));
  const usedSlugs = new Set<string>();
  const usedFamilies = new Set<string>();
  let steps = 0;

  const fits = (item: PoolItem): boolean =>
    !usedSlugs.has(item.slug) &&
    !(familiesOf.get(item.slug) ?? []).some((family) => usedFamilies.has(family));

  const place = (slotIndex: number, from: number): boolean => {
    const slot = order[slotIndex];
    if (!slot) return order.every((one) => canReach(one.sectionIndex));
    const picked = chosen.get(slot) ?? [];
    if (picked.length === slot.count) return canReach(slot.sectionIndex) && place(slotIndex + 1, 0);
    for (let index = from; index < slot.candidates.length; index += 1) {
      if (steps >= assemblerStepsMax) return false;
      const item = slot.candidates[index];
      if (!item || !fits(item)) continue;
      steps += 1;
      const families = familiesOf.get(item.slug) ?? [];
      picked.push(item);
      usedSlugs.add(item.slug);
      for (const family of families) usedFamilies.add(family);
      if (canReach(slot.sectionIndex) && place(slotIndex, index + 1)) return true;
      picked.pop();
      usedSlugs.delete(item.slug);
      for (const family of families) usedFamilies.delete(family);
    }
    return false;
  };

  /** Whether the section's minutes can still end inside its range, given what is chosen and what is still open. */
  const canReach = (sectionIndex: number): boolean => {
    const range = ranges[sectionIndex];
    if (!range) return true;
    let least = 0;
    let most = 0;
    for (const slot of order) {
      if (slot.sectionIndex !== sectionIndex) continue;
      const picked = chosen.get(slot) ?? [];
      const sum = picked.reduce((total, item) => total + item.minutes, 0);
      const open = slot.count - picked.length;
      const minutes = open === 0 ? [0] : slot.candidates.map((item) => item.minutes);
      least += sum + open * Math.min(...minutes);
      most += sum + open * Math.max(...minutes);
    }
    return least <= range.to && most >= range.from;
  };

  if (place(0, 0)) return { kind: 'found', chosen };
  return steps >= assemblerStepsMax ? { kind: 'gave-up', steps } : { kind: 'none' };
}
