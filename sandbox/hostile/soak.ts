import type { Random } from '../check-api.ts';
import type { Json, ModuleRun, Sandbox } from '../contract.ts';
import { makeRandom } from '../worker/checks/random.ts';
import { type HostileProgram, loadCorpus } from './load-corpus.ts';
import { problemOf, requestOf } from './run-program.ts';

export interface SoakOptions {
  runs: number;
  seed: number;
  /** Runs at the same time. */
  clients: number;
  onProgress?: (done: number) => void;
}

export interface SoakResult {
  runs: number;
  hostile: number;
  overloaded: number;
  /** What was wrong with a verdict; none is the only good number. */
  problems: string[];
}

interface Ordinary {
  text: string;
  value: Json;
}

/** Programs as candidates write them, each with the one value that is right for its number. */
const ordinary: Array<(n: number) => Ordinary> = [
  (n) => ({ text: `export default ${n} * 2;`, value: n * 2 }),
  (n) => ({
    text: `const sum = (to: number): number => (to === 0 ? 0 : to + sum(to - 1));\nconsole.log(sum(${n % 500}));\nexport default sum(${n % 500});`,
    value: ((n % 500) * ((n % 500) + 1)) / 2,
  }),
  (n) => ({
    text: `const words = Array.from({ length: 200 }, (_, i) => \`w\${(i * ${n}) % 17}\`);\nexport default new Set(words).size;`,
    value: new Set(Array.from({ length: 200 }, (_, index) => (index * n) % 17)).size,
  }),
  (n) => ({
    text: `async function later<T>(value: T): Promise<T> {\n  await null;\n  return value;\n}\nexport default await later({ n: ${n}, deep: [[${n}]] });`,
    value: { n, deep: [[n]] },
  }),
  (n) => ({
    text: `await new Promise<void>((resolve) => setTimeout(resolve, ${n % 4}));\nexport default new URL('http://a.example/${n}?q=1').pathname;`,
    value: `/${n}`,
  }),
];

/** Mixed runs, one in ten hostile; every verdict is compared with what it must be. */
export async function soak(sandbox: Sandbox, options: SoakOptions): Promise<SoakResult> {
  const random = makeRandom(options.seed);
  const corpus = loadCorpus();
  const result: SoakResult = { runs: 0, hostile: 0, overloaded: 0, problems: [] };
  let started = 0;
  const client = async (index: number) => {
    while (started < options.runs) {
      started += 1;
      const number = started;
      const problem =
        random.next() < 0.1
          ? await runHostile(sandbox, random.pick(corpus), `client ${index}`, result)
          : await runOrdinary(sandbox, random, number, `client ${index}`, result);
      if (problem !== null) result.problems.push(`run ${number}: ${problem}`);
      result.runs += 1;
      options.onProgress?.(result.runs);
    }
  };
  await Promise.all(Array.from({ length: options.clients }, (_, index) => client(index)));
  return result;
}

async function runHostile(
  sandbox: Sandbox,
  program: HostileProgram,
  key: string,
  result: SoakResult,
): Promise<string | null> {
  result.hostile += 1;
  const outcome = await sandbox.run(requestOf(program, key));
  if (outcome.kind === 'failure' && outcome.failure.code === 'overloaded') {
    result.overloaded += 1;
    return null;
  }
  const problem = problemOf(program, outcome);
  return problem === null ? null : `${program.kind} ${program.name}: ${problem}`;
}

async function runOrdinary(
  sandbox: Sandbox,
  random: Random,
  number: number,
  key: string,
  result: SoakResult,
): Promise<string | null> {
  const { text, value } = random.pick(ordinary)(number);
  const request: ModuleRun = {
    kind: 'module',
    requestId: `soak ${number}`,
    fairnessKey: key,
    realCandidate: false,
    entry: 'a.ts',
    files: [{ path: 'a.ts', text }],
  };
  const outcome = await sandbox.run(request);
  if (outcome.kind === 'failure') {
    if (outcome.failure.code !== 'overloaded') return `${outcome.failure.code}: ${outcome.failure.message}`;
    result.overloaded += 1;
    return null;
  }
  const { verdict } = outcome;
  if (verdict.status !== 'ok') return `${verdict.status}: ${verdict.error?.message ?? ''} for ${text}`;
  return JSON.stringify(verdict.value) === JSON.stringify(value)
    ? null
    : `gave ${JSON.stringify(verdict.value)} for ${text}`;
}
