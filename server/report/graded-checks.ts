import { z } from 'zod';
import type { listCurrentGrades } from '../../db/queries/grades.ts';

/** What grading stored of an answer, as far as staff are shown it. */
const stored = z.object({
  verdict: z.string(),
  score: z.number(),
  documentSeq: z.number(),
  checks: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      passed: z.boolean(),
      weight: z.number(),
      earned: z.number(),
      message: z.string(),
      misconceptions: z.array(z.string()).default([]),
    }),
  ),
});

export type GradedChecks = z.infer<typeof stored>;

/** The current grade of a question with its checks; null when there is none, or none that can be read any more. */
export function findGradedChecks(
  grades: Awaited<ReturnType<typeof listCurrentGrades>>,
  itemNumber: number,
): GradedChecks | null {
  const read = stored.safeParse(grades.find((grade) => grade.itemNumber === itemNumber));
  return read.success ? read.data : null;
}
