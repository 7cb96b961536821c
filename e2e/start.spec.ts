// Guarantees of the start command: a mistake is one sentence before anything runs; whatever part is killed comes back and
// nothing that was committed is lost; however the command itself ends, nothing that it started is left behind; and a
// first start that was cut short heals.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import postgres from 'postgres';
import { applicationUrl, findConnection } from '../db/embedded/connection-file.ts';
import { temporaryDataFolder } from '../db/embedded/start-embedded.ts';

const root = path.resolve(import.meta.dirname, '..');
const readyLine = /Plumbline is ready: (http:\/\/\S+)/;
const patience = { timeout: 60_000 };

class Start {
  readonly process: ChildProcess;
  said = '';
  readonly ended: Promise<number | string | null>;

  constructor(variables: Record<string, string>) {
    this.process = spawn(process.execPath, ['scripts/start.mjs'], {
      cwd: root,
      env: { ...process.env, DATABASE_URL: '', SANDBOX_URL: '', ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const listen = (chunk: Buffer): void => {
      this.said += chunk.toString();
    };
    this.process.stdout?.on('data', listen);
    this.process.stderr?.on('data', listen);
    this.ended = new Promise((resolve) =>
      this.process.once('close', (code, signal) => resolve(code ?? signal)),
    );
  }

  async ready(): Promise<string> {
    await expect.poll(() => this.said, { timeout: 120_000 }).toMatch(readyLine);
    return readyLine.exec(this.said)?.[1] ?? '';
  }
}

/** Processes below `pid`, from the machine's own list. */
function below(pid: number | undefined): { pid: number; command: string }[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .flatMap((row) => {
      const [, own, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row) ?? [];
      return own && parent ? [{ pid: Number(own), parent: Number(parent), command: command ?? '' }] : [];
    });
  const found: { pid: number; command: string }[] = [];
  const queue = [pid];
  for (const at of queue) {
    for (const row of rows) {
      if (row.parent !== at || row.command.startsWith('ps ')) continue;
      found.push(row);
      queue.push(row.pid);
    }
  }
  return found;
}

const parts = {
  web: /next-server|next\/dist\/bin\/next/,
  jobs: /server\/jobs\/worker\.ts/,
  sandbox: /sandbox\/serve\.ts/,
  database: /bin\/postgres -D/,
};

function pidOf(start: Start, part: keyof typeof parts): number {
  const direct = below(start.process.pid).find(({ command }) => parts[part].test(command));
  if (!direct) throw new Error(`${part} does not run`);
  return direct.pid;
}

/** Of these, who still runs. A process that ended and was not waited for does not count. */
function alive(pids: number[]): number[] {
  const running = execFileSync('ps', ['-eo', 'pid=,stat='], { encoding: 'utf8' })
    .split('\n')
    .flatMap((row) => {
      const [pid, state] = row.trim().split(/\s+/);
      return pid && state && !state.startsWith('Z') ? [Number(pid)] : [];
    });
  return pids.filter((pid) => running.includes(pid));
}

async function health(address: string): Promise<number> {
  try {
    return (await fetch(`${address}/api/health`)).status;
  } catch {
    return 0;
  }
}

/** Rows that a kill must not take away. */
async function countPeople(dataFolder: string): Promise<number> {
  const connection = findConnection(dataFolder);
  if (!connection) throw new Error('no database in the data folder');
  const sql = postgres(applicationUrl(connection), { max: 1, onnotice: () => {} });
  try {
    const [row] = await sql`select count(*)::int as count from person`;
    return Number(row?.count);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function addPerson(dataFolder: string, name: string): Promise<void> {
  const connection = findConnection(dataFolder);
  if (!connection) throw new Error('no database in the data folder');
  const sql = postgres(applicationUrl(connection), { max: 1, onnotice: () => {} });
  await sql`insert into person (email, name) values (${`${name}@example.com`}, ${name})`;
  await sql.end({ timeout: 1 });
}

let data: ReturnType<typeof temporaryDataFolder>;
let starts: Start[] = [];

test.beforeEach(() => {
  data = temporaryDataFolder();
});
test.afterEach(async () => {
  for (const start of starts) {
    if (start.process.exitCode === null && start.process.signalCode === null) start.process.kill('SIGTERM');
    await start.ended;
  }
  starts = [];
  data.remove();
});

function begin(variables: Record<string, string> = {}): Start {
  const start = new Start({ DATA_FOLDER: data.folder, PORT: '0', ...variables });
  starts.push(start);
  return start;
}

test('a mistake is one sentence, before anything has started', async () => {
  const squatter = net.createServer();
  await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
  const address = squatter.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const secret = 'p4ssw0rd-of-the-operator';
  const mistakes: [Record<string, string>, RegExp][] = [
    [{ PORT: String(port) }, new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 is used by another program\\. `)],
    [{ PORT: 'http' }, /^PORT is not valid: /],
    [{ DATABASE_URL: `postgres://app:${secret}@127.0.0.1:1/plumbline` }, /^APP_URL is missing: /],
    [{ DATABASE_URL: `postgres://app:${secret}@127.0.0.1:1/x`, PLUMBLINE_MODE: 'demo' }, /^PLUMBLINE_MODE /],
    [{ GITHUB_ID: 'abc' }, /^GITHUB_SECRET is missing: /],
  ];
  for (const [variables, sentence] of mistakes) {
    const start = begin(variables);
    expect(await start.ended).toBe(1);
    expect(start.said.trim()).toMatch(sentence);
    expect(start.said.trim()).not.toContain('\n');
    expect(start.said).not.toContain(secret);
  }
  expect(readdirSync(data.folder)).toEqual([]);
  squatter.close();
});

test('every part that is killed comes back, with what was committed; a second start is told where the first runs', async () => {
  test.setTimeout(300_000);
  const start = begin();
  const address = await start.ready();
  await addPerson(data.folder, 'before');
  const people = await countPeople(data.folder);

  const second = begin();
  expect(await second.ended).toBe(1);
  expect(second.said).toContain(`at ${address}`);

  for (const part of ['web', 'jobs', 'sandbox', 'database'] as const) {
    const killed = pidOf(start, part);
    process.kill(killed, 'SIGKILL');
    await expect
      .poll(() => {
        const now = below(start.process.pid).find(({ command }) => parts[part].test(command));
        return now !== undefined && now.pid !== killed;
      }, patience)
      .toBe(true);
    await expect.poll(() => health(address), patience).toBe(200);
  }
  // A health answer is kept for a second; the database itself may still be recovering.
  await expect.poll(() => countPeople(data.folder).catch(() => null), patience).toBe(people);
});

test('however it ends, nothing is left behind, and the next start has everything at the same address', async () => {
  test.setTimeout(300_000);
  let running = begin();
  const address = await running.ready();
  await addPerson(data.folder, 'before');
  const people = await countPeople(data.folder);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const) {
    const started = below(running.process.pid).map(({ pid }) => pid);
    expect(started.length).toBeGreaterThanOrEqual(4);
    running.process.kill(signal);
    expect(await running.ended).toBe(signal === 'SIGKILL' ? 'SIGKILL' : 0);
    await expect.poll(() => alive(started), { timeout: 20_000 }).toEqual([]);

    running = begin({ PORT: new URL(address).port });
    expect(await running.ready()).toBe(address);
    expect(await countPeople(data.folder)).toBe(people);
  }
});

test('a first start that was cut short while it loaded the demo heals', async () => {
  test.setTimeout(300_000);
  const mark = path.join(data.folder, 'demo-is-loading');
  const first = begin();
  await expect.poll(() => existsSync(mark), { timeout: 60_000, intervals: [20] }).toBe(true);
  await expect.poll(() => countPeople(data.folder), { timeout: 60_000, intervals: [20] }).toBeGreaterThan(0);
  first.process.kill('SIGKILL');
  await first.ended;
  expect(existsSync(mark)).toBe(true);

  const second = begin();
  await second.ready();
  expect(second.said).toContain('the demo is made anew');
  expect(existsSync(mark)).toBe(false);
  await addPerson(data.folder, 'mine');
  const people = await countPeople(data.folder);
  second.process.kill('SIGTERM');
  await second.ended;

  // From here on what is in the database is somebody's.
  const third = begin();
  await third.ready();
  expect(third.said).not.toContain('made anew');
  expect(await countPeople(data.folder)).toBe(people);
});
