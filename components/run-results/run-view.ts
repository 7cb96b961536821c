/**
 * What a page knows of a run, as plain values; a sandbox verdict's visible half fits as it is. Times are milliseconds,
 * memory is bytes.
 */
export interface RunCheckView {
  name: string;
  title: string;
  passed: boolean;
  /** One sentence for the author of the answer. */
  message: string;
  input: string | null;
  expected: string | null;
  actual: string | null;
}

export interface RunConsoleLine {
  level: 'log' | 'info' | 'warn' | 'error' | 'debug';
  text: string;
  atMs: number;
}

export interface RunErrorView {
  name: string;
  message: string;
  file: string | null;
  line: number | null;
  column: number | null;
  stack: readonly string[];
}

export type RunStatus = 'ok' | 'error' | 'time-limit' | 'memory-limit' | 'output-limit';

export interface RunView {
  /** 1-based within the question. */
  number: number;
  finishedAt: Date;
  status: RunStatus;
  error: RunErrorView | null;
  console: readonly RunConsoleLine[];
  checks: readonly RunCheckView[];
  wallMs: number;
  memoryBytes: number;
}

export interface RunSummary {
  number: number;
  finishedAt: Date;
  status: RunStatus;
  passed: number;
  total: number;
}

export const runStatusNames: Record<RunStatus, string> = {
  ok: 'ended',
  error: 'stopped with an error',
  'time-limit': 'stopped at the time limit',
  'memory-limit': 'stopped at the memory limit',
  'output-limit': 'stopped at the output limit',
};

/** One sentence for the live region when a run has ended. */
export function describeRun(run: RunView): string {
  const passed = run.checks.filter((check) => check.passed).length;
  const checks = run.checks.length > 0 ? `${passed} of ${run.checks.length} checks hold` : '';
  if (run.status === 'ok') return `Run ${run.number}: ${checks || 'ended'}.`;
  return `Run ${run.number} ${runStatusNames[run.status]}${checks ? `. ${checks}` : ''}.`;
}

export function durationText(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(ms < 10_000 ? 2 : 1)} s`;
}

export function memoryText(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1_000))} KB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

export function timeText(at: Date): string {
  return [at.getHours(), at.getMinutes(), at.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}
