import type { Design } from '../../../domain/design/design.ts';
import { brokenObjectives } from '../../../domain/grading/grade-design.ts';
import { designProblems } from '../../../simulation/load/drawing/problems.ts';
import { isMet } from '../../../simulation/load/evaluate-design.ts';
import type { LoadReport, ObjectiveResult } from '../../../simulation/load/report.ts';
import { LoadRun } from '../../../simulation/load/run/load-run.ts';
import type { Objective, Scenario } from '../../../simulation/load/scenario.ts';

export interface SimulationInput {
  design: Design;
  start: Design;
  scenario: Scenario;
  objectives: readonly Objective[];
  seed: number;
}

/** What pressing Simulate has shown: each profile of the scenario once, with the published seed. */
export interface SimulationResult {
  /** The drawing that ran. */
  design: Design;
  seed: number;
  reports: readonly LoadReport[];
  objectives: readonly ObjectiveResult[];
}

interface RunHooks {
  /** How far it is, 0 to 1. */
  onProgress: (share: number) => void;
  /** Awaited between slices of work; says whether to go on. */
  pause: () => Promise<boolean>;
  sliceMs: number;
}

/** Null when it was stopped. */
export async function runDesign(input: SimulationInput, hooks: RunHooks): Promise<SimulationResult | null> {
  const { design, start, scenario, objectives, seed } = input;
  const runs = scenario.profiles.map((profile) => ({
    profile: profile.id,
    run: new LoadRun({ design, start, scenario, profile: profile.id, seed }),
  }));
  const steps = runs.reduce((sum, { run }) => sum + run.steps, 0);
  for (const { run } of runs) {
    while (!advanceFor(run, hooks.sliceMs)) {
      hooks.onProgress(runs.reduce((sum, one) => sum + one.run.done, 0) / Math.max(1, steps));
      if (!(await hooks.pause())) return null;
    }
  }
  const asked = objectives.map(({ id, group, measure }) => ({
    ...{ id, group },
    flow: ('flow' in measure ? measure.flow : null) ?? null,
  }));
  // What the drawing leaves undone is no more met here than when it is graded.
  const broken = brokenObjectives(asked, designProblems(design, scenario));
  const results = objectives.map((objective): ObjectiveResult => {
    const run = runs.find((one) => one.profile === objective.profile)?.run;
    const value = run?.measure(objective) ?? null;
    const met = value !== null && isMet(objective, value) && !broken.has(objective.id);
    return { id: objective.id, value, met };
  });
  return { design, seed, reports: runs.map(({ run }) => run.report()), objectives: results };
}

const stepsPerLook = 4;

function advanceFor(run: LoadRun, sliceMs: number): boolean {
  const end = performance.now() + sliceMs;
  while (performance.now() < end) if (run.advance(stepsPerLook)) return true;
  return false;
}
