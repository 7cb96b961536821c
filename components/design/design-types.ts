import type { Design } from '../../domain/design/design.ts';
import type { ComponentKind } from '../../simulation/load/drawing/kinds.ts';
import type { Objective, Scenario } from '../../simulation/load/scenario.ts';

/** What the page holds of a design question. All of it is shown; what is graded with other seeds is not here. */
export interface DesignQuestionView {
  scenario: Scenario;
  objectives: readonly Objective[];
  start: Design;
  /** Ids of components that cannot be removed or changed: clients, systems of others. */
  fixed: readonly string[];
  palette: readonly ComponentKind[];
  /** The published seed: every run in the browser is with it. */
  seed: number;
  /** What the decision note must say: a line of Markdown. */
  note: string;
}
