// npm test: every kind of test there is, one after another; a failing step does not hide the later ones. Ends with
// totals, and with the exit code 1 when anything failed. Needs nothing but a clone: it builds what the browser tests use.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { seconds } from './progress.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const reports = mkdtempSync(path.join(os.tmpdir(), 'plumbline-test-'));
const bin = (name) => path.join(root, 'node_modules', '.bin', name);
const nodeScript = (...parts) => [process.execPath, path.join(root, ...parts)];

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** Of what a failing test says, this much stands again at the end. */
const messageLinesMax = 8;

const one = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 });
const vitest = (project) => ({
  name: project,
  command: [
    bin('vitest'),
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportOf(project)}`,
  ],
  count: (ok) => countVitest(reportOf(project), ok),
  failures: () => vitestFailures(reportOf(project)),
});

/** In this order: the build comes first because it also writes the types that Next adds. */
const steps = [
  { name: 'build', command: nodeScript('scripts', 'prepare.mjs').concat('--build'), count: one },
  { name: 'types', command: [bin('tsc'), '--noEmit'], count: one },
  { name: 'lint', command: [bin('biome'), 'check', '.'], count: one },
  vitest('unit'),
  vitest('sim'),
  vitest('db'),
  {
    name: 'bank',
    command: nodeScript('question-bank', 'proof', 'bank.ts').concat('check', '--json'),
    keep: true,
    count: (ok, output) => countBank(output, ok),
  },
  {
    name: 'e2e',
    command: [bin('playwright'), 'test'],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: reportOf('e2e') },
    count: (ok) => countPlaywright(reportOf('e2e'), ok),
    failures: () => playwrightFailures(reportOf('e2e')),
  },
];

function reportOf(name) {
  return path.join(reports, `${name}.json`);
}

/** Null also for a report that was cut short: its step then counts by its exit code. */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** A step that broke before it could report is one failure, never none. */
function atLeastOneFailure(counts, ok) {
  return !ok && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function countVitest(file, ok) {
  const report = readReport(file);
  if (!report) return one(ok);
  return atLeastOneFailure(
    {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests + report.numTodoTests,
    },
    ok,
  );
}

function countPlaywright(file, ok) {
  const stats = readReport(file)?.stats;
  if (!stats) return one(ok);
  return atLeastOneFailure(
    { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped },
    ok,
  );
}

function vitestFailures(file) {
  return (readReport(file)?.testResults ?? []).flatMap(({ name, message, assertionResults }) => {
    const place = path.relative(root, name);
    const failed = assertionResults.filter((result) => result.status === 'failed');
    // A file that could not be loaded has no tests.
    if (failed.length === 0 && message) return { name: place, message };
    return failed.map(({ fullName, failureMessages }) => ({
      name: `${place} › ${fullName}`,
      message: failureMessages.join('\n'),
    }));
  });
}

function playwrightFailures(file) {
  const specsOf = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
  return (readReport(file)?.suites ?? [])
    .flatMap(specsOf)
    .filter((spec) => !spec.ok)
    .map(({ file: place, title, tests }) => ({
      name: `${place} › ${title}`,
      message: tests.flatMap((test) => test.results.map((result) => result.error?.message ?? '')).join('\n'),
    }));
}

/** Said again at the end: where only the last lines of a long output are kept, they must say what failed. */
function describeFailure(step, { name, message }) {
  const lines = stripVTControlCharacters(message).trim().split('\n').slice(0, messageLinesMax);
  return [`  ${step.name}  ${name}`, ...lines.map((line) => `        ${line}`)].join('\n');
}

function countBank(output, ok) {
  const line = output.trim().split('\n').at(-1) ?? '';
  if (!line.startsWith('{')) return one(ok);
  const proof = JSON.parse(line);
  return atLeastOneFailure(
    {
      passed: proof.referencesPassed + proof.wrongRejected,
      failed: proof.referencesFailed + proof.wrongAccepted + proof.wrongMisattributed,
      skipped: 0,
    },
    ok,
  );
}

/** Ctrl-C reaches the step by itself; what is sent to this process alone is passed on, so that nothing stays behind. */
let running = null;
for (const signal of ['SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    running?.once('close', () => process.exit(1));
    running?.kill(signal);
  });
}

function run(step) {
  return new Promise((resolve) => {
    const [command, ...args] = step.command;
    const child = spawn(command, args, {
      cwd: root,
      // The project's own Node.js first, for tools that look for `node` by name.
      env: {
        ...process.env,
        ...step.env,
        PATH: `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH ?? ''}`,
        NEXT_TELEMETRY_DISABLED: '1',
        PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
      },
      stdio: ['ignore', step.keep ? 'pipe' : 'inherit', 'inherit'],
    });
    running = child;
    let output = '';
    child.stdout?.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      resolve({ ok: false, output });
    });
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}

const asked = process.argv.slice(2);
const onlyAt = asked.indexOf('--only');
const only = onlyAt >= 0 ? (asked[onlyAt + 1] ?? '').split(',') : null;
const unknown = only?.find((name) => !steps.some((step) => step.name === name));
if (unknown !== undefined || (onlyAt < 0 && asked.length > 0)) {
  process.stderr.write(`npm test takes --only with some of ${steps.map((step) => step.name).join(',')}\n`);
  process.exit(64);
}

const total = { passed: 0, failed: 0, skipped: 0 };
const summary = [];
const failures = [];
for (const step of steps.filter((candidate) => only === null || only.includes(candidate.name))) {
  process.stdout.write(`\n── ${step.name}\n`);
  const began = performance.now();
  const { ok, output } = await run(step);
  const counts = step.count(ok, output);
  for (const key of ['passed', 'failed', 'skipped']) total[key] += counts[key];
  if (!ok) for (const failure of step.failures?.() ?? []) failures.push(describeFailure(step, failure));
  summary.push(
    `  ${step.name.padEnd(6)} ${String(counts.passed).padStart(5)} passed ${String(counts.failed).padStart(4)} failed ${String(counts.skipped).padStart(4)} skipped  ${seconds(performance.now() - began)}`,
  );
}
rmSync(reports, { recursive: true, force: true });
if (failures.length > 0) process.stdout.write(`\n── what failed\n${failures.join('\n')}\n`);
process.stdout.write(`\n${summary.join('\n')}\n\n${total.passed} passed, ${total.failed} failed\n`);
process.exit(total.failed === 0 ? 0 : 1);
