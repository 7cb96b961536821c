import 'server-only';
import { randomUUID } from 'node:crypto';
import { headers } from 'next/headers';
import { unstable_rethrow } from 'next/navigation';
import { asFailure, checkOrigin } from './http.ts';
import { log, withRequestId } from './log.ts';

/** What a form gets back: nothing is lost, the message stands beside the form. */
export type ActionResult<T = null> =
  | { ok: true; value: T }
  | { ok: false; message: string; requestId: string; field: string | null };

/** Runs a server action: Origin check and the same mapping of errors as route handlers have. */
export async function runAction<T>(work: (requestId: string) => Promise<T>): Promise<ActionResult<T>> {
  const requestId = randomUUID();
  try {
    checkOrigin(await headers());
    return { ok: true, value: await withRequestId(requestId, () => work(requestId)) };
  } catch (error) {
    unstable_rethrow(error); // redirect() and notFound() are control flow, not failures
    const failure = asFailure(error);
    const level = failure.status >= 500 ? 'error' : 'info';
    log()[level](
      { requestId, code: failure.code, err: failure.status >= 500 ? error : undefined },
      failure.message,
    );
    const field = failure.code === 'bad-input' ? (/^([A-Za-z.]+): /.exec(failure.safe)?.[1] ?? null) : null;
    return { ok: false, message: failure.safe, requestId, field };
  }
}
