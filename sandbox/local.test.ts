import { afterAll, describe, expect, test } from 'vitest';
import type { ModuleRun } from './contract.ts';
import { createLocalSandbox } from './local.ts';
import { moduleRun, verdictOf } from './run-fixtures.ts';

const sandbox = createLocalSandbox({ workers: 2, mostConfinement: 'none', jobsPerWorker: 40 });
afterAll(() => sandbox.close());

const limitMs = 60_000;

const run = async (files: Record<string, string>, more: Partial<ModuleRun> = {}) =>
  verdictOf(await sandbox.run(moduleRun(files, more)));
describe('an error is told at its place in the file as it was written', { timeout: limitMs }, () => {
  test('thrown in an imported file, through types and several lines', async () => {
    const verdict = await run({
      'main.ts': "import { parse } from './lib/parse';\n\nexport default parse('x' as string);\n",
      'lib/parse.ts':
        'interface Options {\n  strict: boolean;\n}\nexport function parse(text: string, options?: Options): number {\n  if (options) return 0;\n  throw new RangeError("no number: " + text);\n}\n',
    });
    expect(verdict.status).toBe('error');
    expect(verdict.error).toEqual({
      name: 'RangeError',
      message: 'no number: x',
      file: 'lib/parse.ts',
      line: 6,
      column: 9,
      stack: ['at parse (lib/parse.ts:6:9)', 'at main.ts:3:16'],
    });
  });

  test('a syntax error, an import that is none, a missing export, and an unknown file', async () => {
    const syntax = await run({ 'a.ts': 'const a: number = 1;\nfoo(;\n' });
    expect(syntax.error).toMatchObject({ name: 'SyntaxError', file: 'a.ts', line: 2, column: 5 });
    const outside = await run({ 'a.ts': "const x = 1;\nimport fs from 'node:fs';\nexport default fs;" });
    expect(outside.error).toMatchObject({ name: 'ImportError', file: 'a.ts', line: 2, column: 16 });
    const missing = await run({
      'a.ts': "import { Shape } from './b.ts';\nexport default 1 as Shape;",
      'b.ts': 'export interface Shape {}',
    });
    expect(missing.error?.message).toMatch(/import type/u);
    const unknown = await run({ 'a.ts': "import './nowhere.ts';" });
    expect(unknown.error).toMatchObject({ name: 'ImportError', line: 1 });
  });

  test('an endless loop says where it was', async () => {
    const verdict = await run(
      { 'a.ts': 'let n = 0;\nfor (;;) {\n  n += 1;\n}\n' },
      { limits: { wallMs: 200 } },
    );
    expect(verdict.status).toBe('time-limit');
    expect(verdict.error).toMatchObject({ file: 'a.ts' });
    expect([2, 3]).toContain(verdict.error?.line);
  });

  test('a limit that passes before the first line is a limit, not an error', async () => {
    for (let round = 0; round < 5; round += 1) {
      const verdict = await run(
        { 'a.ts': 'const end = Date.now() + 500;\nwhile (Date.now() < end);\n' },
        { limits: { wallMs: 10, cpuMs: 10 } },
      );
      expect(verdict.status).toBe('time-limit');
    }
  });

  test('errors of own classes keep their names, and rejections count as errors', async () => {
    const own = await run({
      'a.ts':
        'class QuotaExceeded extends Error {}\nexport const f = () => {\n  throw new QuotaExceeded("full");\n};\nf();',
    });
    expect(own.error).toMatchObject({ name: 'QuotaExceeded', message: 'full', line: 3 });
    const rejected = await run({
      'a.ts': 'async function later() {\n  await null;\n  throw new TypeError("late");\n}\nvoid later();',
    });
    expect(rejected.error).toMatchObject({ name: 'TypeError', message: 'late', line: 3 });
  });
});

describe('a module gets what a careful runtime gives, and its output in order', { timeout: limitMs }, () => {
  test('timers, top-level await, input, console levels and the result', async () => {
    const verdict = await run(
      {
        'a.ts': `
const order: string[] = [];
setTimeout(() => order.push('late'), 20);
setTimeout(() => order.push('early'), 1);
queueMicrotask(() => order.push('microtask'));
const timer = setInterval(() => order.push('tick'), 3);
await new Promise((resolve) => setTimeout(resolve, 30));
clearInterval(timer);
console.warn('n is', input.n);
console.log(order[0]);
export default Promise.resolve({ first: order.slice(0, 2), last: order.includes('late'), doubled: input.n * 2 });
`,
      },
      { input: { n: 21 } },
    );
    expect(verdict.status).toBe('ok');
    expect(verdict.value).toEqual({ first: ['microtask', 'early'], last: true, doubled: 42 });
    expect(verdict.console.map(({ level, text }) => `${level} ${text}`)).toEqual([
      'warn n is 21',
      'log microtask',
    ]);
    expect(verdict.console[0]?.atMs).toBeGreaterThanOrEqual(25);
    expect(verdict.memoryBytes).toBeGreaterThan(100_000);
  });

  test('what was printed before a limit is kept, and no more than the bound', async () => {
    const verdict = await run({
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the program's, not the test's.
      'a.ts': "for (let i = 0; ; i += 1) console.log(`line ${i} ${'x'.repeat(500)}`);",
    });
    expect(verdict.status).toBe('output-limit');
    const bytes = verdict.console.reduce((sum, line) => sum + line.text.length, 0);
    expect(bytes).toBeGreaterThan(60_000);
    expect(bytes).toBeLessThanOrEqual(64 * 1024);
    expect(verdict.console[0]?.text).toMatch(/^line 0 /u);
  });

  test('an answer that is too large is not run; a request that is none is ours', async () => {
    const verdict = await run({ 'a.ts': `// ${'x'.repeat(300_000)}\nexport default 1;` });
    expect(verdict).toMatchObject({ status: 'output-limit', value: null });
    const outcome = await sandbox.run(moduleRun({ '../a.ts': '1' }));
    expect(outcome).toMatchObject({ kind: 'failure', failure: { code: 'internal', requestId: 'request-1' } });
  });

  test.each([
    [
      'its heap is lost',
      'const all: unknown[] = []; for (;;) all.push(new Array(1_000_000).fill({}));',
      'memory-limit',
    ],
    [
      'buffers pass its limit',
      'const all: ArrayBuffer[] = []; for (;;) all.push(new ArrayBuffer(10_000_000));',
      'memory-limit',
    ],
    ['it hangs where V8 does not look', 'let value = 3n; for (;;) value *= value;', 'time-limit'],
    ['it loops', 'for (;;);', 'time-limit'],
  ])('the last line is there when %s', async (_, end, status) => {
    const verdict = await run({
      'a.ts': `for (let i = 1; i <= 300; i += 1) console.log('line', i);\n${end}`,
    });
    expect(verdict.status).toBe(status);
    expect(verdict.console).toHaveLength(300);
    expect(verdict.console.at(-1)?.text).toBe('line 300');
  });
});

describe('a worker that a program has harmed does not see another', { timeout: limitMs }, () => {
  test('sources that overwhelm the parser, over and over', async () => {
    const single = createLocalSandbox({ workers: 1, spares: 1, mostConfinement: 'none' });
    try {
      for (let round = 0; round < 6; round += 1) {
        const deep = await single.run(
          moduleRun({ 'a.ts': `export default ${'('.repeat(20_000)}1${')'.repeat(20_000)};` }),
        );
        expect(verdictOf(deep).error?.message).toBe('The file is nested too deeply to be read');
        const next = await single.run(moduleRun({ 'a.ts': `export default ${round} as number;` }));
        expect(verdictOf(next)).toMatchObject({ status: 'ok', value: round });
      }
    } finally {
      await single.close();
    }
  });
});

describe('doors', { timeout: limitMs }, () => {
  test('a real candidate is refused without confinement, unless the operator accepted that', async () => {
    const refused = await sandbox.run(moduleRun({ 'a.ts': 'export default 1;' }, { realCandidate: true }));
    expect(refused).toMatchObject({
      kind: 'failure',
      failure: { code: 'unconfined-refused', retryAfterMs: null },
    });
    const accepting = createLocalSandbox({
      workers: 1,
      spares: 0,
      mostConfinement: 'none',
      allowUnconfined: true,
    });
    try {
      const run = await accepting.run(moduleRun({ 'a.ts': 'export default 1;' }, { realCandidate: true }));
      expect(run).toMatchObject({ kind: 'verdict', confinement: 'none', verdict: { value: 1 } });
    } finally {
      await accepting.close();
    }
    expect(await accepting.run(moduleRun({ 'a.ts': '' }))).toMatchObject({
      kind: 'failure',
      failure: { code: 'unavailable' },
    });
  });

  test('an aborted run frees its worker at once', async () => {
    const abort = new AbortController();
    const endless = sandbox.run(
      moduleRun({ 'a.ts': 'for (;;);' }, { limits: { wallMs: 30_000 } }),
      abort.signal,
    );
    setTimeout(() => abort.abort(new Error('the candidate pressed Stop')), 200);
    await expect(endless).rejects.toThrow('the candidate pressed Stop');
    const startedAt = performance.now();
    await run({ 'a.ts': 'export default 1;' });
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    await expect(
      sandbox.run(moduleRun({ 'a.ts': '' }), AbortSignal.abort(new Error('before'))),
    ).rejects.toThrow('before');
  });

  test('workers are replaced after their share of jobs, and nobody notices', async () => {
    const values = await Promise.all(
      Array.from({ length: 120 }, (_, index) =>
        run({ 'a.ts': `export default ${index};` }, { fairnessKey: `key ${index % 7}` }).then(
          ({ value }) => value,
        ),
      ),
    );
    expect(values).toEqual(Array.from({ length: 120 }, (_, index) => index));
  });

  test('one key cannot fill the queue for others', async () => {
    const outcomes = await Promise.all([
      ...Array.from({ length: 80 }, () =>
        sandbox.run(moduleRun({ 'a.ts': 'export default 1;' }, { fairnessKey: 'crowd' })),
      ),
      sandbox.run(moduleRun({ 'a.ts': 'export default 2;' }, { fairnessKey: 'single' })),
    ]);
    const refused = outcomes.filter((outcome) => outcome.kind === 'failure');
    expect(refused.length).toBeGreaterThan(0);
    for (const outcome of refused)
      expect(outcome).toMatchObject({ failure: { code: 'overloaded', retryAfterMs: expect.any(Number) } });
    expect(outcomes.at(-1)).toMatchObject({ kind: 'verdict', verdict: { value: 2 } });
  });
});
