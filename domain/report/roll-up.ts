import { type DimensionCode, dimensionCodes, type Level } from '../dimension.ts';

/**
 * The arithmetic of a report, over facts (catalogue section 4):
 *
 *   evidence of item i for dimension d   e = minutes × weight / 100, in evidence minutes
 *   score of item i for dimension d      s = automatic score, or the mean over submitted ratings of (level − 1) / 3
 *   D = Σ s·e / Σ e                      shown only with at least `evidenceMinutesMin`, else "not assessed"
 *   overall = Σ B·D / Σ B                over assessed dimensions, B the blueprint's weights
 *   display scale                        1 + 3·D
 *
 * A rated item enters each dimension once, however many raters it had. A voided item does not enter. A question of which
 * a part is graded and a part rated enters as two items of the same number.
 */
export const evidenceMinutesMin = 6;

export interface ScoredItem {
  number: number;
  minutes: number;
  weights: Partial<Record<DimensionCode, number>>;
  voided: boolean;
  /** Automatic score 0..1; null for items that people rate and for items not graded yet. */
  autoScore: number | null;
  /** Submitted ratings only; level null is "not observed" and counts neither way. */
  ratings: readonly { raterId: string; dimension: DimensionCode; level: Level | null }[];
}

/** Score of an item for a dimension, or null when nothing was observed. */
export function itemScore(item: ScoredItem, dimension: DimensionCode): number | null {
  if (item.voided) return null;
  if (item.autoScore !== null) return item.autoScore;
  const levels = item.ratings
    .filter((r) => r.dimension === dimension && r.level !== null)
    .map((r) => r.level as number);
  if (levels.length === 0) return null;
  return levels.reduce((sum, level) => sum + (level - 1) / 3, 0) / levels.length;
}

export function evidenceMinutes(item: ScoredItem, dimension: DimensionCode): number {
  return (item.minutes * (item.weights[dimension] ?? 0)) / 100;
}

export interface DimensionScore {
  dimension: DimensionCode;
  /** 0..1, or null without any evidence. */
  score: number | null;
  evidenceMinutes: number;
  /** Items that carried evidence. */
  items: number[];
}

export function dimensionScore(items: readonly ScoredItem[], dimension: DimensionCode): DimensionScore {
  let weighted = 0;
  let total = 0;
  const used: number[] = [];
  for (const item of items) {
    const minutes = evidenceMinutes(item, dimension);
    const score = minutes > 0 ? itemScore(item, dimension) : null;
    if (score === null) continue;
    weighted += score * minutes;
    total += minutes;
    if (!used.includes(item.number)) used.push(item.number);
  }
  return { dimension, score: total > 0 ? weighted / total : null, evidenceMinutes: total, items: used };
}

export function isAssessed(score: DimensionScore): boolean {
  return score.score !== null && score.evidenceMinutes >= evidenceMinutesMin - 1e-9;
}

/** Overall over the given dimensions, 0..1; null when none of them has a score and a weight. */
export function overallScore(
  scores: readonly DimensionScore[],
  weights: Partial<Record<DimensionCode, number>>,
): number | null {
  let weighted = 0;
  let total = 0;
  for (const entry of scores) {
    const weight = weights[entry.dimension] ?? 0;
    if (entry.score === null || weight === 0) continue;
    weighted += weight * entry.score;
    total += weight;
  }
  return total > 0 ? weighted / total : null;
}

export function allDimensionScores(items: readonly ScoredItem[]): DimensionScore[] {
  return dimensionCodes.map((dimension) => dimensionScore(items, dimension));
}

/** 0..1 to the scale that bars are set on, 1 to 4. */
export function displayScale(score: number): number {
  return 1 + 3 * score;
}
