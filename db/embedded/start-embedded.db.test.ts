// Guarantees: what PostgreSQL acknowledged is there after kill -9 of the server, at the same address; a lost password
// file loses no data; two launchers never share one cluster; a start that was cut short heals.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type EmbeddedPostgres, findRunning, startEmbedded, temporaryDataFolder } from './start-embedded.ts';

let data: ReturnType<typeof temporaryDataFolder>;
let servers: EmbeddedPostgres[] = [];

beforeEach(() => {
  data = temporaryDataFolder();
});
afterEach(async () => {
  for (const server of servers) await server.stop();
  servers = [];
  data.remove();
});

async function start(options: { takeOver?: boolean } = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbedded({ dataFolder: data.folder, ...options });
  servers.push(server);
  return server;
}

async function query<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 2 });
  }
}

test('a row that was committed is there after kill -9, at the same address', async () => {
  const first = await start();
  await query(first.url, async (sql) => {
    await sql`create table kept (n int)`;
    await sql`insert into kept select generate_series(1, 500)`;
  });
  process.kill(first.pid, 'SIGKILL');
  expect((await first.ended).signal).toBe('SIGKILL');

  const second = await start();
  expect(second.url).toBe(first.url);
  const [row] = await query(second.url, (sql) => sql`select count(*)::int as count from kept`);
  expect(row?.count).toBe(500);
});

test('durability is on, and the application is no superuser', async () => {
  const server = await start();
  const [row] = await query(
    server.url,
    (sql) => sql`select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
      current_setting('full_page_writes') as pages, current_setting('is_superuser') as superuser,
      current_setting('server_version_num')::int / 10000 as version, current_setting('TimeZone') as zone`,
  );
  expect(row).toEqual({
    fsync: 'on',
    commit: 'on',
    pages: 'on',
    superuser: 'off',
    version: 18,
    zone: 'UTC',
  });
});

test('a second launcher on the same cluster is refused, unless it may take over', async () => {
  const first = await start();
  await expect(start()).rejects.toThrow(/already runs/);
  expect(await findRunning(data.folder)).toEqual({ url: first.url });
  const second = await start({ takeOver: true });
  await first.ended;
  expect(second.pid).not.toBe(first.pid);
});

test('without its password file the data is still there', async () => {
  const first = await start();
  await query(first.url, (sql) => sql`create table kept as select 7 as n`);
  await first.stop();
  expect(await findRunning(data.folder)).toBeNull();
  rmSync(path.join(data.folder, 'postgres.json'));

  const second = await start();
  const [row] = await query(second.url, (sql) => sql`select n from kept`);
  expect(row?.n).toBe(7);
});

test('a start that was killed while making the cluster leaves nothing that stops the next one', async () => {
  mkdirSync(path.join(data.folder, 'postgres.part'), { recursive: true });
  writeFileSync(path.join(data.folder, 'postgres.part', 'PG_VERSION'), '18\n');
  writeFileSync(path.join(data.folder, 'initdb.password'), 'left over');
  await query((await start()).url, (sql) => sql`select 1`);
});

test('a number in postmaster.pid that now belongs to another process does not keep the server from starting', async () => {
  const first = await start();
  await first.stop();
  // This test process lives and is no PostgreSQL; to a server of the same account it would look like one.
  writeFileSync(path.join(first.cluster, 'postmaster.pid'), `${process.pid}\n${first.cluster}\n`);
  await query((await start()).url, (sql) => sql`select 1`);
});

test('when its port was taken meanwhile it moves and remembers the new one', async () => {
  const first = await start();
  const { port } = first;
  await first.stop();
  const { createServer } = await import('node:net');
  const squatter = createServer();
  await new Promise<void>((resolve) => squatter.listen(port, '127.0.0.1', resolve));
  try {
    const second = await start();
    expect(second.port).not.toBe(port);
    await query(second.url, (sql) => sql`select 1`);
    await second.stop();
    expect((await start()).port).toBe(second.port);
  } finally {
    squatter.close();
  }
});
