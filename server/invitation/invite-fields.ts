import { z } from 'zod';
import { runtimes } from '../../domain/form.ts';
import { timeFactorMax } from '../limits.ts';
import { instantOfLocal, isTimeZone } from './last-moment.ts';

/** What every invitation form states beside the person. */
export const timeZoneSchema = z.string().max(100).refine(isTimeZone, 'Choose a time zone.');

export const localMomentSchema = z.string().max(40);

export const timeFactorSchema = z
  .string()
  .trim()
  .transform((text, context) => {
    const value = /^\d([.,]\d{1,3})?$/u.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
    if (!(value >= 1 && value <= timeFactorMax)) {
      context.addIssue({ code: 'custom', message: `A factor from 1 to ${timeFactorMax}, for example 1.25.` });
      return z.NEVER;
    }
    return value;
  });

export const runtimeSchema = z
  .union([z.literal(''), z.enum(runtimes)])
  .default('')
  .transform((value) => (value === '' ? null : value));

/** Puts a typed date and time together with its zone; the message stands beside the date. */
export function startByOf(fields: { startBy: string; timeZone: string }, context: z.RefinementCtx): Date {
  const instant = instantOfLocal(fields.startBy, fields.timeZone);
  if (instant) return instant;
  context.addIssue({ code: 'custom', path: ['startBy'], message: 'Choose a date and a time.' });
  return z.NEVER;
}
