import { AsyncLocalStorage } from 'node:async_hooks';
import pino from 'pino';
import { env } from './env.ts';

// What must never stand in a log, wherever it sits in what is logged.
const secrets = [
  'password',
  'passwordHash',
  'token',
  'secret',
  'cookie',
  '["set-cookie"]',
  'authorization',
  'resumeCode',
  'link',
  'url',
];

let logger: pino.Logger | null = null;

// On globalThis, because a bundler may load this module more than once in a process.
const holder = globalThis as typeof globalThis & { plumblineRequest?: AsyncLocalStorage<string> };
holder.plumblineRequest ??= new AsyncLocalStorage<string>();
const request = holder.plumblineRequest;

/** Every log line that `work` causes carries this request id. */
export function withRequestId<T>(requestId: string, work: () => T): T {
  return request.run(requestId, work);
}

const below = (name: string, depth: string): string =>
  name.startsWith('[') ? `${depth}${name}` : `${depth}.${name}`;

/** The part of the logger's settings that keeps secrets out; apart, so that a test can read what it writes. */
export const secretKeeping: Pick<pino.LoggerOptions, 'redact' | 'serializers' | 'hooks'> = {
  redact: {
    paths: secrets.flatMap((name) => [name, below(name, '*'), below(name, '*.*')]),
    censor: '[redacted]',
  },
  serializers: { err: serializeError },
  hooks: {
    logMethod(args, method) {
      Reflect.apply(
        method,
        this,
        args.map((arg) => (typeof arg === 'string' ? redactPaths(arg) : arg)),
      );
    },
  },
};

/** Structured logs to standard error, so that standard output stays for what a person is to read. */
export function log(): pino.Logger {
  logger ??= pino(
    {
      level: env().logLevel,
      base: { pid: process.pid },
      mixin: () => {
        const requestId = request.getStore();
        return requestId === undefined ? {} : { requestId };
      },
      ...secretKeeping,
    },
    pino.destination({ dest: 2, sync: false }),
  );
  return logger;
}

/** Message, code, stack and causes; no request bodies, no query parameters. */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: redactPaths(String(error)) };
  return {
    name: error.name,
    message: redactPaths(error.message),
    code: 'code' in error ? error.code : undefined,
    stack: error.stack === undefined ? undefined : redactPaths(error.stack),
    cause: error.cause === undefined ? undefined : serializeError(error.cause),
  };
}

/** Invitation and one-time links carry their secret in the path; addresses of servers may carry a password. */
export function redactPaths(text: string): string {
  return text
    .replace(/\/(i|link)\/[A-Za-z0-9_-]{16,}/g, '/$1/[redacted]')
    .replace(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@/]+@/gi, '$1:[redacted]@');
}
