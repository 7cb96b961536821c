import type { DimensionCode, Level } from '../../domain/dimension.ts';

/** One dimension of one question, as the scoring page passes it. Purely controlled: nothing here is kept. */
export interface RubricDimension {
  code: DimensionCode;
  name: string;
  /** The four behaviours in full, level 1 first. The text before the first full stop is set in medium. */
  levels: readonly { level: Level; text: string }[];
  /** Chosen level; `not-observed` is an answer too; null when nothing is chosen yet. */
  value: Level | 'not-observed' | null;
  evidence: readonly RubricEvidence[];
  note: string;
}

export interface RubricEvidence {
  id: string;
  /** Words of the answer, or what was seen. */
  quote: string;
  /** Where: "Q6, line 14", a time. */
  where: string;
  /** Opens the answer as it stood; null where there is nothing to open. */
  href: string | null;
}

/** What keeps this dimension from being complete, or null. */
export function dimensionGap(dimension: RubricDimension): 'level' | 'evidence' | null {
  if (dimension.value === null) return 'level';
  if (dimension.value !== 'not-observed' && dimension.evidence.length === 0) return 'evidence';
  return null;
}
