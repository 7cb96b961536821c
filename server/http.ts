import { randomUUID } from 'node:crypto';
import { ZodError } from 'zod';
import { storableText } from '../domain/storable-text.ts';
import { env } from './env.ts';
import { Failure } from './failure.ts';
import { log, withRequestId } from './log.ts';
import { apiSecurityHeaders } from './security-headers.ts';

export interface RequestContext {
  requestId: string;
}

/**
 * Wraps a route handler: request id, Origin check for everything that changes something, and one mapping from thrown
 * errors to answers. What a caller reads of an unexpected error is its request id, nothing else.
 */
export async function handle(
  request: Request,
  work: (context: RequestContext) => Promise<Response>,
): Promise<Response> {
  const requestId = requestIdOf(request.headers);
  try {
    if (request.method !== 'GET' && request.method !== 'HEAD') checkOrigin(request.headers);
    return sealed(await withRequestId(requestId, () => work({ requestId })), requestId);
  } catch (error) {
    return sealed(failureResponse(error, requestId), requestId);
  }
}

/** These routes are not behind `proxy.ts`: it would cost a keystroke's save a fifth of its time. */
function sealed(response: Response, requestId: string): Response {
  response.headers.set('x-request-id', requestId);
  const headers = apiSecurityHeaders({ https: env().mode === 'production' });
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

export function requestIdOf(headers: Headers): string {
  const given = headers.get('x-request-id');
  return given && /^[A-Za-z0-9-]{8,64}$/.test(given) ? given : randomUUID();
}

/** Mutations come from our own pages only. A missing Origin on a POST is refused too: browsers always send it. */
export function checkOrigin(headers: Headers): void {
  const origin = headers.get('origin');
  const allowed = new Set([new URL(env().appUrl).origin]);
  // The demo listens on the loopback address only and is reached by either of its names.
  if (env().mode === 'demo') {
    const { port } = new URL(env().appUrl);
    allowed.add(`http://127.0.0.1:${port}`).add(`http://localhost:${port}`);
  }
  if (!origin || !allowed.has(origin)) {
    throw new Failure('forbidden', 'This request did not come from this site.', {
      message: `origin ${origin ?? 'missing'}`,
    });
  }
}

export function failureResponse(error: unknown, requestId: string): Response {
  const failure = asFailure(error);
  if (failure.status >= 500 && failure.code !== 'overloaded') {
    log().error({ requestId, err: error, code: failure.code }, failure.message);
  } else {
    log().info({ requestId, code: failure.code }, failure.message);
  }
  const headers = new Headers({ 'x-request-id': requestId, 'cache-control': 'no-store' });
  if (failure.retryAfterMs !== null)
    headers.set('retry-after', String(Math.max(1, Math.ceil(failure.retryAfterMs / 1000))));
  return Response.json(
    { error: { code: failure.code, message: failure.safe, requestId, retryAfterMs: failure.retryAfterMs } },
    { status: failure.status, headers },
  );
}

export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof ZodError) {
    const first = error.issues[0];
    const where = first && first.path.length > 0 ? `${first.path.join('.')}: ` : '';
    return new Failure('bad-input', `${where}${first?.message ?? 'the input is not valid'}`, {
      cause: error,
    });
  }
  return new Failure('internal', 'Something on our side failed. Nothing of yours was lost. Try again.', {
    message: error instanceof Error ? error.message : String(error),
    cause: error,
  });
}

/** Reads a JSON body of bounded size; its texts are such as the database takes. */
export async function readJson(request: Request, bytesMax = 256 * 1024): Promise<unknown> {
  const body = await readBytes(request, bytesMax);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body), (_key, value: unknown) =>
      typeof value === 'string' ? storableText(value) : value,
    );
  } catch (error) {
    throw new Failure('bad-input', 'The request is not valid JSON.', { cause: error });
  }
}

/** What is read past a body's bound, only to be thrown away. */
const discardedBytesMax = 8 * 1024 * 1024;

/** Reads a body and keeps no more than the bound, whatever content-length says. */
export async function readBytes(request: Request, bytesMax: number): Promise<Uint8Array> {
  const reader = request.body?.getReader();
  if (!reader) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let total = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    total += value.byteLength;
    if (total > bytesMax) {
      // Read to its end and thrown away, within reason: giving up on a body breaks the connection under the next request.
      chunks.length = 0;
      if (total <= bytesMax + discardedBytesMax) continue;
      await reader.cancel();
      break;
    }
    chunks.push(value);
  }
  if (total > bytesMax)
    throw new Failure('too-large', `The request is larger than ${Math.round(bytesMax / 1024)} KB.`);
  const all = new Uint8Array(total);
  let offset = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return all;
}
