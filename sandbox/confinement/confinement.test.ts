import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Confinement, Json, Sandbox } from '../contract.ts';
import { createLocalSandbox } from '../local.ts';
import { processTree } from '../pool/process-usage.ts';
import { chooseConfinement } from './choose-confinement.ts';

const limitMs = 60_000;
const checkout = fileURLToPath(new URL('../../', import.meta.url));
const possible = new Map<Confinement, boolean>();
for (const most of ['bubblewrap', 'namespaces', 'none'] as const) {
  possible.set(most, (await chooseConfinement(most)).confinement === most);
}

/**
 * Runs code in the worker's own realm, outside the isolate: as a program would that had broken out of V8's. `check.ts`
 * is the door to there, and only the question's author has it.
 */
async function inWorker(sandbox: Sandbox, code: string): Promise<Json> {
  const outcome = await sandbox.run({
    kind: 'checks',
    requestId: 'probe',
    fairnessKey: 'probe',
    realCandidate: false,
    driver: null,
    checks: `export default [{ name: 'probe', title: 'Probe', visible: true, async run(_guest, tools) {
      const probe = async () => { ${code} };
      tools.fail('probed', { actual: await probe().catch((error) => 'refused: ' + (error.code ?? error.message)) });
    } }];`,
    select: 'all',
    files: [{ path: 'solution.ts', text: 'export {};' }],
  });
  if (outcome.kind === 'failure') throw new Error(outcome.failure.message);
  const actual = outcome.verdict.checks[0]?.actual ?? '';
  try {
    const value: Json = JSON.parse(actual);
    return value;
  } catch {
    return actual;
  }
}

const refused = /^refused: /u;

/** A listener on this machine that a worker without a network cannot reach. */
const listener = createServer((socket) => socket.end('reached'));
const listening = new Promise<number>((resolve) => {
  listener.listen(0, '127.0.0.1', () => {
    const address = listener.address();
    resolve(typeof address === 'object' && address !== null ? address.port : 0);
  });
});
afterAll(() => {
  listener.close();
});

const connect = (port: number) => `
  const { connect } = await import('node:net');
  return await new Promise((resolve, reject) => {
    const socket = connect(${port}, '127.0.0.1');
    socket.on('data', (data) => resolve(String(data)));
    socket.on('error', reject);
    setTimeout(() => reject(new Error('no answer')), 500);
  });`;

describe.each(['bubblewrap', 'namespaces', 'none'] as const)(
  'a worker under %s',
  { timeout: limitMs },
  (most) => {
    const here = possible.get(most) === true;
    let sandbox: Sandbox;
    beforeAll(() => {
      if (here) sandbox = createLocalSandbox({ workers: 1, spares: 0, mostConfinement: most });
    });
    afterAll(async () => {
      if (here) await sandbox.close();
    });

    test.skipIf(!here)('says so', async () => {
      expect(await sandbox.health()).toMatchObject({ status: 'ok', confinement: most });
    });

    test.skipIf(!here)(
      'reads no file but its own, writes none, starts no process and no thread',
      async () => {
        for (const path of [
          '/etc/passwd',
          '/proc/self/environ',
          join(checkout, 'README.md'),
          join(checkout, 'sandbox/local.ts'),
          join(checkout, 'tsconfig.json'),
          '/root',
          '/etc/hostname',
        ]) {
          expect(
            await inWorker(
              sandbox,
              `return (await import('node:fs')).readFileSync(${JSON.stringify(path)}, 'utf8');`,
            ),
            path,
          ).toMatch(refused);
        }
        for (const path of ['/tmp/x', '/dev/shm/x', 'x', '/plumbline/app/sandbox/x']) {
          expect(
            await inWorker(
              sandbox,
              `(await import('node:fs')).writeFileSync(${JSON.stringify(path)}, 'x'); return 'written';`,
            ),
            path,
          ).toMatch(refused);
        }
        expect(
          await inWorker(
            sandbox,
            "return String((await import('node:child_process')).execFileSync('/bin/true'));",
          ),
        ).toMatch(refused);
        expect(
          await inWorker(
            sandbox,
            "new (await import('node:worker_threads')).Worker('1', { eval: true }); return 'started';",
          ),
        ).toMatch(refused);
      },
    );

    test.skipIf(!here)('has nothing of our environment and is not root', async () => {
      process.env.PLUMBLINE_TEST_SECRET = 'secret';
      expect(
        await inWorker(
          sandbox,
          'return Object.keys(process.env).filter((key) => !["TZ", "PWD"].includes(key));',
        ),
      ).toEqual([]);
      expect(await inWorker(sandbox, 'return process.getuid();')).not.toBe(0);
      if (process.getuid?.() !== 0) return;
      for (const pid of processTree(process.pid).slice(1)) {
        const status = spawnSync('cat', [`/proc/${pid}/status`], { encoding: 'utf8' }).stdout;
        if (!/^Name:\s+(?:MainThread|node)/mu.test(status) || !isWorker(pid)) continue;
        expect(/^Uid:\s+(\d+)/mu.exec(status)?.[1], 'uid as the host sees it').toBe('65534');
        expect(/^CapEff:\s+(\w+)/mu.exec(status)?.[1]).toBe('0000000000000000');
        expect(/^NoNewPrivs:\s+(\d)/mu.exec(status)?.[1]).toBe('1');
      }
    });

    test.skipIf(!here || most === 'none')('has no network and sees no other process', async () => {
      const port = await listening;
      expect(await inWorker(sandbox, connect(port))).toMatch(refused);
      expect(
        await inWorker(
          sandbox,
          "return Object.values((await import('node:os')).networkInterfaces()).flat().filter((one) => !one.internal).length;",
        ),
      ).toBe(0);
      expect(await inWorker(sandbox, `process.kill(${process.pid}, 0); return 'seen';`)).toMatch(refused);
      for (const pid of processTree(process.pid).slice(1).filter(isWorker)) {
        for (const space of ['net', 'pid', 'user', 'mnt', 'ipc', 'uts']) {
          expect(readlinkSync(`/proc/${pid}/ns/${space}`), space).not.toBe(
            readlinkSync(`/proc/self/ns/${space}`),
          );
        }
      }
    });

    test.skipIf(!here || most !== 'bubblewrap')(
      'stands in an empty file system, whatever Node would allow',
      async () => {
        const root = processTree(process.pid).slice(1).find(isWorker);
        const list = (path: string) =>
          spawnSync('ls', ['-A', `/proc/${root}/root${path}`], { encoding: 'utf8' })
            .stdout.trim()
            .split('\n');
        if (process.getuid?.() !== 0) return;
        expect(list('/').every((name) => ['dev', 'lib', 'lib64', 'plumbline', 'usr'].includes(name))).toBe(
          true,
        );
        expect(list('/plumbline/app/sandbox')).toEqual([
          'clamp-limits.ts',
          'guest',
          'limits.ts',
          'protocol',
          'worker',
        ]);
        expect(list('/plumbline/app')).not.toContain('question-bank');
        expect(existsSync(`/proc/${root}/root/bin`)).toBe(false);
        expect(existsSync(`/proc/${root}/root/etc`)).toBe(false);
      },
    );
  },
);

function isWorker(pid: number): boolean {
  const command = spawnSync('cat', [`/proc/${pid}/cmdline`], { encoding: 'utf8' }).stdout.split('\0');
  return /(?:^|\/)node$/u.test(command[0] ?? '') && command.some((part) => part.endsWith('worker/main.ts'));
}

describe('where the checkout stands makes no difference', { timeout: limitMs }, () => {
  const isRoot = process.getuid?.() === 0;
  const folder = mkdtempSync('/var/tmp/plumbline-checkout-');
  const staged = () => readdirSync('/var/tmp').filter((name) => name.startsWith('plumbline-sandbox-'));
  const before = new Set(staged());
  afterAll(() => {
    for (const name of staged()) if (!before.has(name)) rmSync(join('/var/tmp', name), { recursive: true });
    rmSync(folder, { recursive: true, force: true });
  });

  /** A copy of this room and of what its workers load in a folder that nobody else may enter, with the packages as a link. */
  function copyCheckout(name: string): string {
    const closed = join(folder, name);
    const copy = join(closed, 'checkout');
    mkdirSync(copy, { recursive: true });
    for (const part of ['sandbox', 'simulation', 'package.json'])
      cpSync(join(checkout, part), join(copy, part), { recursive: true });
    symlinkSync(join(checkout, 'node_modules'), join(copy, 'node_modules'));
    writeFileSync(join(closed, 'program.ts'), 'export default 6 * 7;\n');
    chmodSync(closed, 0o700);
    chmodSync(folder, 0o711);
    return closed;
  }

  function run(closed: string, user: { uid?: number; gid?: number }) {
    const args = [join(closed, 'checkout/sandbox/cli.ts'), join(closed, 'program.ts'), '--json'];
    const { stdout, stderr } = spawnSync(process.execPath, args, {
      encoding: 'utf8',
      env: { ...process.env, HOME: closed },
      ...user,
    });
    return JSON.parse(stdout.trim().split('\n').at(-1) || JSON.stringify({ stderr })) as {
      status?: string;
      value?: Json;
      confinement?: string;
    };
  }

  test.skipIf(!isRoot)(
    'as root below a folder that only root may enter: the worker, who may not, starts all the same',
    () => {
      const report = run(copyCheckout('root'), {});
      expect(report).toMatchObject({
        status: 'ok',
        value: 42,
        confinement: possible.get('bubblewrap') ? 'bubblewrap' : expect.any(String),
      });
    },
  );

  test.skipIf(!isRoot)('as a plain user below a folder of that user alone', () => {
    const closed = copyCheckout('user');
    spawnSync('chown', ['-R', '65533:65533', closed]);
    const report = run(closed, { uid: 65_533, gid: 65_533 });
    expect(report).toMatchObject({
      status: 'ok',
      value: 42,
      confinement: possible.get('bubblewrap') ? 'bubblewrap' : expect.any(String),
    });
  });
});

describe('what a machine cannot do is said, with what to do', { timeout: limitMs }, () => {
  test('without confinement the note names the consequence', async () => {
    const { confinement, note } = await chooseConfinement('none');
    expect(confinement).toBe('none');
    expect(note).toMatch(/SANDBOX_ALLOW_UNCONFINED=true/u);
  });
});
