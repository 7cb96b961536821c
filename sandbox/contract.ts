/**
 * What crosses the door of the sandbox, as plain values. Everybody outside this room (server, proof, command line)
 * speaks these types and nothing else; how a program is run is this room's own business.
 *
 * Two outcomes are kept apart everywhere: a `Verdict` is about the candidate's program, a `SandboxFailure` is ours
 * and never becomes a score.
 */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** One file of an answer. `path` is relative, with `/`, for example `solution.ts` or `lib/clock.ts`. */
export interface SourceFile {
  path: string;
  text: string;
}

export type VerdictStatus = 'ok' | 'error' | 'time-limit' | 'memory-limit' | 'output-limit';

export interface ConsoleLine {
  level: 'log' | 'info' | 'warn' | 'error' | 'debug';
  text: string;
  /** Milliseconds since the run began. */
  atMs: number;
}

/** An error of the candidate's program. Positions are those of the candidate's own file, 1-based. */
export interface GuestError {
  name: string;
  message: string;
  file: string | null;
  line: number | null;
  column: number | null;
  /** Frames of the candidate's own files only. */
  stack: string[];
}

export interface CheckResult {
  name: string;
  title: string;
  visible: boolean;
  /** Share of the question's score; the weights of all checks of a question sum to 1. */
  weight: number;
  passed: boolean;
  /** `ok` when the program ran and its outputs were compared; else why it could not be compared. */
  status: VerdictStatus;
  /** One sentence for the author of the answer. Of a hidden check it is for staff only. */
  message: string;
  /** Only of visible checks. */
  input: string | null;
  expected: string | null;
  actual: string | null;
  wallMs: number;
  cpuMs: number;
}

export interface Verdict {
  /** `ok` means the program itself ended well; whether it is right stands in `checks`. */
  status: VerdictStatus;
  error: GuestError | null;
  console: ConsoleLine[];
  /** Result of `kind: 'module'`: the default export (or the `result` export) as JSON, else null. */
  value: Json;
  /** Empty for `kind: 'module'`. */
  checks: CheckResult[];
  wallMs: number;
  cpuMs: number;
  /** Heap of the isolate at its highest measured point, in bytes. */
  memoryBytes: number;
}

export type FailureCode =
  | 'overloaded'
  | 'unavailable'
  | 'worker-died'
  | 'bad-frame'
  | 'check-broken'
  | 'unconfined-refused'
  | 'internal';

export interface SandboxFailure {
  code: FailureCode;
  /** For the log and for staff; never shown to a candidate. */
  message: string;
  requestId: string;
  /** Milliseconds after which a retry makes sense; null when it does not. */
  retryAfterMs: number | null;
}

export type RunOutcome =
  | { kind: 'verdict'; verdict: Verdict; confinement: Confinement }
  | { kind: 'failure'; failure: SandboxFailure };

export type Confinement = 'bubblewrap' | 'namespaces' | 'none';

/** Limits a question may set; each is clamped to the room's own maximum in `limits.ts`. */
export interface RunLimits {
  wallMs?: number;
  cpuMs?: number;
  memoryMb?: number;
}

interface RunBase {
  /** Appears in logs, failures and nothing else. */
  requestId: string;
  /** Runs that share a key share one queue: one attempt cannot starve the others. */
  fairnessKey: string;
  /** True for real candidates: refused without confinement unless the operator accepted that. */
  realCandidate: boolean;
  files: SourceFile[];
  limits?: RunLimits;
}

/** Runs a module once: top-level await allowed; `input` is the global `input` in the guest. */
export interface ModuleRun extends RunBase {
  kind: 'module';
  entry: string;
  input?: Json;
}

/** Runs a question's checks on an answer. `driver` is guest code without secrets, `checks` is host code. */
export interface ChecksRun extends RunBase {
  kind: 'checks';
  /** TypeScript source of the question's `driver.ts`, seen by the guest as the file `driver.ts`; may be null. */
  driver: string | null;
  /** TypeScript source of the question's `check.ts`; loaded in the worker's own realm, never in the guest. */
  checks: string;
  select: 'visible' | 'all';
  /** When set, the run may stop as soon as this check has failed (the proof of wrong answers). */
  stopAfterFailureOf?: string;
}

export type RunRequest = ModuleRun | ChecksRun;

export interface SandboxHealth {
  status: 'ok' | 'down';
  confinement: Confinement;
  /** One sentence: why the confinement is what it is, and how to get more. */
  confinementNote: string;
  queued: number;
  running: number;
}

/** The only way in. Both the in-process supervisor and the remote one implement it. */
export interface Sandbox {
  run(request: RunRequest, signal?: AbortSignal): Promise<RunOutcome>;
  health(): Promise<SandboxHealth>;
  close(): Promise<void>;
}

/** Runs a program as the replicas of a question's simulated world, once for each seed. */
export interface WorldRunRequest extends RunBase {
  /** TypeScript source of the question's `world.ts`; loaded in the worker's own realm, never in the guest. */
  world: string;
  /** Hex. Empty for the published seeds; a pinned version's secret for the held-out ones. */
  secret: string;
  seeds: number[];
  /** With it every seed carries its trace; meant for one seed at a time. */
  wantTrace: boolean;
  /** Reduce each failing seed's faults to a smallest plan under which its first broken invariant still breaks. */
  shrink: boolean;
  /** Faults to leave out, by id: a shrunk seed is looked at again with those that shrinking left out. */
  without?: string[];
  /** Stop after so many seeds that broke something (the proof of wrong answers). */
  stopAfterFailures?: number;
}

export type WorldSeedStatus =
  | 'ok'
  /** Nothing is left to happen, and the program still waits. */
  | 'deadlock'
  /** One step ran on without ever waiting. */
  | 'never-yields'
  | 'too-many-events'
  | 'exited'
  | 'time-limit'
  | 'memory-limit'
  | 'output-limit';

/** One event of a seed's trace. `t` is virtual time in milliseconds, `cause` the id of what led to it or 0. */
export interface WorldTraceEvent {
  id: number;
  t: number;
  replica: string | null;
  part: string;
  op: string;
  key: string;
  /** `call` was sent · `ok` or an error code is a reply, whose cause is its call · `effect` · `fault`. */
  outcome: string;
  cause: number;
  /** Of a call, `at` is where in the program it was made: `solution.ts:12:5`. */
  data: Record<string, Json>;
}

export interface WorldFault {
  id: string;
  kind: string;
  t: number;
  what: string;
}

export interface WorldSeedResult {
  seed: number;
  status: WorldSeedStatus;
  /** Of a status that is not `ok`: what happened, in one sentence. */
  message: string;
  /** Status `ok` and every invariant held. */
  passed: boolean;
  /** `witnesses` are ids of the trace's events. Empty when a limit ended the seed. */
  invariants: { name: string; held: boolean; message: string; witnesses: number[] }[];
  faults: WorldFault[];
  console: { t: number; replica: string; level: 'info' | 'warn' | 'error'; text: string }[];
  events: number;
  /** The same source, seed and engine give the same on any machine. Empty when a limit ended the seed. */
  traceHash: string;
  endedAtMs: number;
  cpuMs: number;
  /** Null unless it was asked for. */
  trace: WorldTraceEvent[] | null;
  /** The smallest plan that still breaks `invariant`; `without` gives it to another run of this seed. */
  shrunk: { invariant: string; faults: WorldFault[]; without: string[] } | null;
}

export interface WorldInvariantResult {
  name: string;
  title: string;
  kind: 'safety' | 'liveness' | 'performance' | 'usefulness';
  /** Share of the question's score. */
  weight: number;
  held: boolean;
  /** Seeds that broke it, or did not come to their end. */
  failingSeeds: number[];
  /** Of an invariant that is judged over all seeds together. */
  pooled: { value: number; message: string } | null;
}

export interface WorldResult {
  /** `error` means that the program could not be loaded: then no seed ran. */
  status: VerdictStatus;
  error: GuestError | null;
  /** In the order asked for; fewer when the run was cut short. */
  seeds: WorldSeedResult[];
  invariants: WorldInvariantResult[];
  /** The published budget in sentences, as the definition has it. */
  faultBudget: string[];
  wallMs: number;
  cpuMs: number;
  memoryBytes: number;
}

export type WorldOutcome =
  | { kind: 'world'; result: WorldResult; confinement: Confinement }
  | { kind: 'failure'; failure: SandboxFailure };

export interface WorldRunOptions {
  signal?: AbortSignal;
  /** Called for each seed as soon as it is known, in order. */
  onSeed?: (seed: WorldSeedResult) => void;
}

/** What both clients of the sandbox offer beside `Sandbox`. */
export interface WorldSandbox {
  runWorld(request: WorldRunRequest, options?: WorldRunOptions): Promise<WorldOutcome>;
}
