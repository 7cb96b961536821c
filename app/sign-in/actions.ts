'use server';

import { headers } from 'next/headers';
import { z } from 'zod';
import { runAction } from '../../server/form-action.ts';
import { requestSignInLink } from '../../server/people/request-sign-in-link.ts';
import { clientAddress } from '../../server/sign-in/client-address.ts';

const email = z.email('Type an e-mail address.').max(320);

/** Answers the same whether or not there is such a person. */
export async function requestLinkAction(data: FormData) {
  return runAction(async () => {
    const address = clientAddress(await headers());
    await requestSignInLink({ email: email.parse(data.get('email')), address });
    return null;
  });
}
