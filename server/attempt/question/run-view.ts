import type { Verdict, VerdictStatus } from '../../../sandbox/contract.ts';
import { type VisibleCheck, visibleChecks } from '../visible-checks.ts';

/** What a candidate reads of a run; stored with it as it is, and shown to staff. Durations in ms, memory in bytes. */
export interface CandidateRun {
  status: VerdictStatus;
  error: Verdict['error'];
  console: Verdict['console'];
  checks: VisibleCheck[];
  wallMs: number;
  memoryBytes: number;
}

/** Built key by key: what a verdict gets later stays here until somebody writes it down. */
export function candidateRun(verdict: Verdict): CandidateRun {
  return {
    status: verdict.status,
    error: verdict.error && {
      name: verdict.error.name,
      message: verdict.error.message,
      file: verdict.error.file,
      line: verdict.error.line,
      column: verdict.error.column,
      stack: verdict.error.stack,
    },
    console: verdict.console.map(({ level, text, atMs }) => ({ level, text, atMs })),
    checks: visibleChecks(verdict.checks),
    wallMs: verdict.wallMs,
    memoryBytes: verdict.memoryBytes,
  };
}
