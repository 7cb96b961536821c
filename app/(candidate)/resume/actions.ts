'use server';

import { cookies, headers } from 'next/headers';
import { z } from 'zod';
import { candidateCookieOptions } from '../../../server/attempt/entry/candidate-cookie.ts';
import { resumeWithCode } from '../../../server/attempt/entry/resume-with-code.ts';
import { runForm } from '../../../server/form-fields.ts';
import { candidateCookieName } from '../../../server/session.ts';
import { clientAddress } from '../../../server/sign-in/client-address.ts';

const schema = z.strictObject({ code: z.string().trim().min(1, 'Type the code.').max(60) });

export async function resumeAction(data: FormData) {
  return runForm(data, schema, async ({ code }) => {
    const head = await headers();
    const { sessionToken } = await resumeWithCode({
      code,
      address: clientAddress(head),
      userAgent: head.get('user-agent') ?? '',
    });
    (await cookies()).set(candidateCookieName(), sessionToken, candidateCookieOptions());
    return null;
  });
}
