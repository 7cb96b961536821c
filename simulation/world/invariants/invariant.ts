import type { Ms } from '../../core/event-queue.ts';
import type { TraceEvent } from '../../core/trace.ts';
import type { WorldState } from '../world-state.ts';

/** Which events a rule is about, and what two of them have in common. */
export type Select = (event: TraceEvent) => boolean;
export type KeyOf = (event: TraceEvent) => string;

export type InvariantKind = 'safety' | 'liveness' | 'performance' | 'usefulness';

/** What one seed said about one invariant. */
export interface Finding {
  held: boolean;
  /** One sentence about what happened, with the values that show it; empty when it held. */
  message: string;
  /** Ids of the two or three events that show it. */
  witnesses: number[];
  /** Measurements that are judged over all seeds together; then `held` is of this seed alone. */
  samples?: number[];
}

/** Watches one seed. `on` sees every event in order, `finish` the end. */
export interface Watch {
  on(event: TraceEvent): void;
  finish(state: WorldState, endedAt: Ms): Finding;
}

/** A rule of a world, without its name and share: what the library's functions make. */
export interface Rule {
  begin(state: WorldState): Watch;
  /** For rules that are judged over all seeds: from all samples to a verdict. */
  pooled?(samples: readonly number[]): { held: boolean; value: number; message: string };
}

export interface Invariant {
  name: string;
  /** One sentence for the candidate: what must hold. */
  title: string;
  kind: InvariantKind;
  /** Share of the question's score; all shares of a world sum to 1. */
  weight: number;
  rule: Rule;
}

export const held: Finding = { held: true, message: '', witnesses: [] };

export function broken(message: string, ...witnesses: (TraceEvent | undefined)[]): Finding {
  return {
    held: false,
    message,
    witnesses: witnesses.flatMap((event) => (event === undefined ? [] : [event.id])),
  };
}

/** A rule that is decided while events come: the first thing that breaks it stands. */
export function online(
  begin: (state: WorldState) => {
    on: (event: TraceEvent) => Finding | null;
    end?: (endedAt: Ms) => Finding | null;
  },
): Rule {
  return {
    begin(state) {
      const rule = begin(state);
      let first: Finding | null = null;
      return {
        on(event) {
          first ??= rule.on(event);
        },
        finish(_state, endedAt) {
          return first ?? rule.end?.(endedAt) ?? held;
        },
      };
    },
  };
}
