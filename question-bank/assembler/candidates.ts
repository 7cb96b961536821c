import { type DimensionCode, dimensionCodes } from '../../domain/dimension.ts';
import type { Runtime } from '../../domain/form.ts';
import type { Kind } from '../../domain/kind.ts';
import type { BlueprintPick } from '../schema/blueprint-yaml.ts';
import type { Level } from '../schema/question-yaml.ts';

/** What the assembler needs to know of a question; a loaded `Question` is one. */
export interface PoolItem {
  slug: string;
  contentHash: string;
  kind: Kind;
  title: string;
  level: Level;
  minutes: number;
  weights: Partial<Record<DimensionCode, number>>;
  /** What ratings of the written part count for, of kinds that rules grade too. */
  written?: Partial<Record<DimensionCode, number>>;
  seeds: readonly string[];
  topics: readonly string[];
  runtimes: readonly Runtime[];
  aboutOwnWork: boolean;
}

/** Whether a question is one that the blueprint's line asks for. Without a runtime, any question with variants will do. */
export function matchesPick(item: PoolItem, pick: BlueprintPick, runtime: Runtime | null): boolean {
  if (item.kind !== pick.kind) return false;
  if (item.aboutOwnWork && !pick.fixed) return false;
  if (pick.fixed && !pick.fixed.includes(item.slug)) return false;
  if (pick.level && item.level !== pick.level) return false;
  if (pick.topics && !pick.topics.some((topic) => item.topics.includes(topic))) return false;
  if (pick.seeds && !pick.seeds.some((seed) => item.seeds.includes(seed))) return false;
  if (pick.runtimes && !(runtime === null ? item.runtimes.length > 0 : item.runtimes.includes(runtime)))
    return false;
  return dimensionCodes.every((code) => (item.weights[code] ?? 0) >= (pick.dimension?.[code] ?? 0));
}

/** `4 choice questions with FND ≥ 35 (mid)`: a blueprint's line in words. */
export function describePick(pick: BlueprintPick): string {
  const noun = pick.pick === 1 ? 'question' : 'questions';
  const dimensions = dimensionCodes.flatMap((code) => {
    const least = pick.dimension?.[code];
    return least === undefined ? [] : [`${code} ≥ ${least}`];
  });
  const conditions = [
    ...(dimensions.length > 0 ? [`with ${dimensions.join(', ')}`] : []),
    ...(pick.level ? [`at level ${pick.level}`] : []),
    ...(pick.topics ? [`on ${pick.topics.join(' or ')}`] : []),
    ...(pick.seeds ? [`covering ${pick.seeds.join(' or ')}`] : []),
    ...(pick.runtimes ? ["with a text for the candidate's language"] : []),
    ...(pick.fixed ? [`(${pick.fixed.join(', ')})`] : []),
  ];
  return [`${pick.pick} ${pick.kind} ${noun}`, ...conditions].join(' ');
}
