import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { StringDecoder } from 'node:string_decoder';
import {
  serviceConnectLimitMs,
  serviceResponseBytesMax,
  serviceResponseLimitMs,
  worldResponseLimitMs,
  worldRunFrameBytesMax,
} from '../limits.ts';

/** The service could not be reached, or the connection broke. */
export class ServiceUnreachable extends Error {
  /** Whether the request may already have been taken. */
  readonly sent: boolean;

  constructor(message: string, sent: boolean) {
    super(message);
    this.sent = sent;
  }
}

export interface ServiceResponse {
  status: number;
  body: string;
}

/** Kept-alive connections to one service. Node's own client, because a framework may have patched `fetch` to cache. */
export class ServiceConnection {
  readonly origin: string;
  readonly #secret: string;
  readonly #agent: HttpAgent;
  readonly #request: typeof requestHttp;

  constructor(url: string, secret: string) {
    const parsed = new URL(url);
    const secure = parsed.protocol === 'https:';
    this.origin = parsed.origin;
    this.#secret = secret;
    this.#request = secure ? requestHttps : requestHttp;
    const options = { keepAlive: true, maxSockets: 256, timeout: serviceResponseLimitMs };
    this.#agent = secure ? new HttpsAgent(options) : new HttpAgent(options);
  }

  post(path: string, body: string, signal?: AbortSignal): Promise<ServiceResponse> {
    return this.#send('POST', path, body, serviceResponseLimitMs, signal);
  }

  /** The answer's lines as they come; the body that is given back is what stood behind the last line break. */
  postForLines(
    path: string,
    body: string,
    onLine: (line: string) => void,
    signal?: AbortSignal,
  ): Promise<ServiceResponse> {
    return this.#send('POST', path, body, worldResponseLimitMs, signal, (response) =>
      response.statusCode === 200 ? readLines(response, onLine) : readBody(response),
    );
  }

  get(path: string, limitMs: number): Promise<ServiceResponse> {
    return this.#send('GET', path, null, limitMs);
  }

  close(): void {
    this.#agent.destroy();
  }

  #send(
    method: string,
    path: string,
    body: string | null,
    limitMs: number,
    signal?: AbortSignal,
    read: (response: IncomingMessage) => Promise<string> = readBody,
  ): Promise<ServiceResponse> {
    return new Promise((resolve, reject) => {
      let connected = false;
      let reused = false;
      const timers: NodeJS.Timeout[] = [];
      const headers: Record<string, string | number> = { authorization: `Bearer ${this.#secret}` };
      if (body !== null) {
        headers['content-type'] = 'application/json';
        headers['content-length'] = Buffer.byteLength(body);
      }
      const request = this.#request(
        new URL(path, this.origin),
        { method, headers, agent: this.#agent, ...(signal === undefined ? {} : { signal }) },
        (response) => {
          read(response).then((text) => {
            clear();
            resolve({ status: response.statusCode ?? 0, body: text });
          }, fail);
        },
      );
      const clear = () => {
        for (const timer of timers) clearTimeout(timer);
      };
      const fail = (error: Error) => {
        clear();
        // A kept connection that the other side had closed meanwhile never carried this request.
        const stale = reused && isReset(error);
        reject(new ServiceUnreachable(`${this.origin}: ${error.message}`, connected && !stale));
      };
      timers.push(
        setTimeout(() => {
          if (!connected) request.destroy(new Error('no connection in time'));
        }, serviceConnectLimitMs),
        setTimeout(() => request.destroy(new Error('no answer in time')), limitMs),
      );
      request.on('socket', (socket) => {
        reused = request.reusedSocket;
        if (!socket.connecting) connected = true;
        else
          socket.once('connect', () => {
            connected = true;
          });
      });
      request.on('error', fail);
      request.end(body ?? undefined);
    });
  }
}

function isReset(error: Error): boolean {
  return 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}

async function readLines(response: IncomingMessage, onLine: (line: string) => void): Promise<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let bytes = 0;
  for await (const chunk of response) {
    bytes += chunk.length;
    if (bytes > worldRunFrameBytesMax) throw new Error('the answer is too large');
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  }
  return rest;
}

async function readBody(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    bytes += chunk.length;
    if (bytes > serviceResponseBytesMax) throw new Error('the answer is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
