import type { DimensionCode } from '../../domain/dimension.ts';
import type { DimensionReport } from '../../domain/report/report.ts';

/**
 * What the report's pictures are drawn from. Levels and means lie on the display scale, 1 to 4. All times are shares
 * of the person's own allowance, never minutes, so that extra time cannot be read from a report.
 */
export type { DimensionReport };

/** In the order in which shapes and colours are given out. */
export interface ReportRater {
  id: string;
  name: string;
}

/** Means of the position's other assessed attempts, per dimension; shown from `cohortShownMin` on. */
export type CohortByDimension = Partial<Record<DimensionCode, readonly number[]>>;

/** Positions on one axis of any unit; only their proportion is drawn. */
export interface ReportTimeline {
  sections: readonly { number: number; title: string; from: number; to: number }[];
  questions: readonly { number: number; from: number; to: number }[];
  /** `passed` is null for a run that gave no verdict: our failure. */
  runs: readonly { itemNumber: number; at: number; passed: boolean | null }[];
  /** Events such as a left window, a paste, an outage: facts with their words. */
  marks: readonly { kind: string; at: number; label: string }[];
}

export interface ReportQuestion {
  number: number;
  title: string;
  /** Opens the answer; null where there is nothing to open. */
  href: string | null;
  kind: string;
  /** 0 to 1; null for questions that people rate and for those not graded yet. */
  score: number | null;
  /** Scores of others who had the question, 0 to 1. */
  cohort?: readonly number[];
  /** Time on the question over the person's own allowance for it; above 1 is longer than suggested. */
  timeShare: number | null;
  runs: number;
  /** One line: "6 of 8 checks hold". */
  outcome: string;
  /** Where the outcome can be looked into; not printed. */
  outcomeHref?: string;
  voided: boolean;
  voidReason: string | null;
}

export interface ReportEvidence {
  id: string;
  dimension: DimensionCode;
  quote: string;
  /** "Q6, written answer". */
  where: string;
  /** Opens the answer as it stood. */
  href: string | null;
  rater: string;
}
