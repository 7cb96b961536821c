import type {
  RunCheckView,
  RunConsoleLine,
  RunErrorView,
  RunStatus,
  RunView,
} from '../../run-results/run-view.ts';

const statuses: readonly RunStatus[] = ['ok', 'error', 'time-limit', 'memory-limit', 'output-limit'];
const levels: readonly RunConsoleLine['level'][] = ['log', 'info', 'warn', 'error', 'debug'];

/** Reads a run of /api/attempt/run or /practice-run; null when it is not one. Practice has no number: 0. */
export function readRun(body: unknown): RunView | null {
  if (!isRecord(body)) return null;
  const status = statuses.find((one) => one === body.status);
  if (!status || !Array.isArray(body.checks) || !Array.isArray(body.console)) return null;
  return {
    number: typeof body.number === 'number' ? body.number : 0,
    finishedAt: typeof body.finishedAt === 'string' ? new Date(body.finishedAt) : new Date(),
    status,
    error: readError(body.error),
    console: body.console.flatMap(readLine),
    checks: body.checks.flatMap(readCheck),
    wallMs: numberOf(body.wallMs),
    memoryBytes: numberOf(body.memoryBytes),
  };
}

function readError(value: unknown): RunErrorView | null {
  if (!isRecord(value)) return null;
  return {
    name: textOf(value.name) ?? 'Error',
    message: textOf(value.message) ?? '',
    file: textOf(value.file),
    line: typeof value.line === 'number' ? value.line : null,
    column: typeof value.column === 'number' ? value.column : null,
    stack: Array.isArray(value.stack) ? value.stack.filter((frame) => typeof frame === 'string') : [],
  };
}

function readLine(value: unknown): RunConsoleLine[] {
  if (!isRecord(value) || typeof value.text !== 'string') return [];
  const level = levels.find((one) => one === value.level) ?? 'log';
  return [{ level, text: value.text, atMs: numberOf(value.atMs) }];
}

function readCheck(value: unknown): RunCheckView[] {
  if (!isRecord(value) || typeof value.name !== 'string') return [];
  return [
    {
      name: value.name,
      title: textOf(value.title) ?? value.name,
      passed: value.passed === true,
      message: textOf(value.message) ?? '',
      input: textOf(value.input),
      expected: textOf(value.expected),
      actual: textOf(value.actual),
    },
  ];
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const numberOf = (value: unknown): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : 0;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
