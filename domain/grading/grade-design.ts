import { type Grade, type GradedCheck, roundScore } from './grade.ts';
import { objectiveGroupPoints, servedMin } from './limits.ts';

export type ObjectiveGroup = keyof typeof objectiveGroupPoints;
export type GroupPoints = Readonly<Record<ObjectiveGroup, number>>;

export interface GradedObjective {
  id: string;
  group: ObjectiveGroup;
  title: string;
  /** The flow that it is about; null for one about the whole system. */
  flow: string | null;
  /** Whether it asks that requests are served at all. Everything else also holds of a system that serves nobody. */
  serves: boolean;
}

/** What came of an objective over all graded seeds. */
export interface ObjectiveOutcome {
  id: string;
  met: boolean;
  /** The value and the limit, as a sentence. */
  said: string;
}

/** What is wrong with a drawing, as far as grading cares: which flow gets nothing done because of it. */
export interface BrokenFlow {
  /** A sentence without its full stop. */
  text: string;
  flow: string | null;
}

/**
 * What rules can judge of a design; its decision note is rated by people. Every objective adds its share of its group's
 * points when it is met with every graded seed. An objective of a flow that the drawing leaves undone is not met, for
 * what never happens is neither lost nor late; where every measured flow is undone, nothing is met. What holds of an
 * idle system too (no loss, low utilisation, low cost, quick answers to the few) counts in full only while at least half
 * of the objectives about being served are met, and less in proportion below that; cost also only while no flow is undone.
 */
export function gradeDesign(
  objectives: readonly GradedObjective[],
  found: { outcomes: readonly ObjectiveOutcome[]; problems: readonly BrokenFlow[] },
  points: GroupPoints = objectiveGroupPoints,
): Grade {
  const pointsTotal = points.slo + points.failure + points.cost;
  const broken = brokenObjectives(objectives, found.problems);
  const outcomeOf = (id: string) => found.outcomes.find((one) => one.id === id);
  const met = (objective: GradedObjective) =>
    !broken.has(objective.id) && outcomeOf(objective.id)?.met === true;
  const serving = objectives.filter((objective) => objective.serves);
  const served = serving.filter(met).length;
  const counted = serving.length === 0 ? 1 : Math.min(1, served / serving.length / servedMin);
  const checks = objectives.map((objective): GradedCheck => {
    const sharers = objectives.filter((one) => one.group === objective.group).length;
    const weight = points[objective.group] / pointsTotal / sharers;
    const factor = objective.serves ? 1 : counted;
    const passed = met(objective) && factor > 0;
    const why = broken.get(objective.id);
    return {
      name: objective.id,
      title: objective.title,
      passed,
      weight,
      earned: passed ? weight * factor : 0,
      message: [
        outcomeOf(objective.id)?.said ?? 'Nothing could be measured.',
        ...(why === undefined ? [] : [`${why}.`]),
        ...(factor < 1 && met(objective)
          ? [
              `Counts for ${Math.round(factor * 100)} %: ${served} of ${serving.length} objectives about being served are met.`,
            ]
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

/**
 * Objectives that cannot be met whatever was measured, because of what is wrong with the drawing itself: by id, with the
 * reason. What never happens is neither lost nor late, and leaving a flow undone is the cheapest change of all.
 */
export function brokenObjectives(
  objectives: readonly Pick<GradedObjective, 'id' | 'group' | 'flow'>[],
  problems: readonly BrokenFlow[],
): ReadonlyMap<string, string> {
  const broken = new Map(
    problems.flatMap(({ flow, text }): [string, string][] => (flow === null ? [] : [[flow, text]])),
  );
  const measured = objectives.map((objective) => objective.flow).filter((flow) => flow !== null);
  const nothingDone = measured.length > 0 && measured.every((flow) => broken.has(flow));
  const found = new Map<string, string>();
  for (const { id, group, flow } of objectives) {
    const why = flow === null ? undefined : broken.get(flow);
    if (why !== undefined) found.set(id, why);
    else if (flow === null && nothingDone) found.set(id, 'No flow gets anything done');
    else if (group === 'cost' && broken.size > 0) found.set(id, 'Counts only while no flow is left undone');
  }
  return found;
}
