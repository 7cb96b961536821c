import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DesignAnswer } from '../../domain/answer.ts';
import { allowedDesign } from '../../domain/design/allowed-design.ts';
import type { Grade } from '../../domain/grading/grade.ts';
import { gradeDesign } from '../../domain/grading/grade-design.ts';
import type { ObjectiveResult } from '../../simulation/load/report.ts';
import { type DesignProblem, evaluateDesign } from '../../simulation/load/simulate.ts';
import type { DesignQuestion } from '../question.ts';

export interface EvaluatedDesign {
  objectives: ObjectiveResult[];
  problems: DesignProblem[];
}

/** Runs what counts of a drawing. Between slices of the work everything else in the process gets its turn. */
export function evaluateAnswer(
  question: DesignQuestion,
  answer: Pick<DesignAnswer, 'design'>,
  seeds: readonly number[],
): Promise<EvaluatedDesign> {
  const { start, scenario, objectives } = question;
  const design = allowedDesign(answer.design, question);
  return evaluateDesign({ design, start, scenario, objectives, seeds }, () => nextTurn());
}

export function gradeEvaluated(question: DesignQuestion, evaluated: EvaluatedDesign): Grade {
  const { objectives, scenario } = question;
  return gradeDesign({ objectives, profiles: scenario.profiles }, evaluated);
}

/** Graded with the seeds that no browser receives. */
export async function gradeDesignAnswer(question: DesignQuestion, answer: DesignAnswer): Promise<Grade> {
  return gradeEvaluated(question, await evaluateAnswer(question, answer, question.gradedSeeds));
}
