import '../../wire/zod-without-eval.ts';
import { z } from 'zod';

const earlierAnswers = z.object({
  attempts: z.array(
    z.object({
      attemptId: z.string(),
      positionTitle: z.string(),
      /** `YYYY-MM-DD`. */
      submittedOn: z.string(),
      sealed: z.boolean(),
      answers: z.array(
        z.object({
          from: z.object({ attemptId: z.string(), itemNumber: z.number().int() }),
          title: z.string(),
          kind: z.string(),
          runs: z.array(z.object({ number: z.number().int(), outcome: z.string() })),
        }),
      ),
    }),
  ),
});
export type EarlierAttemptView = z.infer<typeof earlierAnswers>['attempts'][number];
export type EarlierAnswerView = EarlierAttemptView['answers'][number];

/** Reads an answer of `/api/live/<attempt>/earlier`; null when it is none. */
export function readEarlier(body: unknown): readonly EarlierAttemptView[] | null {
  const read = earlierAnswers.safeParse(body);
  return read.success ? read.data.attempts : null;
}
