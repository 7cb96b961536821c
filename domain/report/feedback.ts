import type { DimensionCode, Level } from '../dimension.ts';
import type { DimensionReport } from './report.ts';

/** What a candidate is told about one dimension: behaviours in words, and no figure of any kind. */
export interface DimensionFeedback {
  dimension: DimensionCode;
  name: string;
  /** The behaviour of the level that her answers came to. */
  observed: string;
  /** The behaviour of the level after it; null when there is none. */
  next: string | null;
}

/** Texts of the competency model, one behaviour a level. */
export type Behaviours = Partial<Record<DimensionCode, Readonly<Record<Level, string>>>>;

/**
 * A mean on the display scale as the level whose behaviour was seen: the nearest one, and the lower one half-way, because
 * the higher one was then seen in no more than half of the evidence.
 */
export function levelReached(mean: number): Level {
  if (mean <= 1.5) return 1;
  if (mean <= 2.5) return 2;
  return mean <= 3.5 ? 3 : 4;
}

/**
 * Feedback on assessed dimensions, in the order of the model. A dimension with too little evidence is left out, because
 * the report itself says nothing about it. Nothing else of a report goes in: no score, no rater, no question.
 */
export function composeFeedback(
  dimensions: readonly Pick<DimensionReport, 'dimension' | 'name' | 'mean' | 'assessed'>[],
  behaviours: Behaviours,
): DimensionFeedback[] {
  return dimensions.flatMap(({ dimension, name, mean, assessed }) => {
    const texts = behaviours[dimension];
    if (!assessed || mean === null || !texts) return [];
    const level = levelReached(mean);
    return [{ dimension, name, observed: texts[level], next: level === 4 ? null : texts[nextOf(level)] }];
  });
}

function nextOf(level: 1 | 2 | 3): Level {
  switch (level) {
    case 1:
      return 2;
    case 2:
      return 3;
    case 3:
      return 4;
  }
}

export type FeedbackState = 'off' | 'before-decision' | 'shown';

/**
 * Whether she reads it now: only where the position gives feedback, and only once people have decided. Holding is
 * putting a decision off; an assessment that was withdrawn, or runs again, is not read.
 */
export function feedbackState(facts: {
  givesFeedback: boolean;
  status: string;
  /** Of the newest decision; null before the first. */
  outcome: string | null;
}): FeedbackState {
  if (!facts.givesFeedback) return 'off';
  const over = facts.status === 'submitted' || facts.status === 'graded';
  return over && facts.outcome !== null && facts.outcome !== 'hold' ? 'shown' : 'before-decision';
}
