import { z } from 'zod';
import { answerTextCharactersMax } from '../../../server/limits.ts';

export const itemNumber = z.number().int().min(1).max(500);

/** The code as it stands in the editor. The sandbox has its own, tighter bounds for single files. */
export const files = z
  .array(
    z.strictObject({
      path: z
        .string()
        .regex(/^[A-Za-z0-9_./-]{1,120}$/u)
        .refine((path) => !path.startsWith('/') && !path.split('/').includes('..'), 'not a relative path'),
      text: z.string().max(answerTextCharactersMax),
    }),
  )
  .min(1)
  .max(40);
