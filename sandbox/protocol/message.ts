import { z } from 'zod';
import type { Json } from '../contract.ts';
import {
  checkMessageCharactersMax,
  checksMax,
  consoleLineCharactersMax,
  cpuTimeMaxMs,
  errorStackFramesMax,
  errorTextCharactersMax,
  hostTimePerCheckMaxMs,
  isolateMemoryMaxMb,
  jsonDepthMax,
  resultBytesMax,
  shownValueCharactersMax,
  sourcePathCharactersMax,
  wallTimeMaxMs,
  worldConsoleLinesMax,
  worldTraceChunkCharactersMax,
} from '../limits.ts';
import { jsonDepth } from './json-depth.ts';

/**
 * What a worker may say. A worker that ran a hostile program may have been taken over, so each message is held
 * against these schemas, and their order against the transcript's rules, before anything in it is believed.
 */
const job = z.string().max(40);
const status = z.enum(['ok', 'error', 'time-limit', 'memory-limit', 'output-limit']);
const milliseconds = z.number().finite().nonnegative().max(3_600_000);
const text = (charactersMax: number) => z.string().max(charactersMax);

export const guestErrorSchema = z.strictObject({
  name: text(200),
  message: text(errorTextCharactersMax),
  file: text(sourcePathCharactersMax).nullable(),
  line: z.number().int().positive().nullable(),
  column: z.number().int().positive().nullable(),
  stack: z.array(text(500)).max(errorStackFramesMax),
});

export const consoleLineSchema = z.strictObject({
  level: z.enum(['log', 'info', 'warn', 'error', 'debug']),
  text: text(consoleLineCharactersMax + 100),
  atMs: milliseconds,
});

const plannedCheck = z.strictObject({
  name: text(100),
  title: text(300),
  visible: z.boolean(),
  weight: z.number().finite().min(0).max(1),
  wallMs: z.number().finite().positive().max(wallTimeMaxMs),
  cpuMs: z.number().finite().positive().max(cpuTimeMaxMs),
  memoryMb: z.number().int().positive().max(isolateMemoryMaxMb),
});

const shown = text(shownValueCharactersMax + 100).nullable();

const checkOutcome = z.strictObject({
  passed: z.boolean(),
  status,
  message: text(checkMessageCharactersMax + 100),
  input: shown,
  expected: shown,
  actual: shown,
  error: guestErrorSchema.nullable(),
  wallMs: milliseconds,
  cpuMs: milliseconds,
  memoryBytes: z.number().finite().nonnegative(),
});

/** A JSON text, parsed by the supervisor only after its length has been seen. */
const jsonText = z
  .string()
  .max(resultBytesMax + 100)
  .refine((value) => jsonDepth(value) <= jsonDepthMax, 'nested too deeply')
  .transform((value, context): Json => {
    try {
      const parsed: Json = JSON.parse(value);
      return parsed;
    } catch {
      context.addIssue({ code: 'custom', message: 'not JSON' });
      return z.NEVER;
    }
  });

const plannedInvariant = z.strictObject({
  name: text(100),
  title: text(500),
  kind: z.enum(['safety', 'liveness', 'performance', 'usefulness']),
  weight: z.number().finite().min(0).max(1),
});

const virtual = z.number().finite().nonnegative().max(1e9);
const fault = z.strictObject({ id: text(500), kind: text(40), t: virtual, what: text(500) });

/** A seed's outcome; its trace comes before it, in pieces. */
export const writtenSeedSchema = z.strictObject({
  seed: z.number().int().nonnegative(),
  status: z.enum([
    'ok',
    'deadlock',
    'never-yields',
    'too-many-events',
    'exited',
    'time-limit',
    'memory-limit',
    'output-limit',
  ]),
  message: text(1_000),
  passed: z.boolean(),
  invariants: z
    .array(
      z.strictObject({
        name: text(100),
        held: z.boolean(),
        message: text(1_100),
        witnesses: z.array(z.number().int().positive()).max(10),
      }),
    )
    .max(50),
  faults: z.array(fault).max(2_000),
  console: z
    .array(
      z.strictObject({
        t: virtual,
        replica: text(20),
        level: z.enum(['info', 'warn', 'error']),
        text: text(2_100),
      }),
    )
    .max(worldConsoleLinesMax),
  events: z.number().int().nonnegative(),
  traceHash: z.string().regex(/^[0-9a-f]{0,32}$/u),
  endedAtMs: virtual,
  cpuMs: milliseconds,
  shrunk: z
    .strictObject({
      invariant: text(100),
      faults: z.array(fault).max(2_000),
      without: z.array(text(500)).max(4_000),
    })
    .nullable(),
});

export const traceEventSchema = z.strictObject({
  id: z.number().int().positive(),
  t: virtual,
  replica: text(20).nullable(),
  part: text(100),
  op: text(100),
  key: text(20_000),
  outcome: text(100),
  cause: z.number().int().nonnegative(),
  data: z.record(z.string(), z.json()),
});

/** A piece of a trace as JSON text, parsed after its length and depth have been seen. */
const tracePiece = z
  .string()
  .max(worldTraceChunkCharactersMax)
  .refine((value) => jsonDepth(value) <= jsonDepthMax, 'nested too deeply')
  .transform((value, context) => {
    try {
      return z.array(traceEventSchema).parse(JSON.parse(value));
    } catch {
      context.addIssue({ code: 'custom', message: 'not a trace' });
      return z.NEVER;
    }
  });

export const workerMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready'), protocol: z.number() }),
  /** Candidate text is about to be looked at: from here on a death may be the program's doing. */
  z.strictObject({ type: z.literal('begun'), job }),
  z.strictObject({ type: z.literal('plan'), job, checks: z.array(plannedCheck).max(checksMax) }),
  z.strictObject({ type: z.literal('check-begun'), job, index: z.number().int().nonnegative() }),
  z.strictObject({ type: z.literal('console'), job, lines: z.array(consoleLineSchema).max(4_000) }),
  z.strictObject({
    type: z.literal('check'),
    job,
    index: z.number().int().nonnegative(),
    outcome: checkOutcome,
  }),
  /** Time that the question's own code has taken in the check that runs; it is not the program's. */
  z.strictObject({
    type: z.literal('host-time'),
    job,
    ms: z.number().finite().positive().max(hostTimePerCheckMaxMs),
  }),
  z.strictObject({
    type: z.literal('world-plan'),
    job,
    invariants: z.array(plannedInvariant).max(50),
    faultBudget: z.array(text(1_000)).max(50),
  }),
  z.strictObject({ type: z.literal('seed-begun'), job, index: z.number().int().nonnegative() }),
  z.strictObject({
    type: z.literal('trace'),
    job,
    index: z.number().int().nonnegative(),
    events: tracePiece,
  }),
  z.strictObject({
    type: z.literal('seed'),
    job,
    index: z.number().int().nonnegative(),
    result: writtenSeedSchema,
  }),
  /** The question's own check is at fault, not the answer. */
  z.strictObject({ type: z.literal('broken'), job, message: text(1_000) }),
  z.strictObject({
    type: z.literal('done'),
    job,
    status,
    error: guestErrorSchema.nullable(),
    value: jsonText,
    wallMs: milliseconds,
    cpuMs: milliseconds,
    memoryBytes: z.number().finite().nonnegative(),
    /** The worker is fit for no other program. */
    retire: z.boolean(),
  }),
]);

export type WorkerMessage = z.output<typeof workerMessageSchema>;
export type PlannedCheck = z.output<typeof plannedCheck>;
export type CheckOutcome = z.output<typeof checkOutcome>;
export type PlannedInvariant = z.output<typeof plannedInvariant>;
export type WrittenSeed = z.output<typeof writtenSeedSchema>;
export type WrittenTraceEvent = z.output<typeof traceEventSchema>;
/** The same before parsing: what the worker writes. */
export type WorkerSpeech = z.input<typeof workerMessageSchema>;
