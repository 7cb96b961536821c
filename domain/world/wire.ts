import { z } from 'zod';

/**
 * What a page and the server tell each other about runs of a world, and how a run lies in the run list. One schema for
 * the door, the stored row and the page. Of the world itself only what a published seed showed is in it.
 */
const milliseconds = z.number();

export const seedStatuses = [
  'ok',
  'deadlock',
  'never-yields',
  'too-many-events',
  'exited',
  'time-limit',
  'memory-limit',
  'output-limit',
] as const;

export const firedFaultSchema = z.object({
  id: z.string(),
  kind: z.string(),
  t: milliseconds,
  what: z.string(),
});
export type FiredFault = z.infer<typeof firedFaultSchema>;

const brokenInvariant = z.object({
  name: z.string(),
  message: z.string(),
  /** Ids of the trace's events that show it. */
  witnesses: z.array(z.number()),
});

const shrunkPlan = z.object({
  invariant: z.string(),
  faults: z.array(firedFaultSchema),
  /** Ids of the faults that were left out. */
  without: z.array(z.string()),
});

export const seedViewSchema = z.object({
  seed: z.number().int(),
  status: z.enum(seedStatuses),
  /** Of a status that is not `ok`: what happened. */
  message: z.string(),
  passed: z.boolean(),
  broken: z.array(brokenInvariant),
  /** How many faults befell the seed. */
  faults: z.number().int(),
  shrunk: shrunkPlan.nullable(),
});
export type SeedView = z.infer<typeof seedViewSchema>;

const programError = z.object({
  name: z.string(),
  message: z.string(),
  file: z.string().nullable(),
  line: z.number().nullable(),
  column: z.number().nullable(),
  stack: z.array(z.string()),
});

export const invariantViewSchema = z.object({
  name: z.string(),
  held: z.boolean(),
  failing: z.number().int(),
  pooled: z.object({ value: z.number(), message: z.string() }).nullable(),
});
export type InvariantView = z.infer<typeof invariantViewSchema>;

/** How a run lies in its row. */
export const worldVerdictSchema = z.object({
  kind: z.literal('seeds'),
  status: z.enum(['ok', 'error', 'time-limit', 'memory-limit', 'output-limit']),
  error: programError.nullable(),
  /** Seeds that were asked for: 1 to this. */
  asked: z.number().int(),
  /** Stopped by the candidate, before all seeds had run. */
  stopped: z.boolean(),
  seeds: z.array(seedViewSchema),
  /** Empty when the run was stopped: over some of the seeds they say nothing. */
  invariants: z.array(invariantViewSchema),
  wallMs: milliseconds,
});
export type WorldVerdict = z.infer<typeof worldVerdictSchema>;

export const worldRunSchema = worldVerdictSchema.extend({
  /** 1-based within the question; 0 in practice, where runs are not kept. */
  number: z.number().int(),
  finishedAt: z.coerce.date(),
  files: z.array(z.object({ path: z.string(), text: z.string() })),
});
export type WorldRun = z.infer<typeof worldRunSchema>;
export const worldRunsSchema = z.object({ runs: z.array(worldRunSchema) });

/** One line of a run's answer. */
export const runLineSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('begun'), number: z.number().int(), asked: z.number().int() }),
  z.object({ type: z.literal('seed'), seed: seedViewSchema }),
  z.object({ type: z.literal('done'), run: worldRunSchema }),
  z.object({
    type: z.literal('failed'),
    message: z.string(),
    requestId: z.string(),
    retryAfterMs: z.number().nullable(),
  }),
]);
export type RunLine = z.infer<typeof runLineSchema>;

export const traceEventSchema = z.object({
  id: z.number().int(),
  t: milliseconds,
  replica: z.string().nullable(),
  part: z.string(),
  op: z.string(),
  key: z.string(),
  /** `call` was sent, `ok` or an error code is a reply, then `effect` and `fault`. */
  outcome: z.string(),
  cause: z.number().int(),
  data: z.record(z.string(), z.unknown()),
});
export type TraceEvent = z.infer<typeof traceEventSchema>;

export const replicaLineSchema = z.object({
  t: milliseconds,
  replica: z.string(),
  level: z.enum(['info', 'warn', 'error']),
  text: z.string(),
});
export type ReplicaLine = z.infer<typeof replicaLineSchema>;

/** One seed, looked at: everything that happened in it. */
export const seedTraceSchema = z.object({
  seed: z.number().int(),
  status: z.enum(seedStatuses),
  message: z.string(),
  broken: z.array(brokenInvariant),
  faults: z.array(firedFaultSchema),
  console: z.array(replicaLineSchema),
  events: z.array(traceEventSchema),
  /** Events that came after those shown, of a seed with very many. */
  eventsLeftOut: z.number().int(),
  endedAtMs: milliseconds,
});
export type SeedTrace = z.infer<typeof seedTraceSchema>;
