'use server';

import { z } from 'zod';
import { declineInvitation } from '../../../../server/attempt/entry/decline-invitation.ts';
import { askStaff } from '../../../../server/attempt/request/ask-staff.ts';
import { runForm } from '../../../../server/form-fields.ts';
import { requestTextCharactersMax } from '../../../../server/limits.ts';

const token = z.string().max(200);
const text = z.string().trim().min(1, 'Write what you need.').max(requestTextCharactersMax);

export async function askWithLinkAction(data: FormData) {
  const schema = z.strictObject({ token, kind: z.enum(['more-days', 'accommodation']), text });
  return runForm(data, schema, async (values) => {
    await askStaff(
      { token: values.token },
      { kind: values.kind, itemNumber: null, text: values.text, state: {} },
    );
    return null;
  });
}

export async function declineWithLinkAction(data: FormData) {
  const schema = z.strictObject({ token, reason: z.string().trim().max(requestTextCharactersMax) });
  return runForm(data, schema, async (values) => {
    await declineInvitation({ token: values.token }, { reason: values.reason });
    return null;
  });
}
