import { z } from 'zod';
import type { Json, RunOutcome, SandboxHealth, WorldOutcome, WorldSeedResult } from '../contract.ts';
import {
  consoleLineSchema,
  guestErrorSchema,
  traceEventSchema,
  writtenSeedSchema,
} from '../protocol/message.ts';

/** What a remote supervisor answers, checked where it comes in. */
const json: z.ZodType<Json> = z.json();
const status = z.enum(['ok', 'error', 'time-limit', 'memory-limit', 'output-limit']);
const confinement = z.enum(['bubblewrap', 'namespaces', 'none']);

const checkResult = z.strictObject({
  name: z.string(),
  title: z.string(),
  visible: z.boolean(),
  weight: z.number(),
  passed: z.boolean(),
  status,
  message: z.string(),
  input: z.string().nullable(),
  expected: z.string().nullable(),
  actual: z.string().nullable(),
  wallMs: z.number(),
  cpuMs: z.number(),
});

const verdict = z.strictObject({
  status,
  error: guestErrorSchema.nullable(),
  console: z.array(consoleLineSchema),
  value: json,
  checks: z.array(checkResult),
  wallMs: z.number(),
  cpuMs: z.number(),
  memoryBytes: z.number(),
});

const failure = z.strictObject({
  code: z.enum([
    'overloaded',
    'unavailable',
    'worker-died',
    'bad-frame',
    'check-broken',
    'unconfined-refused',
    'internal',
  ]),
  message: z.string(),
  requestId: z.string(),
  retryAfterMs: z.number().nullable(),
});

export const outcomeSchema: z.ZodType<RunOutcome> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('verdict'), verdict, confinement }),
  z.strictObject({ kind: z.literal('failure'), failure }),
]);

const worldSeedSchema: z.ZodType<WorldSeedResult> = writtenSeedSchema.extend({
  trace: z.array(traceEventSchema).nullable(),
});

const worldResult = z.strictObject({
  status,
  error: guestErrorSchema.nullable(),
  seeds: z.array(worldSeedSchema),
  invariants: z.array(
    z.strictObject({
      name: z.string(),
      title: z.string(),
      kind: z.enum(['safety', 'liveness', 'performance', 'usefulness']),
      weight: z.number(),
      held: z.boolean(),
      failingSeeds: z.array(z.number()),
      pooled: z.strictObject({ value: z.number(), message: z.string() }).nullable(),
    }),
  ),
  faultBudget: z.array(z.string()),
  wallMs: z.number(),
  cpuMs: z.number(),
  memoryBytes: z.number(),
});

/** One line of the answer to a world's run: a seed, or at last the outcome, whose seeds are those that came before. */
export const worldLineSchema: z.ZodType<{ seed: WorldSeedResult } | { outcome: WorldOutcome }> = z.union([
  z.strictObject({ seed: worldSeedSchema }),
  z.strictObject({
    outcome: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('world'), result: worldResult, confinement }),
      z.strictObject({ kind: z.literal('failure'), failure }),
    ]),
  }),
]);

export const healthSchema: z.ZodType<SandboxHealth> = z.strictObject({
  status: z.enum(['ok', 'down']),
  confinement,
  confinementNote: z.string(),
  queued: z.number(),
  running: z.number(),
});
