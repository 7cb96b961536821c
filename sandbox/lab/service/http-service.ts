import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { secretsEqual } from '../../service/secret.ts';
import type { Lab, LabOutcome } from '../contract.ts';
import { serviceBodyBytesMax } from '../limits.ts';
import { requestSchemas } from './request-schema.ts';

/** A lab behind HTTP: `POST /<operation>` with its request as JSON, `GET /health`; both need the secret. */
export function createLabHttpService(lab: Lab, secret: string): Server {
  const server = createServer((request, response) => {
    answer(lab, secret, request, response).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      if (response.headersSent) response.destroy();
      else send(response, 500, { error: message });
    });
  });
  server.keepAliveTimeout = 60_000;
  // A statement may wait for a lock for a minute.
  server.requestTimeout = 0;
  return server;
}

async function answer(
  lab: Lab,
  secret: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const given = /^Bearer (.+)$/u.exec(request.headers.authorization ?? '')?.[1] ?? '';
  if (!secretsEqual(given, secret)) {
    send(response, 401, { error: 'wrong secret' });
    return;
  }
  if (request.method === 'GET' && request.url === '/health') {
    const health = await lab.health();
    send(response, health.status === 'ok' ? 200 : 503, health);
    return;
  }
  const operation = operationOf(request.url ?? '');
  if (request.method !== 'POST' || operation === null) {
    send(response, 404, { error: 'not found' });
    return;
  }
  const body = await readBody(request);
  if (body === null) {
    send(response, 413, { error: 'the request is too large' });
    return;
  }
  const abort = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) abort.abort(new DOMException('the client has gone', 'AbortError'));
  });
  let outcome: LabOutcome<unknown> | null;
  try {
    outcome = await perform(lab, operation, parseJson(body), abort.signal);
  } catch (error) {
    if (abort.signal.aborted) return;
    throw error;
  }
  if (outcome === null) send(response, 400, { error: 'the request has another form' });
  else send(response, 200, outcome);
}

type Operation = keyof typeof requestSchemas;

function operationOf(url: string): Operation | null {
  const name = url.slice(1);
  return Object.hasOwn(requestSchemas, name) ? (name as Operation) : null;
}

/** Null when the request is not of the operation's form. */
async function perform(
  lab: Lab,
  operation: Operation,
  body: unknown,
  signal: AbortSignal,
): Promise<LabOutcome<unknown> | null> {
  switch (operation) {
    case 'open':
    case 'reset': {
      const read = requestSchemas[operation].safeParse(body);
      return read.success ? lab[operation](read.data) : null;
    }
    case 'execute': {
      const read = requestSchemas.execute.safeParse(body);
      if (!read.success) return null;
      const { parameters, explain, ...rest } = read.data;
      const request = { ...rest, ...(parameters ? { parameters } : {}), ...(explain ? { explain } : {}) };
      return lab.execute(request, signal);
    }
    case 'cancel': {
      const read = requestSchemas.cancel.safeParse(body);
      return read.success ? lab.cancel(read.data) : null;
    }
    case 'states':
    case 'schema':
    case 'close': {
      const read = requestSchemas[operation].safeParse(body);
      return read.success ? lab[operation](read.data) : null;
    }
    case 'grade': {
      const read = requestSchemas.grade.safeParse(body);
      if (!read.success) return null;
      const { stopAfterFailureOf, ...rest } = read.data;
      return lab.grade(
        { ...rest, ...(stopAfterFailureOf === undefined ? {} : { stopAfterFailureOf }) },
        signal,
      );
    }
    case 'prepare': {
      const read = requestSchemas.prepare.safeParse(body);
      return read.success ? lab.prepare(read.data) : null;
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > serviceBodyBytesMax) return null;
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
