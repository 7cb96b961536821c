import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createRemoteSandbox } from './client.ts';

const limitMs = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'plumbline-commands-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

function start(script: string, args: string[], environment: Record<string, string> = {}): ChildProcess {
  const path = new URL(`./${script}`, import.meta.url).pathname;
  return spawn(process.execPath, [path, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function ended(child: ChildProcess): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function sandbox(...args: string[]): Promise<Ended & { report: Record<string, unknown> }> {
  const result = await ended(start('cli.ts', args));
  const last = result.stdout.trimEnd().split('\n').at(-1) ?? '';
  return { ...result, report: args.includes('--json') && last.startsWith('{') ? JSON.parse(last) : {} };
}

describe('the command runs a file under the limits of candidates', { timeout: limitMs }, () => {
  test('a program with an import and input ends ok, with everything it said', async () => {
    file('twice.ts', 'export const twice = (n: number): number => n * 2;\n');
    const path = file(
      'main.ts',
      "import { twice } from './twice';\nconsole.log('hello');\nconsole.error('there');\nexport default twice(await Promise.resolve(input.n));\n",
    );
    const { code, report } = await sandbox(path, '--json', '--input', '{"n":21}');
    expect(code).toBe(0);
    expect(report).toMatchObject({ status: 'ok', stdout: 'hello\nthere\n', value: 42, error: null });
    expect(report.confinement).toMatch(/^(?:bubblewrap|namespaces|none)$/u);
    expect(report.wallMs).toBeGreaterThan(0);
  });

  const verdicts: Array<[string, string, string[], string]> = [
    ['error', 'const a: number = 1;\nthrow new TypeError("no");\n', [], 'error'],
    ['endless loop', 'for (;;);\n', ['--wall-ms', '200'], 'time-limit'],
    [
      'memory',
      'const kept: unknown[] = [];\nfor (;;) kept.push(new Uint8Array(1e6));\n',
      ['--memory-mb', '32'],
      'memory-limit',
    ],
    ['output', 'for (;;) console.log("again and again");\n', [], 'output-limit'],
  ];
  test.each(verdicts)('%s is a verdict with exit code 0', async (name, text, args, status) => {
    const { code, report } = await sandbox(file(`${name.replace(' ', '-')}.ts`, text), '--json', ...args);
    expect([code, report.status]).toEqual([0, status]);
    if (status === 'error')
      expect(report.error).toMatchObject({ name: 'TypeError', message: 'no', line: 2, column: 7 });
  });

  test('without --json it prints for people', async () => {
    const { code, stdout, stderr } = await sandbox(
      file('people.ts', "console.log('for people');\nexport default [1];\n"),
    );
    expect([code, stdout]).toEqual([0, 'for people\n[1]\n']);
    expect(stderr).toMatch(/^ok after [\d.]+ ms/u);
  });

  test.each([[[]], [['/nowhere.ts']], [['a.ts', 'b.ts']], [['a.ts', '--wall-ms', 'soon']], [['--what']]])(
    '%j is bad use',
    async (args) => {
      const { code, stderr } = await sandbox(...args);
      expect(code).toBe(64);
      expect(stderr).toMatch(/Usage: npm run -s sandbox/u);
    },
  );
});

describe('the service starts, serves and ends in order', { timeout: limitMs }, () => {
  const secret = 'a secret of enough length';

  test('one ready line with its port; SIGTERM ends it and every worker', async () => {
    const child = start('serve.ts', [], {
      SANDBOX_SECRET: secret,
      SANDBOX_PORT: '0',
      SANDBOX_WORKERS: '1',
      SANDBOX_ALLOW_UNCONFINED: 'true',
    });
    const end = ended(child);
    const line = await new Promise<string>((resolve) =>
      child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString())),
    );
    const ready: { ready: string; port: number; confinement: string } = JSON.parse(line);
    expect(ready.ready).toBe('sandbox');
    const client = createRemoteSandbox({ urls: [`http://127.0.0.1:${ready.port}`], secret });
    const run = (text: string, wallMs: number) =>
      client.run({
        kind: 'module',
        requestId: 'r',
        fairnessKey: 'k',
        realCandidate: true,
        entry: 'a.ts',
        files: [{ path: 'a.ts', text }],
        limits: { wallMs },
      });
    expect(await run('export default 7;', 1_000)).toMatchObject({
      kind: 'verdict',
      confinement: ready.confinement,
      verdict: { value: 7 },
    });
    // One is running when the end comes: its client is told, not left hanging.
    const cut = run('for (;;);', 20_000);
    await expect.poll(async () => (await client.health()).running).toBe(1);
    child.kill('SIGTERM');
    expect(await cut).toMatchObject({ kind: 'failure' });
    expect((await end).code).toBe(0);
    await client.close();
  });

  test('a missing or short secret stops the start with one sentence', async () => {
    const environments: Array<Record<string, string>> = [
      { SANDBOX_SECRET: '' },
      { SANDBOX_SECRET: 'short' },
      { SANDBOX_SECRET: secret, SANDBOX_PORT: 'x' },
    ];
    for (const environment of environments) {
      const { code, stderr } = await ended(start('serve.ts', [], environment));
      expect(code).toBe(64);
      expect(stderr).toMatch(/^SANDBOX_(?:SECRET|PORT) /u);
    }
  });
});
