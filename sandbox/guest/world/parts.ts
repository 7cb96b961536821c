import { append, freeze, NativeTypeError } from '../primordials.ts';
import type { Outbox } from './outbox.ts';
import { scriptSource } from './scripts.ts';

/** What a program holds of the parts of its world: plain functions that send calls. */
export function makeParts(outbox: Outbox) {
  const { call } = outbox;
  const consumers: Consumer[] = [];
  return {
    stream: (name: unknown) => makeStream(call, name, consumers),
    consumers,
    kv: makeKv(call),
    sql: makeSql(call),
    queue: (name: unknown) => makeQueue(call, name),
    http: freeze({
      call: (dependency: unknown, request: unknown, options: { timeout?: unknown; signal?: unknown } = {}) =>
        call('http.call', [dependency, request, { timeout: options.timeout }], options.signal),
    }),
    locks: freeze({
      acquire: (name: unknown, ttl: unknown) => call('locks.acquire', [name, ttl]),
      renew: (name: unknown, owner: unknown, ttl: unknown) => call('locks.renew', [name, owner, ttl]),
      release: (name: unknown, owner: unknown) => call('locks.release', [name, owner]),
    }),
  };
}

type Send = Outbox['call'];

/** What a consumer of a log is told about its partitions. */
export interface Consumer {
  stream: unknown;
  group: unknown;
  onRevoke: ((partitions: unknown) => unknown)[];
  onAssign: ((partitions: unknown) => unknown)[];
}

function makeStream(call: Send, name: unknown, consumers: Consumer[]) {
  return freeze({
    publish: (key: unknown, value: unknown) => call('stream.publish', [name, key, value ?? null]),
    consumer(group: unknown) {
      const consumer: Consumer = { stream: name, group, onRevoke: [], onAssign: [] };
      append(consumers, consumer);
      let paused: unknown[] = [];
      const without = (partition: unknown) => {
        const kept: unknown[] = [];
        for (let index = 0; index < paused.length; index += 1)
          if (paused[index] !== partition) append(kept, paused[index]);
        return kept;
      };
      const listen = (list: Consumer['onRevoke'], callback: unknown) => {
        if (typeof callback !== 'function') throw new NativeTypeError('a callback must be a function');
        append(list, callback as Consumer['onRevoke'][number]);
      };
      return freeze({
        poll: (max: unknown, wait: unknown) => call('stream.poll', [name, group, max, wait, paused]),
        commit: async (partition: unknown, next: unknown) => {
          await call('stream.commit', [name, group, partition, next]);
        },
        pause(partition: unknown) {
          paused = without(partition);
          append(paused, partition);
        },
        resume(partition: unknown) {
          paused = without(partition);
        },
        onRevoke: (callback: unknown) => listen(consumer.onRevoke, callback),
        onAssign: (callback: unknown) => listen(consumer.onAssign, callback),
      });
    },
  });
}

function makeKv(call: Send) {
  return freeze({
    get: (key: unknown) => call('kv.get', [key]),
    set: (key: unknown, value: unknown, options?: unknown) => call('kv.set', [key, value, options ?? {}]),
    del: (key: unknown, options?: unknown) => call('kv.del', [key, options ?? {}]),
    incrBy: (key: unknown, by: unknown, options?: unknown) => call('kv.incrBy', [key, by, options ?? {}]),
    pttl: (key: unknown) => call('kv.pttl', [key]),
    zadd: (key: unknown, score: unknown, member: unknown) => call('kv.zadd', [key, score, member]),
    zrange: (key: unknown, min: unknown, max: unknown, limit?: unknown) =>
      call('kv.zrange', [key, finite(min), finite(max), limit ?? null]),
    zrem: (key: unknown, member: unknown) => call('kv.zrem', [key, member]),
    atomic: async (keys: unknown, script: unknown, argument: unknown) =>
      call('kv.atomic', [keys, scriptSource(script), argument ?? null]),
    time: () => call('kv.time', []),
  });
}

/** JSON has no infinity, which is how a range says "from the first". */
function finite(value: unknown): unknown {
  if (value === Number.POSITIVE_INFINITY) return Number.MAX_VALUE;
  return value === Number.NEGATIVE_INFINITY ? -Number.MAX_VALUE : value;
}

/** `id` is a transaction's, or null for statements that are transactions of their own. */
function makeStatements(call: Send, id: unknown) {
  return freeze({
    get: (table: unknown, pk: unknown, options?: unknown) => call('sql.get', [id, table, pk, options ?? {}]),
    find: (table: unknown, where: unknown, options?: unknown) =>
      call('sql.find', [id, table, where, options ?? {}]),
    insert: (table: unknown, row: unknown, options?: unknown) =>
      call('sql.insert', [id, table, row, options ?? {}]),
    insertMany: (table: unknown, rows: unknown, options?: unknown) =>
      call('sql.insertMany', [id, table, rows, options ?? {}]),
    update: (table: unknown, where: unknown, set: unknown, options?: unknown) =>
      call('sql.update', [id, table, where, set, options ?? {}]),
    delete: (table: unknown, where: unknown) => call('sql.delete', [id, table, where]),
  });
}

function makeSql(call: Send) {
  return freeze({
    async tx(isolation: unknown, work: unknown, options?: { timeout?: unknown }) {
      if (typeof work !== 'function') throw new NativeTypeError('sql.tx: the second argument is a function');
      const id = await call('sql.begin', [isolation, options?.timeout ?? null]);
      let result: unknown;
      try {
        result = await work(makeStatements(call, id));
      } catch (error) {
        try {
          await call('sql.rollback', [id]);
        } catch {
          // The transaction is gone either way; what went wrong first is what the program must hear.
        }
        throw error;
      }
      await call('sql.commit', [id]);
      return result;
    },
    auto: makeStatements(call, null),
    replica: (index: unknown) =>
      freeze({
        read: freeze({
          get: (table: unknown, pk: unknown) => call('sql.replicaRead', [index, 'get', table, pk, {}]),
          find: (table: unknown, where: unknown, options?: unknown) =>
            call('sql.replicaRead', [index, 'find', table, where, options ?? {}]),
        }),
        position: () => call('sql.replicaRead', [index, 'position']),
      }),
    position: () => call('sql.position', []),
  });
}

function makeQueue(call: Send, name: unknown) {
  return freeze({
    send: (body: unknown, options?: unknown) => call('queue.send', [name, body ?? null, options ?? {}]),
    receive: (options?: unknown, signal?: unknown) => call('queue.receive', [name, options ?? {}], signal),
    ack: (receipt: unknown) => call('queue.ack', [name, receipt]),
    extend: (receipt: unknown, ms: unknown) => call('queue.extend', [name, receipt, ms]),
    nack: (receipt: unknown, delay?: unknown) => call('queue.nack', [name, receipt, delay ?? null]),
  });
}
