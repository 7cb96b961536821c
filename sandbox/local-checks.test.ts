import { afterAll, describe, expect, test } from 'vitest';
import type { ChecksRun } from './contract.ts';
import { createLocalSandbox } from './local.ts';
import { checksRun, verdictOf } from './run-fixtures.ts';

const sandbox = createLocalSandbox({ workers: 2, mostConfinement: 'none', jobsPerWorker: 40 });
afterAll(() => sandbox.close());

const limitMs = 60_000;

const check = async (solution: string, checks: string, more: Partial<ChecksRun> = {}) =>
  verdictOf(await sandbox.run(checksRun(solution, checks, more)));

const adder = 'export function add(a: number, b: number): number {\n  return a + b;\n}\n';

describe('checks are judged on the host, each in a world of its own', { timeout: limitMs }, () => {
  test('visible checks show their values, hidden ones nothing; weights are shares of the whole', async () => {
    const checks = `[
      { name: 'shown', title: 'Shown', visible: true, weight: 1, async run(guest, tools) {
        tools.equal(await guest.call('add', 1, 2), 4, 'add(1, 2)', [1, 2]);
      } },
      { name: 'hidden', title: 'Hidden', weight: 3, async run(guest, tools) {
        tools.equal(await guest.call('add', 20000020, 20000022), 40000043, 'the hidden sum', [20000020, 20000022]);
      } },
    ]`;
    const all = await check(adder, checks);
    expect(all.status).toBe('ok');
    expect(all.checks).toMatchObject([
      {
        name: 'shown',
        visible: true,
        weight: 0.25,
        passed: false,
        status: 'ok',
        input: '[1,2]',
        expected: '4',
        actual: '3',
      },
      {
        name: 'hidden',
        visible: false,
        weight: 0.75,
        passed: false,
        input: null,
        expected: null,
        actual: null,
      },
    ]);
    const visible = await check(adder, checks, { select: 'visible' });
    expect(visible.checks.map(({ name, weight }) => [name, weight])).toEqual([['shown', 0.25]]);
    expect(JSON.stringify(visible)).not.toMatch(/hidden|4000004|2000002/iu);
  });

  test('nothing is kept from one check to the next, and everything within one', async () => {
    const solution = 'let calls = 0;\nexport function next(): number {\n  calls += 1;\n  return calls;\n}\n';
    const twice = `async run(guest, tools) {
      tools.equal(await guest.call('next'), 1, 'first');
      tools.equal(await guest.call('next'), 2, 'second');
    }`;
    const verdict = await check(
      solution,
      `[{ name: 'a', title: 'A', ${twice} }, { name: 'b', title: 'B', ${twice} }]`,
    );
    expect(verdict.checks.map(({ passed }) => passed)).toEqual([true, true]);
  });

  test('a driver is called instead of the answer, and its frames are not shown', async () => {
    const verdict = await check(
      'export class Counter {\n  add(): never {\n    throw new Error("full");\n  }\n}\n',
      `[{ name: 'a', title: 'A', visible: true, async run(guest, tools) {
        tools.equal(await guest.exports(), ['Counter'], 'exports');
        tools.assert(guest.files[0].text.includes('class Counter'), 'files');
        await guest.call('use');
      } }]`,
      {
        driver:
          "import { Counter } from './solution.ts';\nexport async function use() {\n  await null;\n  return new Counter().add();\n}\n",
      },
    );
    expect(verdict.checks[0]).toMatchObject({ status: 'error', message: 'Error: full (solution.ts:3)' });
    expect(verdict.error?.stack).toEqual(['at Counter.add (solution.ts:3:11)']);
  });

  test('an expected error can be caught, a limit cannot', async () => {
    const verdict = await check(
      'export function refuse(): never {\n  throw new RangeError("no");\n}\nexport function loop() {\n  for (;;);\n}\n',
      `[
        { name: 'refuses', title: 'R', async run(guest, tools) {
          try { await guest.call('refuse'); } catch (error) {
            tools.equal([error.guestName, error.guestMessage], ['RangeError', 'no'], 'the error');
            return;
          }
          tools.fail('it did not throw');
        } },
        { name: 'loops', title: 'L', limits: { wallMs: 150 }, async run(guest) {
          try { await guest.call('loop'); } catch {}
        } },
      ]`,
    );
    expect(verdict.checks.map(({ passed, status }) => [passed, status])).toEqual([
      [true, 'ok'],
      [false, 'time-limit'],
    ]);
  });

  test('time and chance are the same in every run', async () => {
    const solution =
      'export function look() {\n  return [Date.now(), Math.random(), performance.now(), new Date().toISOString(), String(new Date(0).getTimezoneOffset())];\n}\n';
    const checks = `[{ name: 'a', title: 'A', visible: true, async run(guest, tools) {
      tools.fail('seen', { actual: await guest.call('look') });
    } }]`;
    const [first, second] = [await check(solution, checks), await check(solution, checks)];
    expect(first.checks[0]?.actual).toMatch(/^\[1767225600000,0\.\d+,/u);
    expect(second.checks[0]?.actual).toBe(first.checks[0]?.actual);
  });

  test('the checks after one that had to be killed are still judged', async () => {
    const solution =
      'export function f(n: number) {\n  let value = 3n;\n  while (n === 1) value *= value;\n  return n;\n}\n';
    const one = (name: string, n: number) =>
      `{ name: '${name}', title: 'T', limits: { wallMs: 150 }, async run(guest, tools) { tools.equal(await guest.call('f', ${n}), ${n}, 'f'); } }`;
    const verdict = await check(solution, `[${one('before', 0)}, ${one('killed', 1)}, ${one('after', 2)}]`);
    expect(verdict.checks.map(({ name, passed, status }) => [name, passed, status])).toEqual([
      ['before', true, 'ok'],
      ['killed', false, 'time-limit'],
      ['after', true, 'ok'],
    ]);
    expect(verdict.status).toBe('time-limit');
    const many = await check(solution, `[${['a', 'b', 'c', 'd', 'e'].map((name) => one(name, 1)).join()}]`);
    expect(many.checks).toHaveLength(5);
    expect(many.checks[4]).toMatchObject({
      passed: false,
      status: 'time-limit',
      message: expect.stringMatching(/^Not run/u),
    });
  });

  test('time that the question’s own code takes is not the program’s', async () => {
    const verdict = await check(
      adder,
      `[{ name: 'a', title: 'A', limits: { wallMs: 200 }, async run(guest, tools) {
        for (let round = 0; round < 4; round += 1) {
          const end = performance.now() + 300;
          while (performance.now() < end);
          tools.equal(await guest.call('add', round, 1), round + 1, 'add');
        }
      } }]`,
    );
    expect(verdict.checks[0]).toMatchObject({ passed: true, status: 'ok' });
    expect(verdict.checks[0]?.wallMs).toBeLessThan(200);
  });

  test('the run stops after the failure that was asked for', async () => {
    const failing = "async run(_guest, tools) { tools.fail('no'); }";
    const checks = `[{ name: 'a', title: 'A', ${failing} }, { name: 'b', title: 'B', ${failing} }, { name: 'c', title: 'C', ${failing} }]`;
    const verdict = await check(adder, checks, { stopAfterFailureOf: 'b' });
    expect(verdict.checks.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  test('what hidden checks print is not told', async () => {
    const solution = "export function f(n: number) {\n  console.log('got', n);\n  return n;\n}\n";
    const one = (name: string, visible: boolean, n: number) =>
      `{ name: '${name}', title: 'T', visible: ${visible}, async run(guest) { await guest.call('f', ${n}); } }`;
    const verdict = await check(solution, `[${one('shown', true, 1)}, ${one('hidden', false, 777)}]`);
    expect(verdict.console.map(({ text }) => text)).toEqual(['got 1']);
  });
});

describe('a check that is broken is ours, never the answer’s', { timeout: limitMs }, () => {
  const broken: Array<[string, string]> = [
    ['does not parse', '['],
    ['is no list', '{}'],
    ['throws its own error', "[{ name: 'a', title: 'A', async run() { null.x; } }]"],
    [
      'two of one name',
      "[{ name: 'a', title: 'A', async run() {} }, { name: 'a', title: 'A', async run() {} }]",
    ],
    [
      'leaves a promise behind',
      "[{ name: 'a', title: 'A', async run(guest) { void Promise.reject(new Error('x')); await new Promise((r) => setTimeout(r, 50)); } }]",
    ],
  ];
  test.each(broken)('%s', async (_name, checks) => {
    expect(await sandbox.run(checksRun(adder, checks))).toMatchObject({
      kind: 'failure',
      failure: { code: 'check-broken' },
    });
  });
});
