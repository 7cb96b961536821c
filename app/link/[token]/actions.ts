'use server';

import { headers } from 'next/headers';
import { z } from 'zod';
import { runAction } from '../../../server/form-action.ts';
import { setPassword } from '../../../server/people/set-password.ts';
import { clientAddress } from '../../../server/sign-in/client-address.ts';

const input = z.strictObject({ token: z.string().min(20).max(100), password: z.string().max(1_000) });

/** Takes a form, because arguments of actions can be printed in development, and these two must not. */
export async function setPasswordAction(data: FormData) {
  return runAction(async () => {
    const { token, password } = input.parse({ token: data.get('token'), password: data.get('password') });
    return setPassword({ token, password, address: clientAddress(await headers()) });
  });
}
