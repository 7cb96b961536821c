import { z } from 'zod';
import { labCheckSchema, labLayoutSchema } from '../../../domain/lab/check-schema.ts';
import { statementCharactersMax } from '../limits.ts';

/** What the service takes from the platform's other processes. They hold the secret, and are read strictly all the same. */
const requestId = z.string().min(1).max(200);
const key = z.string().regex(/^[A-Za-z0-9:_-]{1,80}$/);
const session = z.enum(['a', 'b']);
const question = {
  slug: z.string().min(1).max(100),
  contentHash: z.string().regex(/^[0-9a-f]{8,128}$/),
  layout: labLayoutSchema,
  schemaSql: z.string(),
  dataSets: z.record(z.string(), z.string()),
};
const files = z
  .array(z.strictObject({ path: z.string().max(200), text: z.string().max(statementCharactersMax) }))
  .max(20);
const keyed = z.strictObject({ key });
const open = z.strictObject({
  requestId,
  key,
  realCandidate: z.boolean(),
  question: z.strictObject(question),
});

export const requestSchemas = {
  open,
  reset: open,
  execute: z.strictObject({
    requestId,
    key,
    session,
    sql: z.string(),
    parameters: z.record(z.string(), z.string().nullable()).optional(),
    explain: z.enum(['plan', 'analyze']).optional(),
  }),
  cancel: z.strictObject({ key, session }),
  states: keyed,
  schema: keyed,
  close: keyed,
  grade: z.strictObject({
    requestId,
    fairnessKey: z.string().min(1).max(200),
    realCandidate: z.boolean(),
    question: z.strictObject({ ...question, checks: z.array(labCheckSchema), reference: files }),
    files,
    select: z.enum(['visible', 'all']),
    stopAfterFailureOf: z.string().optional(),
  }),
  prepare: z.strictObject({ requestId, question: z.strictObject(question) }),
};
