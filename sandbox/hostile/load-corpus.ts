import { readdirSync, readFileSync } from 'node:fs';
import type { RunLimits, VerdictStatus } from '../contract.ts';

/** What a program of the corpus must come to. `passed` and `failed` are of the check that judges an answer. */
export type Expected = VerdictStatus | 'passed' | 'failed';

export interface HostileProgram {
  /** File name without its ending: `<expected>--<what it does>`. */
  name: string;
  /** `module` programs are run once; `checks` programs are answers that a question's checks judge. */
  kind: 'module' | 'checks';
  expected: Expected;
  text: string;
  limits: RunLimits;
  /** Text that must stand on the console whatever else happened, from a line `// prints: …`. */
  prints: string | null;
}

const expectations: readonly Expected[] = [
  'ok',
  'error',
  'time-limit',
  'memory-limit',
  'output-limit',
  'passed',
  'failed',
];

/** Short, because a program that is to hit a limit hits a short one as surely as a long one. */
const corpusLimits: RunLimits = { wallMs: 400, memoryMb: 32 };

/** Every program in `programs/`. A new file needs no code: its name says what must happen to it. */
export function loadCorpus(): HostileProgram[] {
  return [...loadFolder('module'), ...loadFolder('checks')];
}

function loadFolder(kind: HostileProgram['kind']): HostileProgram[] {
  const folder = new URL(`./programs/${kind}/`, import.meta.url);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .map((file) => {
      const name = file.slice(0, -'.ts'.length);
      const text = readFileSync(new URL(file, folder), 'utf8');
      const expected = expectations.find((word) => name.startsWith(`${word}--`));
      if (expected === undefined) throw new Error(`${file} is not named by an expected verdict`);
      return {
        name,
        kind,
        expected,
        text,
        limits: { ...corpusLimits, ...readLimits(text) },
        prints: /^\/\/ prints: (.+)$/mu.exec(text)?.[1] ?? null,
      };
    });
}

/** A line `// limits: wallMs=5000 memoryMb=64` near the top. */
function readLimits(text: string): RunLimits {
  const limits: RunLimits = {};
  const line = /^\/\/ limits: (.+)$/mu.exec(text)?.[1] ?? '';
  for (const [, key, value] of line.matchAll(/(wallMs|cpuMs|memoryMb)=(\d+)/gu)) {
    if (key === 'wallMs' || key === 'cpuMs' || key === 'memoryMb') limits[key] = Number(value);
  }
  return limits;
}
