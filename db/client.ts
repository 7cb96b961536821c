import net from 'node:net';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import type { Executor } from './executor.ts';

export interface DatabaseHandle {
  /** Queries of db/queries/ and transactions. */
  db: Executor;
  /** A plain client for LISTEN, COPY and raw statements. Not the one drizzle wraps: drizzle changes its serialisers. */
  sql: postgres.Sql;
  close(): Promise<void>;
}

const poolMax = 16;
const plainPoolMax = 4;
/** Between tries to connect. The driver's own waiting doubles up to 20 s over all connections together: after a crash of
 * PostgreSQL that took five seconds, some requests waited fourteen more. */
const reconnectAfterSeconds = () => 0.1 + Math.random() * 0.2;

/**
 * Opens two small pools to one server. The sockets set TCP_NODELAY: without it a write over one segment waits about
 * 40 ms for the other side's delayed acknowledgement. The socket is returned unconnected and at once, because
 * postgres.js never frees the slot of a socket promise that rejects.
 */
export function createDatabase(url: string, options: { max?: number } = {}): DatabaseHandle {
  const common = {
    socket: ({ host, port }: { host: string[]; port: number[] }) =>
      net.connect({ host: host[0] ?? '127.0.0.1', port: port[0] ?? 5432, noDelay: true }),
    onnotice: () => {},
    connect_timeout: 10,
    backoff: reconnectAfterSeconds,
    idle_timeout: 60,
  };
  const wrapped = preparing(postgres(url, { ...common, max: options.max ?? poolMax }));
  const plain = postgres(url, { ...common, max: plainPoolMax });
  return {
    db: drizzle(wrapped),
    sql: plain,
    async close() {
      await Promise.all([wrapped.end({ timeout: 5 }), plain.end({ timeout: 5 })]);
    },
  };
}

/**
 * Makes drizzle's statements prepared ones, named and kept by their connection. drizzle asks for unnamed ones, which
 * the server parses and plans anew each time and the driver describes in a round trip of its own first: an append of
 * the edit log took 2.2 ms of PostgreSQL's time, prepared 1.2.
 */
function preparing<T extends postgres.Sql | postgres.TransactionSql>(sql: T): T {
  const { unsafe } = sql;
  Object.assign(sql, {
    unsafe: (query: string, parameters: [], options: postgres.UnsafeQueryOptions) =>
      unsafe(query, parameters, { ...options, prepare: true }),
  });
  if ('begin' in sql) {
    const { begin } = sql;
    Object.assign(sql, {
      begin: (work: (tx: postgres.TransactionSql) => Promise<unknown>) => begin((tx) => work(preparing(tx))),
    });
  }
  if ('savepoint' in sql) {
    const { savepoint } = sql;
    Object.assign(sql, {
      savepoint: (work: (tx: postgres.TransactionSql) => Promise<unknown>) =>
        savepoint((tx) => work(preparing(tx))),
    });
  }
  return sql;
}
