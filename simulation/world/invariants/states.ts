import type { Ms } from '../../core/event-queue.ts';
import type { TraceEvent } from '../../core/trace.ts';
import type { WorldState } from '../world-state.ts';
import { broken, held, online, type Rule, type Select } from './invariant.ts';

/** A predicate that must not be true after any event. Gives a sentence when it is, or null. */
export function never(wrong: (state: WorldState, event: TraceEvent) => string | null, when: Select): Rule {
  return online((state) => ({
    on(event) {
      if (!when(event)) return null;
      const message = wrong(state, event);
      return message === null ? null : broken(message, event);
    },
  }));
}

/**
 * Bounded liveness: at the end, which lies at least `afterLastFaultMs` behind the last fault and the last request,
 * nothing may be wrong any more. The sentence says what is.
 */
export function eventually(wrong: (state: WorldState) => string | null): Rule {
  return {
    begin() {
      let last: TraceEvent | undefined;
      return {
        on(event) {
          if (event.outcome === 'fault') last = event;
        },
        finish(state) {
          const message = wrong(state);
          return message === null ? held : broken(message, last);
        },
      };
    },
  };
}

/** What a world conserves: the total at the end is what it must be. */
export function conserved(
  total: (state: WorldState) => number,
  expected: (state: WorldState) => number,
): Rule {
  return eventually((state) => {
    const is = total(state);
    const must = expected(state);
    return is === must ? null : `The total is ${is}, it must be ${must}`;
  });
}

/**
 * A quantile of a duration, judged over all seeds together: one seed has too few samples for a p99. `sample` gives the
 * milliseconds of an event, or null for events that do not count.
 */
export function latency(
  sample: (event: TraceEvent) => Ms | null,
  quantile: number,
  maxMs: Ms,
  samplesMin = 100,
): Rule {
  return {
    begin() {
      const samples: number[] = [];
      return {
        on(event) {
          const ms = sample(event);
          if (ms !== null) samples.push(ms);
        },
        finish: () => ({ ...held, samples }),
      };
    },
    pooled(samples) {
      if (samples.length < samplesMin)
        return {
          held: false,
          value: samples.length,
          message: `${samples.length} samples, ${samplesMin} are needed`,
        };
      const sorted = [...samples].sort((a, b) => a - b);
      const value = sorted[Math.min(sorted.length - 1, Math.ceil(quantile * sorted.length) - 1)] ?? 0;
      const name = `p${Number((quantile * 100).toPrecision(4))}`;
      return {
        held: value <= maxMs,
        value,
        message: `${name} is ${Math.round(value)} ms, at most ${maxMs} ms allowed`,
      };
    },
  };
}
