/** Next calls this once per web process: from here on the process shows that it lives. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || process.env.NEXT_PHASE === 'phase-production-build') return;
  const { keepLiveness } = await import('./server/keep-liveness.ts');
  keepLiveness('web');
}

/** Next tells of every error that a page or an action threw; the digest is the number that the error page shows. */
export async function onRequestError(
  error: unknown,
  request: { path: string; method: string; headers: Record<string, string | string[] | undefined> },
): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { log, redactPaths } = await import('./server/log.ts');
  const digest =
    typeof error === 'object' && error !== null && 'digest' in error ? String(error.digest) : undefined;
  const { pathname } = new URL(request.path, 'http://internal');
  log().error(
    {
      err: error,
      digest,
      requestId: request.headers['x-request-id'],
      method: request.method,
      path: redactPaths(pathname),
    },
    'a page or an action failed',
  );
}
