import type { FormSection, Runtime } from '../../domain/form.ts';
import { kindNames, liveKinds } from '../../domain/kind.ts';
import { seededRandom } from '../../domain/random.ts';
import { sectionMinutesTolerancePercent } from '../limits.ts';
import type { Blueprint } from '../schema/blueprint-yaml.ts';
import type { Family } from '../schema/competencies-yaml.ts';
import { describePick, matchesPick, type PoolItem } from './candidates.ts';
import { type Slot, searchForm } from './search.ts';

export interface AssembleInput {
  blueprint: Blueprint;
  pool: readonly PoolItem[];
  families: readonly Family[];
  /** The same seed, pool and exclusions give the same form. */
  seed: string;
  /** Slugs that must not appear, usually those that the candidate has seen. */
  seen: readonly string[];
  /** The candidate's language; null for a form that serves everybody. */
  runtime: Runtime | null;
}

export type Assembly =
  | { kind: 'assembled'; sections: FormSection[] }
  /** `reason` says what is missing, so that an author or a manager knows what to do about it. */
  | { kind: 'impossible'; reason: string };

/**
 * Picks the questions of a form: every line of the blueprint is met, no two questions share a family, none was seen,
 * and every section's questions take its minutes ±10 %. The choice among all such forms follows the seed.
 */
export function assemble(input: AssembleInput): Assembly {
  const unserved = explainUnserved(input.blueprint);
  if (unserved !== null) return { kind: 'impossible', reason: unserved };
  const random = seededRandom(`${input.blueprint.slug}/${input.seed}`);
  const seen = new Set(input.seen);
  const ordered = input.pool.toSorted((a, b) => (a.slug < b.slug ? -1 : 1));
  const slots: Slot[] = input.blueprint.sections.flatMap((section, sectionIndex) =>
    section.picks.map((pick, pickIndex) => ({
      sectionIndex,
      pickIndex,
      count: pick.pick,
      candidates: random.shuffle(
        ordered.filter((item) => !seen.has(item.slug) && matchesPick(item, pick, input.runtime)),
      ),
    })),
  );
  const thin = explainThinPick(input, slots);
  if (thin !== null) return { kind: 'impossible', reason: thin };

  const ranges = input.blueprint.sections.map((section) => minutesRange(section.minutes));
  const familiesOf = familyIndex(input.families);
  const found = searchForm(slots, ranges, familiesOf);
  if (found.kind === 'found')
    return { kind: 'assembled', sections: toSections(input.blueprint, found.chosen) };
  if (found.kind === 'gave-up') {
    return { kind: 'impossible', reason: `no form was found within ${found.steps} steps of the search` };
  }
  return { kind: 'impossible', reason: explainConflict(input.blueprint, slots, ranges, familiesOf) };
}

export interface BlueprintStatus {
  slug: string;
  title: string;
  ready: boolean;
  /** Why it cannot be assembled; null when it can. */
  reason: string | null;
}

/** Which blueprints can be used with the bank as it is, and what the others lack. */
export function blueprintStatus(bank: {
  blueprints: readonly Blueprint[];
  questions: readonly PoolItem[];
  families: readonly Family[];
}): BlueprintStatus[] {
  return bank.blueprints.map((blueprint) => {
    const { questions: pool, families } = bank;
    const assembly = assemble({ blueprint, pool, families, seed: 'status', seen: [], runtime: null });
    const reason = assembly.kind === 'assembled' ? null : assembly.reason;
    return { slug: blueprint.slug, title: blueprint.title, ready: reason === null, reason };
  });
}

function minutesRange(minutes: number): { from: number; to: number } {
  const by = (minutes * sectionMinutesTolerancePercent) / 100;
  return { from: minutes - by, to: minutes + by };
}

function familyIndex(families: readonly Family[]): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>();
  for (const family of families) {
    for (const slug of family.questions) index.set(slug, [...(index.get(slug) ?? []), family.id]);
  }
  return index;
}

function toSections(blueprint: Blueprint, chosen: ReadonlyMap<Slot, readonly PoolItem[]>): FormSection[] {
  const slots = [...chosen.keys()];
  let number = 0;
  return blueprint.sections.map((section, sectionIndex) => ({
    number: sectionIndex + 1,
    title: section.title,
    minutes: section.minutes,
    canReturn: section.canReturn,
    breakMinutes: section.breakMinutes,
    items: slots
      .filter((slot) => slot.sectionIndex === sectionIndex)
      .toSorted((a, b) => a.pickIndex - b.pickIndex)
      .flatMap((slot) => chosen.get(slot) ?? [])
      .map((item) => {
        number += 1;
        const { slug, contentHash: hash, kind, title, minutes, weights, written } = item;
        return { number, slug, hash, kind, title, minutes, weights, ...(written ? { written } : {}) };
      }),
  }));
}

/** A live room would show such a question as text and nothing to work in. */
function explainUnserved({ mode, sections }: Blueprint): string | null {
  if (mode !== 'live') return null;
  for (const { title, picks } of sections) {
    const pick = picks.find(({ kind }) => !liveKinds.includes(kind));
    if (pick)
      return `section "${title}": a live room cannot run questions of the kind ${kindNames[pick.kind]} yet`;
  }
  return null;
}

function explainThinPick(input: AssembleInput, slots: readonly Slot[]): string | null {
  for (const slot of slots) {
    if (slot.candidates.length >= slot.count) continue;
    const section = input.blueprint.sections[slot.sectionIndex];
    const pick = section?.picks[slot.pickIndex];
    if (!section || !pick) continue;
    const wanted = `section "${section.title}" needs ${describePick(pick)}`;
    if (!input.pool.some((item) => item.kind === pick.kind))
      return `${wanted}; the bank has no ${pick.kind} questions yet`;
    const matching = input.pool.filter((item) => matchesPick(item, pick, input.runtime)).length;
    const seen = matching - slot.candidates.length;
    return `${wanted}; ${matching} match${matching === 1 ? 'es' : ''}${seen > 0 ? `, ${seen} of them excluded as seen` : ''}`;
  }
  return null;
}

/** Drops one rule after another, to name the first that cannot be met. */
function explainConflict(
  blueprint: Blueprint,
  slots: readonly Slot[],
  ranges: ReadonlyArray<{ from: number; to: number }>,
  familiesOf: ReadonlyMap<string, readonly string[]>,
): string {
  const anyMinutes = ranges.map(() => ({ from: 0, to: Number.POSITIVE_INFINITY }));
  for (const [sectionIndex, section] of blueprint.sections.entries()) {
    const own = slots.filter((slot) => slot.sectionIndex === sectionIndex);
    if (searchForm(own, anyMinutes, familiesOf).kind !== 'found') {
      return `section "${section.title}": the matching questions belong to too few different families`;
    }
    if (searchForm(own, ranges, familiesOf).kind !== 'found') {
      const range = ranges[sectionIndex];
      const minutes = own.flatMap((slot) => slot.candidates.map((item) => item.minutes));
      return (
        `section "${section.title}": no selection of matching questions takes ${range?.from} to ${range?.to} minutes ` +
        `(they take ${Math.min(...minutes)} to ${Math.max(...minutes)} each)`
      );
    }
  }
  return 'every section can be filled alone, but not all together: they need the same questions or families';
}
