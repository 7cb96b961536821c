import { type DesignProblem, designProblems } from './drawing/problems.ts';
import type { ObjectiveResult } from './report.ts';
import { LoadRun } from './run/load-run.ts';
import type { LoadDesign, Objective, Scenario } from './scenario.ts';

export interface EvaluationInput {
  design: LoadDesign;
  start: LoadDesign;
  scenario: Scenario;
  objectives: readonly Objective[];
  seeds: readonly number[];
}

/** Seconds of a profile that are worked on without a pause: some milliseconds. */
const sliceSteps = 2;

/**
 * Every objective over every seed. One is met when it is met with each seed; its value is the worst. `pause` is awaited
 * between slices of work.
 */
export async function evaluateDesign(
  { design, start, scenario, objectives, seeds }: EvaluationInput,
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<{ objectives: ObjectiveResult[]; problems: DesignProblem[] }> {
  const values = new Map<string, (number | null)[]>();
  for (const profile of scenario.profiles) {
    const here = objectives.filter((objective) => objective.profile === profile.id);
    if (here.length === 0) continue;
    for (const seed of seeds) {
      const run = new LoadRun({ design, start, scenario, profile: profile.id, seed });
      while (!run.advance(sliceSteps)) await pause();
      for (const objective of here)
        values.set(objective.id, [...(values.get(objective.id) ?? []), run.measure(objective)]);
    }
  }
  return {
    objectives: objectives.map((objective) => resultOf(objective, values.get(objective.id) ?? [])),
    problems: designProblems(design, scenario),
  };
}

function resultOf(objective: Objective, values: readonly (number | null)[]): ObjectiveResult {
  const known = values.filter((value) => value !== null);
  // With one seed that gives nothing, nothing is known.
  const value = known.length === 0 || known.length < values.length ? null : worst(objective, known);
  const met =
    values.length > 0 && known.length === values.length && value !== null && isMet(objective, value);
  return { id: objective.id, met, value };
}

export function isMet({ is, limit }: Objective, value: number): boolean {
  return is === 'at-most' ? value <= limit : value >= limit;
}

function worst({ is }: Objective, values: readonly number[]): number {
  return is === 'at-most' ? Math.max(...values) : Math.min(...values);
}
