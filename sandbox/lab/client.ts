import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type {
  ExecuteRequest,
  ExecuteResult,
  GradeRequest,
  Lab,
  LabFailureCode,
  LabHealth,
  LabKey,
  LabOutcome,
  LabQuestion,
  LabSession,
  LabVerdict,
  OpenedDatabase,
  OpenRequest,
  SchemaTable,
  SessionState,
} from './contract.ts';
import {
  retryAfterMs,
  serviceBodyBytesMax,
  serviceConnectLimitMs,
  serviceResponseLimitMs,
} from './limits.ts';

export interface RemoteLabOptions {
  /** Of the one lab service; candidates' sessions live in it, so there is no second to turn to. */
  url: string;
  secret: string;
}

/** The lab of another process. Never rejects except for the caller's own abort. */
export function createRemoteLab(options: RemoteLabOptions): Lab {
  return new RemoteLab(options);
}

class RemoteLab implements Lab {
  readonly #origin: string;
  readonly #secret: string;
  readonly #agent: HttpAgent;
  readonly #request: typeof requestHttp;

  constructor({ url, secret }: RemoteLabOptions) {
    const parsed = new URL(url);
    const secure = parsed.protocol === 'https:';
    this.#origin = parsed.origin;
    this.#secret = secret;
    this.#request = secure ? requestHttps : requestHttp;
    this.#agent = secure
      ? new HttpsAgent({ keepAlive: true })
      : new HttpAgent({ keepAlive: true, maxSockets: 512 });
  }

  open(request: OpenRequest): Promise<LabOutcome<OpenedDatabase>> {
    return this.#ask('open', request.requestId, request);
  }

  execute(request: ExecuteRequest, signal?: AbortSignal): Promise<LabOutcome<ExecuteResult>> {
    return this.#ask('execute', request.requestId, request, signal);
  }

  cancel(request: LabKey & { session: LabSession }): Promise<LabOutcome<null>> {
    return this.#ask('cancel', 'cancel', request);
  }

  states(request: LabKey): Promise<LabOutcome<Record<LabSession, SessionState>>> {
    return this.#ask('states', 'states', request);
  }

  schema(request: LabKey): Promise<LabOutcome<SchemaTable[]>> {
    return this.#ask('schema', 'schema', request);
  }

  reset(request: OpenRequest): Promise<LabOutcome<OpenedDatabase>> {
    return this.#ask('reset', request.requestId, request);
  }

  close(request: LabKey): Promise<LabOutcome<null>> {
    return this.#ask('close', 'close', request);
  }

  grade(request: GradeRequest, signal?: AbortSignal): Promise<LabOutcome<LabVerdict>> {
    return this.#ask('grade', request.requestId, request, signal);
  }

  prepare(request: { requestId: string; question: LabQuestion }): Promise<LabOutcome<null>> {
    return this.#ask('prepare', request.requestId, request);
  }

  async health(): Promise<LabHealth> {
    try {
      const { body } = await this.#send('GET', '/health', null, serviceConnectLimitMs * 2);
      const health: unknown = JSON.parse(body);
      if (isHealth(health)) return health;
      throw new Error('it answered something else');
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return {
        ...{
          status: 'down',
          confinement: 'none',
          databases: 0,
          running: 0,
          queued: 0,
          systemIdentifier: null,
        },
        note: `The SQL lab at ${this.#origin} does not answer (${reason.slice(0, 200)}).`,
      };
    }
  }

  shutdown(): Promise<void> {
    this.#agent.destroy();
    return Promise.resolve();
  }

  async #ask<T>(
    operation: string,
    requestId: string,
    request: unknown,
    signal?: AbortSignal,
  ): Promise<LabOutcome<T>> {
    signal?.throwIfAborted();
    const failed = (code: LabFailureCode, message: string, retry: number | null): LabOutcome<T> => ({
      kind: 'failure',
      failure: { code, message, requestId, retryAfterMs: retry },
    });
    try {
      const body = JSON.stringify(request);
      const answer = await this.#send('POST', `/${operation}`, body, serviceResponseLimitMs, signal);
      if (answer.status === 401) return failed('unavailable', 'the lab service refused the secret', null);
      const outcome: unknown = answer.status === 200 ? JSON.parse(answer.body) : null;
      if (isOutcome<T>(outcome)) return outcome;
      return failed('internal', `the lab answered ${answer.status}: ${answer.body.slice(0, 300)}`, null);
    } catch (error) {
      signal?.throwIfAborted();
      return failed('unavailable', error instanceof Error ? error.message : String(error), retryAfterMs);
    }
  }

  #send(
    method: string,
    path: string,
    body: string | null,
    limitMs: number,
    signal?: AbortSignal,
  ): Promise<{ status: number; body: string }> {
    return new Promise((resolve, reject) => {
      const headers: Record<string, string | number> = { authorization: `Bearer ${this.#secret}` };
      if (body !== null) {
        headers['content-type'] = 'application/json';
        headers['content-length'] = Buffer.byteLength(body);
      }
      const request = this.#request(
        new URL(path, this.#origin),
        { method, headers, agent: this.#agent, ...(signal === undefined ? {} : { signal }) },
        (response) => {
          readBody(response).then((text) => {
            clearTimeout(timer);
            resolve({ status: response.statusCode ?? 0, body: text });
          }, fail);
        },
      );
      const timer = setTimeout(() => request.destroy(new Error('no answer in time')), limitMs);
      const fail = (error: Error) => {
        clearTimeout(timer);
        // The kept connection had been closed meanwhile: nothing was taken, so it is asked once more.
        const reset = 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
        if (request.reusedSocket && reset)
          this.#send(method, path, body, limitMs, signal).then(resolve, reject);
        else reject(error);
      };
      request.on('error', fail);
      request.end(body ?? undefined);
    });
  }
}

/** Both ends are of one version and share a secret; the answer's form is that of its operation. */
function isOutcome<T>(value: unknown): value is LabOutcome<T> {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  return ['ok', 'not-open', 'busy', 'failure'].includes(String(value.kind));
}

function isHealth(value: unknown): value is LabHealth {
  return typeof value === 'object' && value !== null && 'confinement' in value && 'status' in value;
}

async function readBody(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    bytes += chunk.length;
    if (bytes > serviceBodyBytesMax) throw new Error('the answer is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
