import { z } from 'zod';
import type { listCurrentGrades } from '../../db/queries/grades.ts';
import { writtenPercent } from '../../domain/grading/limits.ts';
import { isRated } from '../../domain/kind.ts';

/** A check as grading stored it. */
export const storedCheck = z.object({
  name: z.string(),
  title: z.string(),
  passed: z.boolean(),
  /** Shares of the question's score, 0..1. */
  weight: z.number(),
  earned: z.number(),
  message: z.string(),
  misconceptions: z.array(z.string()).default([]),
});

/** What grading stored of an answer, as far as staff are shown it. */
const stored = z.object({
  verdict: z.string(),
  score: z.number(),
  documentSeq: z.number(),
  checks: z.array(storedCheck),
});

export type GradedChecks = z.infer<typeof stored>;

/** Rules grade a part of what people rate too: its checks are shares of the whole question, as the candidate was told. */
function shareOfQuestion(kind: string): number {
  return isRated(kind) ? (100 - writtenPercent) / 100 : 1;
}

export type GradingState =
  | { state: 'graded'; grade: GradedChecks }
  | { state: 'not-graded' }
  /** It was graded, and what was stored has a form that is not known any more. */
  | { state: 'unreadable' };

/** The current grade of a question with its checks, which are shares of the whole question. */
export function findGradedChecks(
  grades: Awaited<ReturnType<typeof listCurrentGrades>>,
  item: { number: number; kind: string },
): GradingState {
  const row = grades.find((grade) => grade.itemNumber === item.number);
  if (!row) return { state: 'not-graded' };
  const read = stored.safeParse(row);
  if (!read.success) return { state: 'unreadable' };
  const share = shareOfQuestion(item.kind);
  const checks = read.data.checks.map((check) => ({
    ...check,
    weight: check.weight * share,
    earned: check.earned * share,
  }));
  return { state: 'graded', grade: { ...read.data, checks } };
}
