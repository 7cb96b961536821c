/**
 * The messages between the world, which is on the host's side, and a replica, which is one context of an isolate. Who
 * is calling is the context that was pumped, never what a message says. All of it crosses as JSON text.
 */
import type { Ms } from '../core/event-queue.ts';
import type { Json } from './value.ts';

/** What a remote call came to, as the program sees it. `sent: true` means that the outcome is unknown. */
export interface CallError {
  code: string;
  message: string;
  sent: boolean;
}

/** `[id, 1, value]` a reply · `[id, 0, error]` · `[id, 2, source, argument, serverNow, entries]` run a script now ·
 * `[0, 3, n, request]` an inbound request · `[0, 4, name, value]` a signal of the process's surroundings. */
export type Delivery =
  | readonly [id: number, kind: 1, value: Json]
  | readonly [id: number, kind: 0, error: CallError]
  | readonly [id: number, kind: 2, source: string, argument: Json, serverNow: Ms, entries: Json]
  | readonly [id: 0, kind: 3, request: number, inbound: Json]
  | readonly [id: 0, kind: 4, name: 'term' | 'abort' | 'revoke' | 'assign', value: Json];

export interface BootMessage {
  replica: string;
  /** This replica's wall clock and its monotonic one, in milliseconds. */
  now: Ms;
  mono: Ms;
  /** Four 32-bit words of this start's own randomness; they tell nothing about any other stream of the seed. */
  random: readonly [number, number, number, number];
  config: Readonly<Record<string, string | number | boolean>>;
}

/** `id` 0 is a note that gets no reply. */
export interface GuestCall {
  id: number;
  op: string;
  args: readonly Json[];
  /** Where in the program the call was made, for the time line: `solution.ts:12:5`, or empty. */
  at: string;
}

/** What a step of a replica left: its calls, and why the process ended if it did. */
export interface Step {
  calls: GuestCall[];
  /** An unhandled rejection or a start that threw: the process exits, its supervisor starts another. */
  exit: string | null;
}

/**
 * One process of the program. `boot` evaluates it in a context of its own; a crash is a context that is never entered
 * again. Implementations throw `ProgramStopped` when a limit ends the whole run.
 */
export interface ReplicaProcess {
  boot(message: BootMessage): Step;
  deliver(now: Ms, mono: Ms, delivery: Delivery): Step;
  release(): void;
}

export interface ReplicaHost {
  start(replica: string): ReplicaProcess;
}

/** A limit has ended the program: the seed has no verdict of its own, the run has. */
export class ProgramStopped extends Error {
  readonly status: 'time-limit' | 'memory-limit' | 'output-limit' | 'error';

  constructor(status: ProgramStopped['status'], message: string) {
    super(message);
    this.status = status;
  }
}

const entryLengthMin = 3;

/** Reads an outbox. It is hostile input: whatever is not a call of the right shape makes it null. */
export function readCalls(text: string): GuestCall[] | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(`[${text}]`);
  } catch {
    return null;
  }
  if (!Array.isArray(parsed)) return null;
  const calls: GuestCall[] = [];
  for (const entry of parsed as unknown[]) {
    if (!Array.isArray(entry) || entry.length < entryLengthMin) return null;
    const [id, op, args, at] = entry as unknown[];
    if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 0) return null;
    if (typeof op !== 'string' || op.length > 64 || !Array.isArray(args)) return null;
    calls.push({ id, op, args: args as Json[], at: typeof at === 'string' ? at.slice(0, 200) : '' });
  }
  return calls;
}
