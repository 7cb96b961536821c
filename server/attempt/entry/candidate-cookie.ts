import { env } from '../../env.ts';
import { candidateCookieName } from '../../session.ts';

/** The receipt stays readable in this browser for so long; the session row can be ended at any time. */
const cookieDays = 180;

export const candidateCookieOptions = () => ({
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: env().mode === 'production',
  path: '/',
  maxAge: cookieDays * 86_400,
});

/** The value of a `Set-Cookie` header. The token is base64url, so nothing in it needs quoting. */
export function candidateCookie(token: string): string {
  const { maxAge, path, secure } = candidateCookieOptions();
  return `${candidateCookieName()}=${token}; Path=${path}; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}
