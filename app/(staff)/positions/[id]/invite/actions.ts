'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { runForm } from '../../../../../server/form-fields.ts';
import { inviteCandidate } from '../../../../../server/invitation/invite-candidate.ts';
import {
  localMomentSchema,
  runtimeSchema,
  startByOf,
  timeFactorSchema,
  timeZoneSchema,
} from '../../../../../server/invitation/invite-fields.ts';
import { parseInviteLines } from '../../../../../server/invitation/invite-lines.ts';
import { type InvitedMany, inviteMany } from '../../../../../server/invitation/invite-many.ts';
import { invitationsAtOnceMax } from '../../../../../server/limits.ts';
import { requireStaff } from '../../../../../server/session.ts';

const common = {
  positionId: z.uuid(),
  startBy: localMomentSchema,
  timeZone: timeZoneSchema,
  timeFactor: timeFactorSchema,
  runtime: runtimeSchema,
  sendMail: z.boolean().default(false),
};

const oneSchema = z
  .strictObject({
    ...common,
    name: z.string().trim().min(1, 'Type the name.').max(200, 'At most 200 characters.'),
    email: z.email('Type an e-mail address.').max(254),
  })
  .transform((fields, context) => ({ ...fields, startBy: startByOf(fields, context) }));

const manySchema = z
  .strictObject({ ...common, lines: z.string().max(50_000, 'That is too much text at once.') })
  .transform((fields, context) => {
    const read = parseInviteLines(fields.lines);
    if (read.lines.length + read.problems.length > invitationsAtOnceMax) {
      context.addIssue({
        code: 'custom',
        path: ['lines'],
        message: `At most ${invitationsAtOnceMax} candidates at once.`,
      });
    } else if (read.lines.length === 0 && read.problems.length === 0) {
      context.addIssue({
        code: 'custom',
        path: ['lines'],
        message: 'Paste at least one line: Name, e-mail.',
      });
    }
    return { ...fields, ...read, startBy: startByOf(fields, context) };
  });

export async function inviteOneAction(data: FormData) {
  return runForm(data, oneSchema, async (input) => {
    const invited = await inviteCandidate(await requireStaff(), input);
    revalidatePath(`/positions/${input.positionId}`);
    return invited;
  });
}

/** With one line that cannot be read nobody is invited, so that the text can be mended and sent again as a whole. */
export async function inviteManyAction(data: FormData) {
  return runForm(data, manySchema, async ({ problems, lines, ...input }): Promise<InvitedMany> => {
    if (problems.length > 0) return { invited: [], problems };
    const result = await inviteMany(await requireStaff(), { ...input, lines });
    revalidatePath(`/positions/${input.positionId}`);
    return result;
  });
}
