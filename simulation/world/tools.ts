import {
  atMostOnce,
  exactlyOneEffect,
  implies,
  monotonicToken,
  orderedBy,
  ratioMin,
  usefulness,
  windowMax,
} from './invariants/effects.ts';
import { broken, held, online } from './invariants/invariant.ts';
import { conserved, eventually, latency, never } from './invariants/states.ts';

/** What a question's `world.ts` is given: it is shipped as text and imports types only. */
export const worldTools = {
  atMostOnce,
  exactlyOneEffect,
  implies,
  orderedBy,
  monotonicToken,
  windowMax,
  usefulness,
  ratioMin,
  never,
  eventually,
  conserved,
  latency,
  online,
  broken,
  held,
};

export type WorldTools = typeof worldTools;
