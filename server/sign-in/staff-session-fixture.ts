/** For tests and benches: the cookie of somebody of the staff who has signed in to a demo, without the sign-in page. */
import { encode } from 'next-auth/jwt';

/** `authSecret` is the application's; the person's sessions must not have been ended yet. */
export async function staffSessionCookie(
  personId: string,
  authSecret: string,
): Promise<{ name: string; value: string }> {
  const value = await encode({ token: { personId, epoch: 0 }, secret: authSecret });
  return { name: 'next-auth.session-token', value };
}
