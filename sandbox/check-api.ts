/**
 * What the author of a code question writes against. `check.ts` of a question default-exports an array of `Check`.
 * It runs in the worker's own realm: expected values, hidden inputs and the comparison stay there. It may import
 * types only (its source is shipped as text), so everything it needs at run time comes in through `guest` and `tools`.
 */
import type { Json, RunLimits } from './contract.ts';

/** The candidate's program behind the message boundary: JSON in, JSON out, nothing shared. */
export interface Guest {
  /**
   * Calls an exported function of `driver.ts` (or of the answer's entry file when the question has no driver) with
   * JSON arguments, awaits it, and gives back its result as JSON. Rejects with `GuestThrew` when the program threw;
   * limits end the check with their own status and never reach the author's code.
   */
  call(name: string, ...args: Json[]): Promise<Json>;
  /** CPU milliseconds that the guest has used in this check so far. */
  cpuMs(): number;
  /** Names exported by the answer's entry file. */
  exports(): Promise<string[]>;
  /** The answer's files as the candidate wrote them, for checks of form (length of functions, imports). */
  files: ReadonlyArray<{ path: string; text: string }>;
}

/** Seeded randomness for property tests: the same seed gives the same inputs on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer in [min, max], both included. */
  int(min: number, max: number): number;
  pick<T>(items: readonly T[]): T;
  shuffle<T>(items: readonly T[]): T[];
}

export interface CheckTools {
  random(seed: number): Random;
  /** Ends the check as failed with this message. */
  fail(message: string, shown?: { input?: Json; expected?: Json; actual?: Json }): never;
  /** Ends the check as failed unless `condition`. */
  assert(condition: boolean, message: string, shown?: { input?: Json; expected?: Json; actual?: Json }): void;
  /** Deep equality of JSON values; on a difference ends the check as failed, naming the first path that differs. */
  equal(actual: Json, expected: Json, message: string, input?: Json): void;
}

/** Thrown by `guest.call` when the candidate's program threw; catch it where an error is the expected outcome. */
export interface GuestThrew extends Error {
  readonly guestName: string;
  readonly guestMessage: string;
}

export interface Check {
  /** kebab-case; wrong answers are named `<check>--<why>.ts` after it. */
  name: string;
  /** One line a candidate may read when the check is visible. */
  title: string;
  visible?: boolean;
  /** Relative weight, default 1; normalised over all checks of the question. */
  weight?: number;
  limits?: RunLimits;
  /** Runs in a fresh isolate of its own. Returning means passed. */
  run(guest: Guest, tools: CheckTools): Promise<void>;
}
