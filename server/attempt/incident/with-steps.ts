import type { Executor } from '../../../db/executor.ts';
import { listSteps } from '../../../db/queries/investigations.ts';
import type { AnswerContent } from '../../../domain/answer.ts';

/**
 * An answer with the part of it that is in no document: the steps of an investigation, of an incident only. `atSeq`
 * leaves out what was done after the log had gone on from there.
 */
export async function withSteps(
  tx: Executor,
  answer: AnswerContent,
  at: { attemptId: string; itemNumber: number; atSeq?: number },
): Promise<AnswerContent> {
  if (answer.kind !== 'incident') return answer;
  return { ...answer, steps: await listSteps(tx, at) };
}
