/**
 * What a candidate's program sees: the text of `api.d.ts` beside the answer, with what the editor shows on hover. A
 * world offers the parts that its definition has; the others answer `bad_call`.
 */
export const candidateApi = `/** Milliseconds of virtual time; may have a fraction. */
export type Ms = number;

/** A remote call failed. \`sent: true\` means that it may have taken effect: nobody knows. */
export interface RemoteError extends Error {
  readonly code: 'timeout' | 'unavailable' | 'conn_reset' | 'aborted' | 'revoked' | SqlErrorCode;
  readonly sent: boolean;
}

export interface Signal {
  readonly aborted: boolean;
  readonly reason?: unknown;
  /** Calls back once when aborted. Gives a function that takes the callback off. */
  onAbort(callback: () => void): () => void;
}

export interface Clock {
  /** This replica's wall clock: off by some seconds from the others', and it may step. */
  now(): Ms;
  /** Since this process started; never goes back. */
  mono(): Ms;
  /** Waits at least 1 ms. Rejects with code \`aborted\` when the signal aborts. */
  sleep(ms: Ms, signal?: Signal): Promise<void>;
  timer(ms: Ms, callback: () => void): { cancel(): void };
}

/** Chance of this process; the same in every run of a seed. */
export interface Rng {
  /** In [0, 1). */
  next(): number;
  /** A whole number in [0, n). */
  int(n: number): number;
}

/** One primary. Single operations and \`atomic\` are linearizable; acknowledged writes can be lost at a failover. */
export interface Kv {
  get(key: string): Promise<string | null>;
  /** False when \`nx\`, \`xx\` or \`ifValue\` did not hold. \`px\`: gone after so long, on the server's clock. */
  set(key: string, value: string, options?: { px?: Ms; nx?: boolean; xx?: boolean; ifValue?: string }): Promise<boolean>;
  del(key: string, options?: { ifValue?: string }): Promise<boolean>;
  incrBy(key: string, by: number, options?: { pxIfNew?: Ms }): Promise<number>;
  /** -2 when there is no such key, -1 when it never expires. */
  pttl(key: string): Promise<number>;
  zadd(key: string, score: number, member: string): Promise<void>;
  zrange(key: string, min: number, max: number, limit?: number): Promise<Array<{ m: string; score: number }>>;
  zrem(key: string, member: string): Promise<boolean>;
  /**
   * Runs \`script\` on the server, all or nothing. Its source is sent: it may use its arguments only, nothing around it,
   * and must touch declared keys only.
   */
  atomic<A, R>(keys: string[], script: (tx: KvTx, serverNow: Ms, arg: A) => R, arg: A): Promise<R>;
  /** The server's clock. */
  time(): Promise<Ms>;
}

export interface KvTx {
  get(key: string): string | null;
  set(key: string, value: string, px?: Ms): void;
  del(key: string): void;
  zadd(key: string, score: number, member: string): void;
  /** Removes members with a score below; gives how many. */
  zremBelow(key: string, score: number): number;
  zcard(key: string): number;
  pexpire(key: string, px: Ms): void;
}

/** Read committed, repeatable read (snapshot), serializable: as in PostgreSQL. */
export type Iso = 'rc' | 'rr' | 'ser';
export type Cell = string | number | boolean | null;
export type Row = Record<string, Cell>;
/** A value means equality. */
export type Where = Record<
  string,
  Cell | { eq?: Cell; ne?: Cell; gt?: number | string; gte?: number | string; lt?: number | string; lte?: number | string; in?: Cell[] }
>;
export type SqlErrorCode =
  | 'unique' | 'check' | 'serialization' | 'deadlock' | 'lock_not_available' | 'fenced' | 'aborted';

export interface Locking {
  lock?: 'update';
  /** When another transaction holds the row. Default \`wait\`. */
  onLocked?: 'wait' | 'skip' | 'fail';
}

export interface SqlTx {
  get(table: string, pk: string | number, options?: Locking): Promise<Row | null>;
  /** \`orderBy\`: a column, \`-column\` for descending. */
  find(table: string, where: Where, options?: Locking & { orderBy?: string; limit?: number }): Promise<Row[]>;
  insert(table: string, row: Row, options?: { onConflict?: 'error' | 'ignore' }): Promise<{ inserted: boolean }>;
  /** One statement: all rows or none. */
  insertMany(table: string, rows: Row[], options?: { onConflict?: 'error' | 'ignore' }): Promise<{ inserted: number }>;
  /** Gives the number of rows changed. \`inc\` adds to columns; \`ifTrue\` must hold of the newest version of the row. */
  update(table: string, where: Where, set: Row, options?: { inc?: Record<string, number>; ifTrue?: Where }): Promise<number>;
  delete(table: string, where: Where): Promise<number>;
}

export interface Sql {
  /**
   * Runs \`work\` in a transaction: commits when it resolves, rolls back when it rejects. Nothing is retried for you. A
   * \`timeout\` of the commit is ambiguous.
   */
  tx<T>(isolation: Iso, work: (tx: SqlTx) => Promise<T>, options?: { timeout?: Ms }): Promise<T>;
  /** Each call is its own \`rc\` transaction. */
  readonly auto: SqlTx;
  /** A read replica: a prefix of the primary's log, some time behind. */
  replica(index: number): { read: Pick<SqlTx, 'get' | 'find'>; position(): Promise<number> };
  /** Position of the primary's log. */
  position(): Promise<number>;
}

export interface Message<B = unknown> {
  id: string;
  body: B;
  /** Of this delivery. An older one acknowledges nothing. */
  receipt: string;
  /** How often it has been received, this time included. */
  receives: number;
  attrs: Record<string, string>;
  sentAt: Ms;
}

/** At least once, in no order. A message that is not acknowledged comes again when its visibility has run out. */
export interface Queue {
  send(body: unknown, options?: { delay?: Ms; attrs?: Record<string, string> }): Promise<{ id: string }>;
  receive(options: { max: number; wait: Ms; visibility?: Ms }, signal?: Signal): Promise<Message[]>;
  /** False when the receipt is no longer the latest: then nothing was deleted. */
  ack(receipt: string): Promise<boolean>;
  /** Invisible for so long from now. */
  extend(receipt: string, ms: Ms): Promise<boolean>;
  nack(receipt: string, delay?: Ms): Promise<void>;
}

export interface StreamRecord {
  partition: number;
  offset: number;
  key: string;
  value: unknown;
  ts: Ms;
}

/** One member of a group. Partitions come and go; what was not committed comes again to whoever has them next. */
export interface Consumer {
  /** Must be called at least every 30 s, or the partitions go to another. */
  poll(max: number, wait: Ms): Promise<StreamRecord[]>;
  /** Rejects with code \`revoked\` when the partition is no longer this consumer's. */
  commit(partition: number, nextOffset: number): Promise<void>;
  pause(partition: number): void;
  resume(partition: number): void;
  /** Before partitions go to another; there are 3 s for last commits. */
  onRevoke(callback: (partitions: number[]) => Promise<void> | void): void;
  onAssign(callback: (partitions: number[]) => void): void;
}

export interface Stream {
  publish(key: string, value: unknown): Promise<{ partition: number; offset: number }>;
  consumer(group: string): Consumer;
}

export interface HttpReq {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: unknown;
}
export interface HttpRes {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}
export interface Http {
  /** Resolves for every status. Rejects with a \`RemoteError\` when no answer came. */
  call(dependency: string, request: HttpReq, options: { timeout: Ms; signal?: Signal }): Promise<HttpRes>;
}

/** Leases. The token of a name only grows: let whatever you write to refuse an older one. */
export interface Locks {
  acquire(name: string, ttl: Ms): Promise<{ token: number; owner: string } | null>;
  renew(name: string, owner: string, ttl: Ms): Promise<boolean>;
  release(name: string, owner: string): Promise<boolean>;
}

export interface Lifecycle {
  /** Asked to stop; killed at the deadline (this replica's wall clock). */
  onTerm(callback: (deadline: Ms) => Promise<void> | void): void;
  /** What the load balancer is told at its next health check. */
  ready(up: boolean): void;
  exit(): void;
}

export interface Ctx {
  readonly replica: string;
  readonly clock: Clock;
  readonly rng: Rng;
  readonly kv: Kv;
  readonly sql: Sql;
  readonly http: Http;
  readonly locks: Locks;
  readonly lifecycle: Lifecycle;
  queue(name: string): Queue;
  stream(name: string): Stream;
  readonly config: Readonly<Record<string, string | number | boolean>>;
  log(level: 'info' | 'warn' | 'error', message: string, fields?: Row): void;
  /** Computes for so long: other requests of this replica go on, this one waits. */
  work(ms: Ms): Promise<void>;
  newAbort(): { signal: Signal; abort(reason?: unknown): void };
}

export interface Inbound extends HttpReq {
  headers: Record<string, string>;
  /** When the caller gives up, on this replica's wall clock. */
  deadline: Ms | null;
  signal: Signal;
}

export interface App {
  http?(request: Inbound): Promise<{ status: number; headers?: Record<string, string>; body?: unknown }>;
  /** Started with the process; each may run for ever. */
  background?: Array<() => Promise<void>>;
}

/** The default export of \`solution.ts\`. */
export type Start = (ctx: Ctx) => App | Promise<App>;
`;
