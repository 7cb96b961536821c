import type { SeedTrace, SeedView } from '../../../domain/world/wire.ts';
import type { WorldSeedResult } from '../../../sandbox/contract.ts';
import { worldTraceEventsMax } from '../../limits.ts';

/** What a run says of one seed, key by key: what a result gets later stays here until somebody writes it down. */
export function seedView(result: WorldSeedResult): SeedView {
  const { seed, status, message, passed, faults, shrunk } = result;
  return {
    seed,
    status,
    message,
    passed,
    broken: brokenOf(result),
    faults: faults.length,
    shrunk: shrunk && {
      invariant: shrunk.invariant,
      faults: shrunk.faults.map(({ id, kind, t, what }) => ({ id, kind, t, what })),
      without: [...shrunk.without],
    },
  };
}

/** One seed with everything that happened in it. */
export function seedTrace(result: WorldSeedResult): SeedTrace {
  const { seed, status, message, faults, endedAtMs } = result;
  const events = result.trace ?? [];
  return {
    seed,
    status,
    message,
    broken: brokenOf(result),
    faults: faults.map(({ id, kind, t, what }) => ({ id, kind, t, what })),
    console: result.console.map(({ t, replica, level, text }) => ({ t, replica, level, text })),
    events: events
      .slice(0, worldTraceEventsMax)
      .map(({ id, t, replica, part, op, key, outcome, cause, data }) => ({
        id,
        t,
        replica,
        part,
        op,
        key,
        outcome,
        cause,
        data,
      })),
    eventsLeftOut: Math.max(0, events.length - worldTraceEventsMax),
    endedAtMs,
  };
}

function brokenOf({ invariants }: WorldSeedResult) {
  return invariants
    .filter((one) => !one.held)
    .map(({ name, message, witnesses }) => ({ name, message, witnesses }));
}
