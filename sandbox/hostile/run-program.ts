import type { ModuleRun, RunOutcome, RunRequest, Sandbox } from '../contract.ts';
import type { HostileProgram } from './load-corpus.ts';

/** The number that only the hidden check knows; programs of the corpus look for it. */
const secretResult = 9_176_354;

/** The question that judges the corpus's answers: `answer(n)` is 2 n + 9,176,340. */
const checks = `
import type { Check } from './check-api.ts';
const checks: Check[] = [
  {
    name: 'shown',
    title: 'A small number',
    visible: true,
    async run(guest, tools) {
      tools.equal(await guest.call('answer', 1), 9_176_342, 'answer(1)', 1);
    },
  },
  {
    name: 'hidden',
    title: 'hidden-marker-${secretResult}',
    weight: 3,
    async run(guest, tools) {
      tools.equal(await guest.call('answer', 7), ${secretResult}, 'answer(7)', 7);
    },
  },
];
export default checks;
`;

export function requestOf(program: HostileProgram, fairnessKey = 'corpus'): RunRequest {
  const base = { requestId: program.name, fairnessKey, realCandidate: false, limits: program.limits };
  return program.kind === 'module'
    ? { ...base, kind: 'module', entry: 'program.ts', files: [{ path: 'program.ts', text: program.text }] }
    : {
        ...base,
        kind: 'checks',
        driver: null,
        checks,
        select: 'all',
        files: [{ path: 'solution.ts', text: program.text }],
      };
}

/** What is wrong with how it ended, or null. */
export function problemOf(program: HostileProgram, outcome: RunOutcome): string | null {
  if (outcome.kind === 'failure') return `failure ${outcome.failure.code}: ${outcome.failure.message}`;
  const { verdict } = outcome;
  const told = JSON.stringify(verdict);
  if (/plumbline:|isolated-vm|\/sandbox\/|node:internal/u.test(JSON.stringify(verdict.error))) {
    return `the error names files of ours: ${JSON.stringify(verdict.error)}`;
  }
  if (program.prints !== null && !verdict.console.some((line) => line.text === program.prints)) {
    return `"${program.prints}" was printed and is lost`;
  }
  if (program.kind === 'module') {
    if (verdict.status !== program.expected) return `${verdict.status}: ${verdict.error?.message ?? ''}`;
    if (program.expected === 'ok' && verdict.value !== 'contained')
      return `not contained: ${told.slice(0, 300)}`;
    return null;
  }
  if (verdict.checks.length !== 2) return `${verdict.checks.length} checks were judged`;
  for (const check of verdict.checks) {
    const came = check.status !== 'ok' ? check.status : check.passed ? 'passed' : 'failed';
    if (came !== program.expected) return `${check.name} ${came}: ${check.message}`;
    if (!check.visible && (check.input ?? check.expected ?? check.actual) !== null)
      return 'a hidden check shows its values';
  }
  return null;
}

/** A harmless program that sees whether anything of another is left in its world, and works. */
const probe: ModuleRun = {
  kind: 'module',
  requestId: 'probe',
  fairnessKey: 'probe',
  realCandidate: false,
  entry: 'probe.ts',
  files: [
    {
      path: 'probe.ts',
      text: `
const odd: string[] = [];
for (const key in {}) odd.push(key);
for (const name of ['leftBehind', 'later', 'memory', 'calls', 'passed']) if (name in globalThis) odd.push(name);
if (!Object.isExtensible(Object.prototype)) odd.push('frozen prototype');
if (JSON.stringify([1, { a: new URL('http://a.example/b').pathname }]) !== '[1,{"a":"/b"}]') odd.push('json');
if ([3, 1, 2].sort().map((n) => n * 2).join() !== '2,4,6') odd.push('arrays');
console.log('probe');
export default odd;
`,
    },
  ],
};

/** What is wrong with the run after it, or null. */
export async function problemOfNextRun(sandbox: Sandbox): Promise<string | null> {
  const outcome = await sandbox.run(probe);
  if (outcome.kind === 'failure')
    return `the next run failed: ${outcome.failure.code}: ${outcome.failure.message}`;
  const { status, value, console, error } = outcome.verdict;
  if (status !== 'ok') return `the next run ended with ${status}: ${error?.message ?? ''}`;
  if (JSON.stringify(value) !== '[]') return `the next run found ${JSON.stringify(value)}`;
  return console.map((line) => line.text).join() === 'probe' ? null : 'the next run’s console is not its own';
}
