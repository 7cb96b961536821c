import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { z } from 'zod';

/** What is remembered of a data folder's server: chosen once, so that addresses stay the same over restarts. */
const schema = z.strictObject({
  port: z.number().int().min(1).max(65_535),
  /** Of the superuser, for the launcher and the tests. */
  superuserPassword: z.string().min(32),
  /** Of the role that the application uses. It owns its database and is no superuser. */
  password: z.string().min(32),
});
export type Connection = z.infer<typeof schema>;

export const applicationRole = 'plumbline';
export const superuser = 'postgres';

const fileOf = (dataFolder: string): string => path.join(dataFolder, 'postgres.json');

export function findConnection(dataFolder: string): Connection | null {
  const file = fileOf(dataFolder);
  if (!existsSync(file)) return null;
  return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

export function saveConnection(dataFolder: string, connection: Connection): void {
  const partial = `${fileOf(dataFolder)}.part`;
  writeFileSync(partial, `${JSON.stringify(connection, null, 2)}\n`, { mode: 0o600 });
  renameSync(partial, fileOf(dataFolder));
}

export async function newConnection(): Promise<Connection> {
  return {
    port: await freePort(),
    superuserPassword: randomBytes(24).toString('hex'),
    password: randomBytes(24).toString('hex'),
  };
}

export function applicationUrl(connection: Connection, database: string = applicationRole): string {
  return `postgres://${applicationRole}:${connection.password}@127.0.0.1:${connection.port}/${database}`;
}

export function superuserUrl(connection: Connection, database = 'postgres'): string {
  return `postgres://${superuser}:${connection.superuserPassword}@127.0.0.1:${connection.port}/${database}`;
}

/** A port of the loopback address that nobody uses at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

export function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
