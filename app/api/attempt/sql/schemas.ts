import { z } from 'zod';
import { explainSchema, sessionNameSchema } from '../../../../domain/sql/wire.ts';
import { answerTextCharactersMax, sqlCharactersMax } from '../../../../server/limits.ts';
import { itemNumber } from '../schemas.ts';

/** A question of the form, or the practice one. */
const target = z.union([z.strictObject({ itemNumber }), z.strictObject({ practice: z.literal(true) })]);

export const targetBody = z.strictObject({ target });
export const cancelBody = z.strictObject({ target, session: sessionNameSchema });
export const executeBody = z.strictObject({
  target,
  session: sessionNameSchema,
  sql: z.string().max(sqlCharactersMax),
  explain: explainSchema.nullable(),
  parameters: z
    .record(z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/u), z.string().max(4_000).nullable())
    .refine((values) => Object.keys(values).length <= 20, 'too many parameters'),
});
export const checkBody = z.strictObject({
  target,
  files: z
    .array(
      z.strictObject({
        path: z.string().regex(/^[a-z][a-z0-9-]{0,60}\.sql$/u),
        text: z.string().max(answerTextCharactersMax),
      }),
    )
    .min(1)
    .max(12),
});
const targetParameter = z.union([
  z.literal('practice').transform((): { practice: true } => ({ practice: true })),
  z.coerce
    .number()
    .int()
    .min(1)
    .max(500)
    .transform((number) => ({ itemNumber: number })),
]);

/** `?target=practice` or `?target=<number>`. */
export function readTarget(request: Request): z.infer<typeof targetParameter> {
  return targetParameter.parse(new URL(request.url).searchParams.get('target'));
}

export const noStore = { headers: { 'cache-control': 'no-store' } };
export const sqlBodyBytesMax = 1024 * 1024;
