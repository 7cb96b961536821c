/**
 * The headers of every page, as pure functions. The policy allows our own files and scripts that carry the request's
 * nonce; nothing is loaded from elsewhere, nothing embeds us, nothing is posted elsewhere.
 */
export function contentSecurityPolicy(nonce: string, development: boolean): string {
  const directives: Record<string, string[]> = {
    'default-src': ["'self'"],
    // React's development build explains errors with eval; hot reload talks over a socket. Neither is in production.
    'script-src': [
      "'self'",
      `'nonce-${nonce}'`,
      "'strict-dynamic'",
      ...(development ? ["'unsafe-eval'"] : []),
    ],
    'worker-src': ["'self'", 'blob:'],
    // Styles in attributes and the editor's own style elements; they run nothing.
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...(development ? ['ws:'] : [])],
    'object-src': ["'none'"],
    'frame-src': ["'none'"],
    'frame-ancestors': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'manifest-src': ["'self'"],
  };
  return Object.entries(directives)
    .map(([name, values]) => `${name} ${values.join(' ')}`)
    .join('; ');
}

/** Addresses that carry a secret tell no other page where somebody came from, our own included. */
export function carriesSecret(pathname: string): boolean {
  return /^\/(?:i|link)\//u.test(pathname);
}

export function securityHeaders(pathname: string, options: { https: boolean }): Record<string, string> {
  return {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': carriesSecret(pathname) ? 'no-referrer' : 'same-origin',
    'permissions-policy':
      'accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    ...(options.https ? { 'strict-transport-security': 'max-age=31536000' } : {}),
    // An address with a secret must not stay in a shared cache or in the browser's history of pages.
    ...(carriesSecret(pathname) ? { 'cache-control': 'no-store' } : {}),
  };
}

/** The headers of an answer that is data: whoever opens it as a page gets a page that can do nothing. */
export function apiSecurityHeaders(options: { https: boolean }): Record<string, string> {
  return {
    ...securityHeaders('/api', options),
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  };
}

const staffPages = [
  '/positions',
  '/attempts',
  '/sessions',
  '/queue',
  '/questions',
  '/people',
  '/audit',
  '/system',
];

/** Pages that only staff open. A convenience for redirecting early: every page, action and route checks for itself. */
export function isStaffPage(pathname: string): boolean {
  // `/live` itself is the candidate's room, what lies below it the interviewers'.
  if (pathname.startsWith('/live/')) return true;
  return staffPages.some((page) => pathname === page || pathname.startsWith(`${page}/`));
}
