import type { GuestError } from '../contract.ts';
import type { JobLimits } from '../protocol/job.ts';

export type StopStatus = 'time-limit' | 'memory-limit' | 'output-limit';

/** A limit was passed; the isolate is gone. */
export class GuestStopped extends Error {
  readonly status: StopStatus;
  readonly error: GuestError;

  constructor(status: StopStatus, error: GuestError) {
    super(error.message);
    this.status = status;
    this.error = error;
  }
}

/** The program threw, or is no program. */
export class GuestFailed extends Error {
  readonly error: GuestError;
  /** True when no line of it ran: then every further check would say the same. */
  readonly unloadable: boolean;

  constructor(error: GuestError, unloadable = false) {
    super(error.message);
    this.error = error;
    this.unloadable = unloadable;
  }
}

export const stopNames: Record<StopStatus, string> = {
  'time-limit': 'TimeLimit',
  'memory-limit': 'MemoryLimit',
  'output-limit': 'OutputLimit',
};

export const timeMessage = (limits: JobLimits) =>
  `The program was still running after ${Math.min(limits.wallMs, limits.cpuMs)} ms`;
export const memoryMessage = (limits: JobLimits) => `The program used more than ${limits.memoryMb} MB`;
/** Memory outside the heap that the isolate refused: to the program an error like any, to us its memory limit. */
export const isAllocationFailure = (error: GuestError) =>
  error.name === 'RangeError' &&
  /^(?:Array buffer allocation failed|Invalid array buffer length)$/u.test(error.message);
