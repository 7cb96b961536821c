'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { runForm } from '../../../../server/form-fields.ts';
import {
  localMomentSchema,
  startByOf,
  timeFactorSchema,
  timeZoneSchema,
} from '../../../../server/invitation/invite-fields.ts';
import { grantMinutesMax } from '../../../../server/limits.ts';
import { requireStaff } from '../../../../server/session.ts';
import { answerRequest, type RequestGrant } from '../../../../server/staff-attempt/answer-request.ts';

const schema = z
  .strictObject({
    attemptId: z.uuid(),
    requestId: z.uuid(),
    choice: z.enum(['answer', 'refuse', 'more-days', 'accommodation', 'time', 'void-question']),
    answer: z.string().trim().min(1, 'Write an answer. The candidate reads it.'),
    startBy: localMomentSchema.optional(),
    timeZone: z.string().optional(),
    timeFactor: z.string().optional(),
    minutes: z.string().trim().optional(),
  })
  .transform(({ choice, startBy, timeZone, timeFactor, minutes, ...answer }, context) => {
    const invalid = (path: string, message: string): never => {
      context.addIssue({ code: 'custom', path: [path], message });
      return z.NEVER;
    };
    const grant = (): RequestGrant => {
      // Fields that are not part of what is given are passed over, whatever is in them.
      switch (choice) {
        case 'answer':
        case 'refuse':
          return { kind: 'nothing' };
        case 'void-question':
          return { kind: 'void-question' };
        case 'more-days': {
          const zone = timeZoneSchema.safeParse(timeZone ?? '');
          if (!zone.success) return invalid('timeZone', 'Choose a time zone.');
          const fields = { startBy: startBy ?? '', timeZone: zone.data };
          return { kind: 'more-days', startBy: startByOf(fields, context), timeZone: zone.data };
        }
        case 'accommodation': {
          const factor = timeFactorSchema.safeParse(timeFactor ?? '');
          if (!factor.success)
            return invalid('timeFactor', factor.error.issues[0]?.message ?? 'Type a factor.');
          return { kind: 'accommodation', timeFactor: factor.data };
        }
        case 'time': {
          const given = /^\d{1,3}$/u.test(minutes ?? '') ? Number(minutes) : 0;
          if (given < 1 || given > grantMinutesMax) {
            return invalid('minutes', `Whole minutes, from 1 to ${grantMinutesMax}.`);
          }
          return { kind: 'time', sectionNumber: null, minutes: given };
        }
      }
    };
    const outcome: 'answered' | 'refused' | 'granted' =
      choice === 'answer' ? 'answered' : choice === 'refuse' ? 'refused' : 'granted';
    return { ...answer, outcome, grant: grant() };
  });

export async function answerRequestAction(data: FormData) {
  return runForm(data, schema, async (input) => {
    await answerRequest(await requireStaff(), input);
    revalidatePath(`/attempts/${input.attemptId}`);
    return null;
  });
}
