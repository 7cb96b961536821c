import type { FailureCode } from '../contract.ts';

/** Ours, not the program's. */
export class RunFailed extends Error {
  readonly code: FailureCode;
  readonly retryAfterMs: number | null;

  constructor(code: FailureCode, message: string, retryAfterMs: number | null = null) {
    super(message);
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}
