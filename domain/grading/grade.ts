/** The outcome of grading one answer, the same for every kind that can be graded without a person. */

export interface GradedCheck {
  /** Part id of a choice or an estimate; the check's name of a code question. */
  name: string;
  title: string;
  passed: boolean;
  /** Share of the question's score, 0..1; the weights of all checks sum to 1. */
  weight: number;
  /**
   * Share that this answer got from the check. Sums to the score, except that a choice's parts are added up before
   * the floor of zero is applied, so a part with more wrong than right picks is negative here.
   */
  earned: number;
  /** One or two sentences for staff, and for the candidate where the check is visible. */
  message: string;
  /** What the picks or numbers show, in the author's words; for staff. Empty when nothing was recognised. */
  misconceptions: string[];
  /** Of an invariant of a world: held-out seeds that broke it; for staff. */
  failingSeeds?: number[];
}

export interface Grade {
  verdict: 'passed' | 'failed';
  /** 0..1. */
  score: number;
  checks: GradedCheck[];
}

/** Keeps sums of shares like 1/3 + 2/3 from showing as 0.9999999. */
export function roundScore(score: number): number {
  return Math.round(Math.min(1, Math.max(0, score)) * 1e6) / 1e6;
}
