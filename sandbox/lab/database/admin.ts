import type { LabServer } from '../server/lab-server.ts';
import { WireConnection } from '../wire/wire-connection.ts';

const maintenance = 'postgres';
const idleMax = 3;
const limits = { rowsMax: 100_000, bytesMax: 64 * 1024 * 1024 };

export type Row = (string | null)[];

/** A statement of the host's own failed. */
export class AdminFailed extends Error {
  readonly state: string;

  constructor(state: string, message: string) {
    super(message);
    this.state = state;
  }
}

/** What runs the host's own statements, one after another, over one connection. */
export interface AdminConnection {
  query(sql: string): Promise<Row[]>;
}

/**
 * The lab's superuser. It only ever runs statements of this room and of the bank, never a candidate's, and never calls
 * what a candidate may have made: those run under the candidate's own role, in connections of their own.
 */
export class Admin {
  readonly #server: LabServer;
  #main: Promise<WireConnection> | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  /** Kept for the next that works in `postgres`. */
  readonly #idle: WireConnection[] = [];

  constructor(server: LabServer) {
    this.#server = server;
  }

  get server(): LabServer {
    return this.#server;
  }

  /** In the server's database `postgres`. */
  query(sql: string): Promise<Row[]> {
    const turn = this.#turn.then(async () => {
      if (!this.#main || (await this.#main.catch(() => null))?.isLost !== false)
        this.#main = this.#connect(maintenance);
      return run(await this.#main, sql);
    });
    this.#turn = turn.catch(() => {});
    return turn;
  }

  /** Work over a connection of its own, so that slow work keeps nobody waiting. */
  async within<T>(database: string, work: (connection: AdminConnection) => Promise<T>): Promise<T> {
    const kept = database === maintenance ? this.#idle.pop() : undefined;
    const connection = kept && !kept.isLost ? kept : await this.#connect(database);
    try {
      return await work({ query: (sql) => run(connection, sql) });
    } finally {
      if (database === maintenance && this.#idle.length < idleMax) this.#idle.push(connection);
      // The next may copy or drop this database, which waits for everybody in it.
      else await connection.end();
    }
  }

  async close(): Promise<void> {
    for (const connection of this.#idle.splice(0)) connection.close();
    (await this.#main?.catch(() => null))?.close();
  }

  #connect(database: string): Promise<WireConnection> {
    const { address, user, password } = this.#server;
    return WireConnection.open({ address, user, password, database, applicationName: 'plumbline lab' });
  }
}

async function run(connection: WireConnection, sql: string): Promise<Row[]> {
  const { rows, error } = await connection.run(sql, limits);
  if (error) throw new AdminFailed(error.get('C') ?? '', `${error.get('M')} (${sql.trim().slice(0, 120)})`);
  return rows;
}
