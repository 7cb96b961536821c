import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DesignAnswer } from '../../domain/answer.ts';
import { allowedDesign } from '../../domain/design/allowed-design.ts';
import type { Grade } from '../../domain/grading/grade.ts';
import { gradeDesign } from '../../domain/grading/grade-design.ts';
import type { DesignProblem } from '../../simulation/load/drawing/problems.ts';
import { evaluateDesign } from '../../simulation/load/evaluate-design.ts';
import { limitText, measuredText, unmeasuredText } from '../../simulation/load/measured-text.ts';
import type { ObjectiveResult } from '../../simulation/load/report.ts';
import type { Measure, Objective } from '../../simulation/load/scenario.ts';
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
  const { objectives, points, scenario } = question;
  const titleOf = ({ profile, title }: Objective) => {
    const under = scenario.profiles.find((one) => one.id === profile)?.title;
    return under === undefined ? title : `${under}: ${title}`;
  };
  return gradeDesign(
    objectives.map((objective) => ({
      ...{ id: objective.id, group: objective.group, title: titleOf(objective) },
      flow: ('flow' in objective.measure ? objective.measure.flow : null) ?? null,
      serves: serving.has(objective.measure.kind),
    })),
    {
      problems: evaluated.problems,
      outcomes: objectives.map((objective) => {
        const result = evaluated.objectives.find((one) => one.id === objective.id);
        return {
          id: objective.id,
          met: result?.met ?? false,
          said: saidOf(objective, result?.value ?? null),
        };
      }),
    },
    points,
  );
}

/** These ask that requests are answered, or their effects done, whatever else is asked for. */
const serving: ReadonlySet<Measure['kind']> = new Set(['availability', 'accepted', 'completion']);

/** `312 ms; expected at most 250 ms.` */
function saidOf(objective: Objective, value: number | null): string {
  const measured =
    value === null ? unmeasuredText(objective.measure) : measuredText(objective.measure, value);
  return `${measured}; expected ${limitText(objective)}.`;
}

/** Graded with the seeds that no browser receives. */
export async function gradeDesignAnswer(question: DesignQuestion, answer: DesignAnswer): Promise<Grade> {
  return gradeEvaluated(question, await evaluateAnswer(question, answer, question.gradedSeeds));
}
