import type { Verdict, VerdictStatus } from '../../../sandbox/contract.ts';

/** What a candidate reads of a run; stored with it as it is, and shown to staff. Durations in ms, memory in bytes. */
export interface CandidateRun {
  status: VerdictStatus;
  error: Verdict['error'];
  console: Verdict['console'];
  checks: {
    name: string;
    title: string;
    passed: boolean;
    message: string;
    input: string | null;
    expected: string | null;
    actual: string | null;
  }[];
  wallMs: number;
  memoryBytes: number;
}

/** Built key by key: what a verdict gets later stays here until somebody writes it down, and hidden checks never pass. */
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
    checks: verdict.checks
      .filter((check) => check.visible)
      .map(({ name, title, passed, message, input, expected, actual }) => ({
        name,
        title,
        passed,
        message,
        input,
        expected,
        actual,
      })),
    wallMs: verdict.wallMs,
    memoryBytes: verdict.memoryBytes,
  };
}
