import type { Json, SourceFile } from '../contract.ts';

/**
 * Raised with every change of what crosses the pipe. A supervisor that was started before the files on disk changed
 * meets workers of another version; it must say so instead of misreading them.
 */
export const protocolVersion = 5;

/** Limits after clamping: nothing is optional any more. */
export interface JobLimits {
  wallMs: number;
  cpuMs: number;
  memoryMb: number;
}

interface JobBase {
  /** Fresh for every leg; each message of the worker must carry it. */
  job: string;
  files: SourceFile[];
  limits: JobLimits;
}

export interface ModuleJob extends JobBase {
  kind: 'module';
  entry: string;
  input: Json;
}

export interface ChecksJob extends JobBase {
  kind: 'checks';
  driver: string | null;
  checks: string;
  select: 'visible' | 'all';
  stopAfterFailureOf: string | null;
  /** Index of the first selected check to run: a run that lost its worker goes on after the check that was killed. */
  from: number;
  /** Time that is left for all checks together; those that do not get their turn are told so. */
  runWallMs: number;
}

export interface WorldJob extends JobBase {
  kind: 'world';
  world: string;
  secret: string;
  seeds: number[];
  wantTrace: boolean;
  shrink: boolean;
  without: string[];
  stopAfterFailures: number;
  /** Index of the first seed to run: a run that lost its worker goes on after the seed that was killed. */
  from: number;
  runWallMs: number;
}

/** What the supervisor asks of a worker, one at a time. */
export type WorkerJob = ModuleJob | ChecksJob | WorldJob;
