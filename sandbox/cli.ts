import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { parseArgs } from 'node:util';
import type { Json, RunOutcome, SourceFile, VerdictStatus } from './contract.ts';
import { createLocalSandbox } from './local.ts';
import { collectImports } from './service/collect-imports.ts';

const usage = `Usage: npm run -s sandbox -- FILE.ts [--json] [--input JSON] [--wall-ms N] [--memory-mb N] [--cpu-ms N]

Runs a module under the limits and the confinement that candidates get. Relative imports are taken along.
`;

/** What `--json` prints as its last line. Field names are stable. */
interface Report {
  status: VerdictStatus | 'failure';
  stdout: string;
  value: Json;
  error: {
    name: string;
    message: string;
    file: string | null;
    line: number | null;
    column: number | null;
  } | null;
  wallMs: number;
  cpuMs: number;
  confinement: string;
}

const exitOk = 0;
const exitFailure = 2;
const exitBadUse = 64;

function badUse(message: string): never {
  process.stderr.write(`${message}\n\n${usage}`);
  process.exit(exitBadUse);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        input: { type: 'string' },
        'wall-ms': { type: 'string' },
        'cpu-ms': { type: 'string' },
        'memory-mb': { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return badUse(error instanceof Error ? error.message : String(error));
  }
}

function readNumber(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) badUse(`--${name} takes a number above 0`);
  return value;
}

function readInput(text: string | undefined): Json {
  if (text === undefined) return null;
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return badUse('--input takes JSON');
  }
}

/** The file and, recursively, what it imports from its folder and below. */
function readFiles(file: string): { entry: string; files: SourceFile[] } {
  if (!existsSync(file)) badUse(`There is no file ${file}`);
  const root = dirname(file);
  const entry = posix.normalize(relative(root, file));
  const files = collectImports(entry, (path) => {
    const full = join(root, path);
    return existsSync(full) ? readFileSync(full, 'utf8') : null;
  });
  return { entry, files };
}

function toReport(outcome: RunOutcome, confinement: string): Report {
  if (outcome.kind === 'failure') {
    const { code, message } = outcome.failure;
    const error = { name: code, message, file: null, line: null, column: null };
    return { status: 'failure', stdout: '', value: null, error, wallMs: 0, cpuMs: 0, confinement };
  }
  const { status, error, console, value, wallMs, cpuMs } = outcome.verdict;
  return {
    status,
    stdout: console.map((line) => `${line.text}\n`).join(''),
    value,
    error:
      error === null
        ? null
        : {
            name: error.name,
            message: error.message,
            file: error.file,
            line: error.line,
            column: error.column,
          },
    wallMs: Math.round(wallMs * 10) / 10,
    cpuMs: Math.round(cpuMs * 10) / 10,
    confinement,
  };
}

function print(report: Report): void {
  process.stdout.write(report.stdout);
  if (report.value !== null) process.stdout.write(`${JSON.stringify(report.value)}\n`);
  if (report.error !== null) {
    const { name, message, file, line, column } = report.error;
    const place = file === null ? '' : ` (${[file, line, column].filter((part) => part !== null).join(':')})`;
    process.stderr.write(`${name}: ${message}${place}\n`);
  }
  process.stderr.write(
    `${report.status} after ${report.wallMs} ms, ${report.cpuMs} ms of processor time; confinement: ${report.confinement}\n`,
  );
}

const { values, positionals } = readArguments();
if (values.help) {
  process.stdout.write(usage);
  process.exit(exitOk);
}
const [file, ...others] = positionals;
if (file === undefined || others.length > 0) badUse('Name one file');
const { entry, files } = readFiles(file);
const wallMs = readNumber(values['wall-ms'], 'wall-ms');
const cpuMs = readNumber(values['cpu-ms'], 'cpu-ms');
const memoryMb = readNumber(values['memory-mb'], 'memory-mb');
const input = readInput(values.input);

const sandbox = createLocalSandbox({ workers: 1, spares: 0 });
let report: Report;
try {
  const { confinement } = await sandbox.health();
  const outcome = await sandbox.run({
    kind: 'module',
    requestId: randomUUID(),
    fairnessKey: 'command-line',
    realCandidate: false,
    files,
    entry,
    input,
    limits: {
      ...(wallMs === undefined ? {} : { wallMs }),
      ...(cpuMs === undefined ? {} : { cpuMs }),
      ...(memoryMb === undefined ? {} : { memoryMb }),
    },
  });
  report = toReport(outcome, confinement);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  report = toReport(
    { kind: 'failure', failure: { code: 'internal', message, requestId: '', retryAfterMs: null } },
    'none',
  );
} finally {
  await sandbox.close();
}
if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
else print(report);
process.exitCode = report.status === 'failure' ? exitFailure : exitOk;
