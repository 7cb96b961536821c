'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { runForm } from '../../../../../server/form-fields.ts';
import {
  localMomentSchema,
  startByOf,
  timeZoneSchema,
} from '../../../../../server/invitation/invite-fields.ts';
import { scheduleSession } from '../../../../../server/live/schedule-session.ts';
import { requireStaff } from '../../../../../server/session.ts';

const places = ['', 'lead', 'scorer', 'observer', 'unseen'] as const;
const placePrefix = 'place-';

/** The places of people are fields of their own: `place-<person id>`. */
const schema = z
  .object({
    positionId: z.uuid(),
    name: z.string().trim().min(1, 'Type the name.').max(200, 'At most 200 characters.'),
    email: z.email('Type an e-mail address.').max(254),
    startBy: localMomentSchema,
    timeZone: timeZoneSchema,
    meetingUrl: z.string().trim().max(500),
    unseenObserversTold: z.boolean().default(false),
  })
  .catchall(z.enum(places))
  .transform((fields, context) => {
    const interviewers = Object.entries(fields).flatMap(([key, value]) => {
      const place = places.find((one) => one === value);
      if (!key.startsWith(placePrefix) || !place) return [];
      const personId = key.slice(placePrefix.length);
      return [
        { personId, role: place === 'unseen' ? ('observer' as const) : place, unseen: place === 'unseen' },
      ];
    });
    const { positionId, name, email, timeZone, meetingUrl, unseenObserversTold } = fields;
    return {
      positionId,
      name,
      email,
      timeZone,
      meetingUrl,
      unseenObserversTold,
      interviewers,
      startsAt: startByOf(fields, context),
    };
  });

export async function scheduleAction(data: FormData) {
  return runForm(data, schema, async (input) => {
    const planned = await scheduleSession(await requireStaff(), input);
    revalidatePath(`/positions/${input.positionId}`);
    revalidatePath('/sessions');
    return planned;
  });
}
