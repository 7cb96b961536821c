import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type {
  RunOutcome,
  RunRequest,
  Sandbox,
  WorldOutcome,
  WorldRunRequest,
  WorldSandbox,
} from '../contract.ts';
import { jsonDepthMax, requestBytesMax } from '../limits.ts';
import { jsonDepth } from '../protocol/json-depth.ts';
import { parseRunRequest, parseWorldRunRequest } from '../request-schema.ts';
import { secretsEqual } from './secret.ts';

/** JSON escapes can make a text several times longer than what it says. */
const bodyBytesMax = requestBytesMax * 3;

/**
 * A supervisor behind HTTP: `POST /run` takes a `RunRequest`, `POST /world` a `WorldRunRequest` and answers in lines,
 * `GET /health` answers; all need the secret.
 */
export function createHttpService(sandbox: Sandbox & WorldSandbox, secret: string): Server {
  const server = createServer((request, response) => {
    answer(sandbox, secret, request, response).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      if (!response.headersSent) send(response, 500, { error: message });
      else response.destroy();
    });
  });
  server.keepAliveTimeout = 60_000;
  return server;
}

async function answer(
  sandbox: Sandbox & WorldSandbox,
  secret: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const given = /^Bearer (.+)$/u.exec(request.headers.authorization ?? '')?.[1] ?? '';
  if (!secretsEqual(given, secret)) return send(response, 401, { error: 'wrong secret' });
  if (request.method === 'GET' && request.url === '/health') {
    const health = await sandbox.health();
    return send(response, health.status === 'ok' ? 200 : 503, health);
  }
  if (request.method !== 'POST' || (request.url !== '/run' && request.url !== '/world'))
    return send(response, 404, { error: 'not found' });
  const body = await readBody(request);
  if (body === null) return send(response, 413, { error: 'the request is too large' });
  if (request.url === '/world') return answerWorld(sandbox, body, response);
  const parsed = parseBody(body, parseRunRequest);
  if (!parsed.ok) return send(response, 400, { error: parsed.problem });
  // A client that hangs up does not want its verdict any more; the worker is free for others at once.
  const abort = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) abort.abort(new Error('the client has gone'));
  });
  let outcome: RunOutcome;
  try {
    outcome = await sandbox.run(parsed.request, abort.signal);
  } catch (error) {
    if (abort.signal.aborted) return;
    throw error;
  }
  if (outcome.kind === 'failure' && outcome.failure.retryAfterMs !== null) {
    response.setHeader('retry-after', Math.ceil(outcome.failure.retryAfterMs / 1000));
    return send(response, 503, outcome);
  }
  send(response, 200, outcome);
}

/** A line for each seed as soon as it is known, and one for the outcome, which does not repeat them. */
async function answerWorld(sandbox: WorldSandbox, body: string, response: ServerResponse): Promise<void> {
  const parsed = parseBody<WorldRunRequest>(body, parseWorldRunRequest);
  if (!parsed.ok) return send(response, 400, { error: parsed.problem });
  const abort = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) abort.abort(new Error('the client has gone'));
  });
  const begin = () => {
    if (!response.headersSent) response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  };
  let outcome: WorldOutcome;
  try {
    outcome = await sandbox.runWorld(parsed.request, {
      signal: abort.signal,
      onSeed: (seed) => {
        begin();
        response.write(`${JSON.stringify({ seed })}\n`);
      },
    });
  } catch (error) {
    if (abort.signal.aborted) return;
    throw error;
  }
  const told: WorldOutcome =
    outcome.kind === 'failure' ? outcome : { ...outcome, result: { ...outcome.result, seeds: [] } };
  begin();
  response.end(`${JSON.stringify({ outcome: told })}\n`);
}

type Parsed<T> = { ok: true; request: T } | { ok: false; problem: string };

function parseBody<T = RunRequest>(body: string, parse: (value: unknown) => Parsed<T>): Parsed<T> {
  if (jsonDepth(body) > jsonDepthMax) return { ok: false, problem: 'nested too deeply' };
  try {
    return parse(JSON.parse(body));
  } catch {
    return { ok: false, problem: 'not JSON' };
  }
}

/** The body, or null when it is longer than any request may be. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > bodyBytesMax) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
