'use client';

import { useEffect, useMemo, useRef, useState } from 'react';
import { allowedDesign } from '../../../domain/design/allowed-design.ts';
import type { Design } from '../../../domain/design/design.ts';
import { sameDesign } from '../../../domain/design/same-design.ts';
import { type DesignProblem, designProblems } from '../../../simulation/load/drawing/problems.ts';
import { announce } from '../../ui/feedback/announcer.ts';
import type { DesignQuestionView } from '../design-types.ts';
import { type LoadsAt, loadsAt } from '../results/component-load.ts';
import { type Shown, useShown } from '../results/use-shown.ts';
import type { Simulation, SimulationState } from './simulation.ts';
import { useSimulation } from './use-simulation.ts';

export interface SimulatedDesign {
  state: SimulationState;
  shown: Shown;
  /** Of the last run at the chosen second. */
  loads: LoadsAt | null;
  /** Of the drawing as it is, known without a run. */
  problems: readonly DesignProblem[];
  /** The drawing has changed since it ran. */
  stale: boolean;
  selected: string | null;
  setSelected: (id: string | null) => void;
  simulate: (design: Design) => void;
  cancel: () => void;
}

/** A drawing, what its last run showed, and what of both is looked at. */
export function useSimulatedDesign(
  simulation: Simulation,
  question: DesignQuestionView,
  drawn: Design,
): SimulatedDesign {
  // Whoever gets around the page sees and runs here what is graded, no more.
  const design = useMemo(() => allowedDesign(drawn, question), [drawn, question]);
  const state = useSimulation(simulation);
  const [selected, setSelected] = useState<string | null>(null);
  const shown = useShown(question, state.result);
  const { report, second } = shown;
  useOutcomeSaid(state, question);
  const { scenario, objectives, start, seed } = question;
  return {
    state,
    shown,
    loads: useMemo(() => (report ? loadsAt(report, second) : null), [report, second]),
    problems: useMemo(() => designProblems(design, scenario), [design, scenario]),
    stale: useMemo(
      () => state.result !== null && !sameDesign(state.result.design, design),
      [state.result, design],
    ),
    selected,
    setSelected,
    simulate: (now) =>
      simulation.start({ design: allowedDesign(now, question), start, scenario, objectives, seed }),
    cancel: () => simulation.cancel(),
  };
}

/** What a run came to, for people who do not see the panels change. What was known when the page opened is not said again. */
function useOutcomeSaid({ number, result, problem }: SimulationState, question: DesignQuestionView): void {
  const said = useRef(number);
  useEffect(() => {
    if (number === said.current || !result) return;
    said.current = number;
    const missed = question.objectives.filter((objective) =>
      result.objectives.some((one) => one.id === objective.id && !one.met),
    );
    announce(
      missed.length === 0
        ? `Run ${number} finished. All ${question.objectives.length} objectives are met.`
        : `Run ${number} finished. ${missed.length} of ${question.objectives.length} objectives are missed: ${missed.map((one) => one.title).join('; ')}.`,
    );
  }, [number, result, question]);
  const saidProblem = useRef(problem);
  useEffect(() => {
    if (problem === saidProblem.current) return;
    saidProblem.current = problem;
    if (problem) announce(`The simulation did not finish: ${problem}. Your drawing is saved.`, 'assertive');
  }, [problem]);
}
