/**
 * Thrown when something expected cannot be done. `message` is for the log, `safe` for whoever asked. One table maps a
 * code to its HTTP status; nothing else decides a status.
 */
export type FailureCode =
  | 'bad-input'
  | 'not-signed-in'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'not-open'
  | 'late'
  | 'too-large'
  | 'too-many'
  | 'overloaded'
  | 'resync'
  | 'unavailable'
  | 'internal';

const statusOf: Record<FailureCode, number> = {
  'bad-input': 400,
  'not-signed-in': 401,
  // A resource that may not be seen and one that does not exist look the same from outside.
  forbidden: 404,
  'not-found': 404,
  conflict: 409,
  'not-open': 409,
  late: 410,
  'too-large': 413,
  'too-many': 429,
  overloaded: 503,
  resync: 422,
  unavailable: 503,
  internal: 500,
};

export class Failure extends Error {
  readonly code: FailureCode;
  readonly safe: string;
  readonly retryAfterMs: number | null;

  constructor(
    code: FailureCode,
    safe: string,
    options: { message?: string; cause?: unknown; retryAfterMs?: number } = {},
  ) {
    super(options.message ?? safe, { cause: options.cause });
    this.name = 'Failure';
    this.code = code;
    this.safe = safe;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }

  get status(): number {
    return statusOf[this.code];
  }
}

/** What a forbidden and a missing thing both say. */
export function notFound(message = 'not found or not allowed'): Failure {
  return new Failure('not-found', 'This page does not exist, or you have no access to it.', { message });
}
