import type { Incident, InvestigationStep } from './incident.ts';

/**
 * An investigation is its steps in the order in which they were taken; everything else follows from them:
 *
 *   open card    costs its minutes and shows what it shows
 *   act          costs its minutes; from its end on harm is done at another rate, the actions' factors multiplied
 *
 * Harm is the rate integrated over simulated time. A card or an action can be taken once, and only while the budget has
 * its minutes; the diagnosis costs no time.
 */
export interface InvestigationState {
  steps: InvestigationEntry[];
  /** Simulated minutes spent so far. */
  spentMinutes: number;
  leftMinutes: number;
  /** Minutes of harm at the full rate, until now. */
  harmMinutes: number;
  /** Factor on the rate now. */
  harmFactor: number;
}

export interface InvestigationEntry {
  step: InvestigationStep;
  /** Simulated minutes from being on call. */
  fromMinute: number;
  toMinute: number;
}

export type StepRefusal = 'unknown' | 'already' | 'no-time';

type Costs = {
  clock: Pick<Incident['clock'], 'budget'>;
  cards: readonly { id: string; minutes: number }[];
  actions: readonly { id: string; minutes: number; harm: number }[];
};

/** Steps that are unknown, repeated or too late are left out, so that stored rows never break a page. */
export function replayInvestigation(
  incident: Costs,
  steps: readonly InvestigationStep[],
): InvestigationState {
  const state: InvestigationState = {
    steps: [],
    spentMinutes: 0,
    leftMinutes: incident.clock.budget,
    harmMinutes: 0,
    harmFactor: 1,
  };
  for (const step of steps) {
    if (refuseStep(incident, state, step) !== null) continue;
    const found = findStep(incident, step);
    if (!found) continue;
    const fromMinute = state.spentMinutes;
    state.spentMinutes += found.minutes;
    state.leftMinutes -= found.minutes;
    state.harmMinutes += found.minutes * state.harmFactor;
    // Effects add up: what stopped the harm still stops it when something useless is done after it.
    if ('harm' in found) state.harmFactor *= found.harm;
    state.steps.push({
      step: { kind: step.kind, id: step.id },
      fromMinute,
      toMinute: state.spentMinutes,
    });
  }
  return state;
}

/** Why a step can't be taken now; null when it can. */
export function refuseStep(
  incident: Costs,
  state: Pick<InvestigationState, 'steps' | 'leftMinutes'>,
  step: InvestigationStep,
): StepRefusal | null {
  const found = findStep(incident, step);
  if (!found) return 'unknown';
  if (state.steps.some((entry) => entry.step.kind === step.kind && entry.step.id === step.id))
    return 'already';
  return found.minutes > state.leftMinutes ? 'no-time' : null;
}

/** Minutes of harm until the end of the budget, if nothing more is done. What efficiency is judged by. */
export function harmToTheEnd(state: InvestigationState): number {
  return state.harmMinutes + state.leftMinutes * state.harmFactor;
}

function findStep(
  incident: Costs,
  step: InvestigationStep,
): { minutes: number } | { minutes: number; harm: number } | undefined {
  return step.kind === 'card'
    ? incident.cards.find((card) => card.id === step.id)
    : incident.actions.find((action) => action.id === step.id);
}

/** `HH:MM` some minutes after another, within a day. */
export function clockAt(from: string, minutes: number): string {
  const [hours = 0, mins = 0] = from.split(':').map(Number);
  const total = (((hours * 60 + mins + Math.floor(minutes)) % 1440) + 1440) % 1440;
  return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`;
}

/** Minutes from one `HH:MM` to the next time it is another. */
export function minutesBetween(from: string, to: string): number {
  const read = (text: string) => {
    const [hours = 0, mins = 0] = text.split(':').map(Number);
    return hours * 60 + mins;
  };
  return (((read(to) - read(from)) % 1440) + 1440) % 1440;
}
