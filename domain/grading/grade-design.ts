import type { ObjectiveResult } from '../../simulation/load/report.ts';
import type { Objective, Profile } from '../../simulation/load/scenario.ts';
import { limitText, measuredText } from '../design/measured-text.ts';
import { type Grade, type GradedCheck, roundScore } from './grade.ts';
import { metForCostMin, objectiveGroupPoints } from './limits.ts';

/** What is wrong with a drawing, as far as grading cares: which flow gets nothing done because of it. */
interface BrokenFlow {
  text: string;
  flow: string | null;
}

const pointsTotal = Object.values(objectiveGroupPoints).reduce((sum, points) => sum + points, 0);

/**
 * What rules can judge of a design; its decision note is rated by people. Every objective adds its share of its group's
 * points when it is met with every graded seed. An objective of a flow that the drawing leaves undone is not met, for
 * what never happens is neither lost nor late; where every measured flow is undone, nothing is met. Cost counts only
 * while enough service objectives are met.
 */
export function gradeDesign(
  question: {
    objectives: readonly Objective[];
    profiles: readonly Pick<Profile, 'id' | 'title'>[];
  },
  found: { objectives: readonly ObjectiveResult[]; problems: readonly BrokenFlow[] },
): Grade {
  const { objectives } = question;
  const brokenBy = whatBreaks(objectives, found.problems);
  const met = (objective: Objective) =>
    brokenBy(objective) === null && found.objectives.find((one) => one.id === objective.id)?.met === true;
  const service = objectives.filter((objective) => objective.group === 'slo');
  const costCounts = service.filter(met).length >= metForCostMin * service.length;
  const checks = objectives.map((objective): GradedCheck => {
    const sharers = objectives.filter((one) => one.group === objective.group).length;
    const weight = objectiveGroupPoints[objective.group] / pointsTotal / sharers;
    const uncounted = objective.group === 'cost' && !costCounts;
    const passed = met(objective) && !uncounted;
    const value = found.objectives.find((one) => one.id === objective.id)?.value ?? null;
    const profile = question.profiles.find((one) => one.id === objective.profile)?.title;
    const broken = brokenBy(objective);
    return {
      name: objective.id,
      title: profile === undefined ? objective.title : `${profile}: ${objective.title}`,
      passed,
      weight,
      earned: passed ? weight : 0,
      message: [
        `${value === null ? 'Nothing could be measured' : measuredText(objective.measure, value)}; expected ${limitText(objective)}.`,
        ...(broken === null ? [] : [`${broken}.`]),
        ...(uncounted && broken === null
          ? ['Counts only while at least half of the service objectives are met.']
          : []),
      ].join(' '),
      misconceptions: [],
    };
  });
  return {
    verdict: checks.every((check) => check.passed) ? 'passed' : 'failed',
    score: roundScore(checks.reduce((sum, check) => sum + check.earned, 0)),
    checks,
  };
}

/** The flow that an objective is about; null for one about the whole system. */
export function flowOfObjective({ measure }: Pick<Objective, 'measure'>): string | null {
  return 'flow' in measure ? measure.flow : null;
}

function whatBreaks(objectives: readonly Objective[], problems: readonly BrokenFlow[]) {
  const broken = new Map(
    problems.flatMap(({ flow, text }): [string, string][] => (flow === null ? [] : [[flow, text]])),
  );
  const measured = objectives.map(flowOfObjective).filter((flow) => flow !== null);
  const nothingDone = measured.length > 0 && measured.every((flow) => broken.has(flow));
  return (objective: Objective): string | null => {
    const flow = flowOfObjective(objective);
    if (flow !== null) return broken.get(flow) ?? null;
    return nothingDone ? 'No flow gets anything done' : null;
  };
}
