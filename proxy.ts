import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { env } from './server/env.ts';
import { requestIdOf } from './server/http.ts';
import { contentSecurityPolicy, isStaffPage, securityHeaders } from './server/security-headers.ts';

// Replaced by a constant when the application is built; it is no setting.
const development = process.env.NODE_ENV !== 'production';

/**
 * Before every page: a nonce for its scripts, a request id, the security headers, and the way to sign-in for staff pages
 * without any session cookie. It decides nothing: a forged cookie gets past it and no further.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const https = env().mode === 'production';
  const requestId = requestIdOf(request.headers);
  const nonce = randomBytes(16).toString('base64');
  const policy = contentSecurityPolicy(nonce, development);

  const forward = new Headers(request.headers);
  // Next finds the nonce in the policy of the request and puts it on every script of the page.
  forward.set('content-security-policy', policy);
  forward.set('x-nonce', nonce);
  forward.set('x-request-id', requestId);
  forward.set('x-plumbline-path', `${pathname}${search}`);

  const response =
    isStaffPage(pathname) && request.method === 'GET' && !hasStaffCookie(request)
      ? NextResponse.redirect(
          new URL(
            `/sign-in?next=${encodeURIComponent(`${pathname}${search}`)}`,
            // Behind a reverse proxy the request's own address is not the one that people see.
            https ? env().appUrl : request.nextUrl,
          ),
        )
      : NextResponse.next({ request: { headers: forward } });
  response.headers.set('content-security-policy', policy);
  response.headers.set('x-request-id', requestId);
  for (const [name, value] of Object.entries(securityHeaders(pathname, { https }))) {
    response.headers.set(name, value);
  }
  return response;
}

function hasStaffCookie(request: NextRequest): boolean {
  return request.cookies
    .getAll()
    .some((cookie) => /^(?:__Secure-)?next-auth\.session-token(?:\.\d+)?$/u.test(cookie.name));
}

export const config = {
  // Built files carry their hash in their name and need none of this; data routes set their own headers in
  // `server/http.ts`, because a page's policy is nothing to them and a save of a keystroke is worth the fifth it saves.
  matcher: ['/((?!_next/static|_next/image|icon.svg|favicon.ico|api/attempt/|api/documents/|api/events).*)'],
};
