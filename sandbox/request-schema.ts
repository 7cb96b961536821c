import { z } from 'zod';
import type { Json, RunRequest, WorldRunRequest } from './contract.ts';
import {
  checksSourceBytesMax,
  inputBytesMax,
  requestBytesMax,
  sourceFilesMax,
  sourcePathCharactersMax,
  worldSeedsMax,
} from './limits.ts';

const json: z.ZodType<Json> = z.json();

/** Relative, with `/`, no `..`, and no colon, which marks files of ours in stacks. */
const path = z
  .string()
  .min(1)
  .max(sourcePathCharactersMax)
  .regex(
    /^(?!\/)(?!.*(?:^|\/)\.{1,2}(?:\/|$))[\w./@+-]+$/u,
    'a relative path with letters, digits, . _ - / only',
  );

const base = {
  requestId: z.string().min(1).max(200),
  fairnessKey: z.string().min(1).max(200),
  realCandidate: z.boolean(),
  // Larger sources are a verdict of their own, so the schema lets them through up to what a request may weigh.
  files: z
    .array(z.strictObject({ path, text: z.string().max(requestBytesMax) }))
    .min(1)
    .max(sourceFilesMax)
    .refine(
      (files) => new Set(files.map((file) => file.path)).size === files.length,
      'two files have one path',
    ),
  limits: z
    .strictObject({
      wallMs: z.number().positive().finite().optional(),
      cpuMs: z.number().positive().finite().optional(),
      memoryMb: z.number().positive().finite().optional(),
    })
    .optional(),
};

const moduleRun = z.strictObject({
  kind: z.literal('module'),
  entry: path,
  input: json
    .refine((value) => JSON.stringify(value).length <= inputBytesMax, 'the input is too large')
    .optional(),
  ...base,
});

const checksRun = z.strictObject({
  kind: z.literal('checks'),
  driver: z.string().max(checksSourceBytesMax).nullable(),
  checks: z.string().max(checksSourceBytesMax),
  select: z.enum(['visible', 'all']),
  stopAfterFailureOf: z.string().max(100).optional(),
  ...base,
});

const runRequestSchema = z
  .discriminatedUnion('kind', [moduleRun, checksRun])
  .refine(
    (request) => request.kind === 'checks' || request.files.some((file) => file.path === request.entry),
    'the entry is not among the files',
  )
  .refine(
    (request) =>
      request.kind === 'module' ||
      request.driver === null ||
      request.files.every((file) => file.path !== 'driver.ts'),
    'driver.ts is the name of the question’s own file',
  );

const worldRunSchema = z.strictObject({
  ...base,
  world: z.string().max(checksSourceBytesMax),
  secret: z.string().regex(/^(?:[0-9a-f]{2}){0,128}$/u),
  seeds: z.array(z.number().int().nonnegative().max(1e12)).min(1).max(worldSeedsMax),
  wantTrace: z.boolean(),
  shrink: z.boolean(),
  without: z.array(z.string().max(500)).max(4_000).optional(),
  stopAfterFailures: z.number().int().positive().optional(),
});

/** The request for a world, or one sentence about what is wrong with it. */
export function parseWorldRunRequest(
  value: unknown,
): { ok: true; request: WorldRunRequest } | { ok: false; problem: string } {
  const parsed = worldRunSchema.safeParse(value);
  if (parsed.success) return { ok: true, request: parsed.data as WorldRunRequest };
  const issue = parsed.error.issues[0];
  return {
    ok: false,
    problem: issue === undefined ? 'not a request' : `${issue.path.join('.') || 'request'}: ${issue.message}`,
  };
}

/** The request, or one sentence about what is wrong with it. */
export function parseRunRequest(
  value: unknown,
): { ok: true; request: RunRequest } | { ok: false; problem: string } {
  const parsed = runRequestSchema.safeParse(value);
  if (parsed.success) return { ok: true, request: parsed.data as RunRequest };
  const issue = parsed.error.issues[0];
  return {
    ok: false,
    problem: issue === undefined ? 'not a request' : `${issue.path.join('.') || 'request'}: ${issue.message}`,
  };
}
