import type { Row, Start } from './api';

const batch = 10;
const betweenBatchesMs = 700;
const sweepEveryMs = 3_000;
const leaseMs = 4_000;

/**
 * An item is `dirty` from its write in the old table until the new store has it too. Whoever is given a version makes
 * sure first that the new store has it: then reads may move at any moment, once everything is copied.
 */
const start: Start = async (ctx) => {
  const keyOf = (row: Row) => `item:${row.id}`;

  /** Into the new store, unless something newer is there. Deleted items are carried as such. */
  async function push(rows: Row[]): Promise<void> {
    if (rows.length === 0) return;
    const items = rows.map((row) => ({
      key: keyOf(row),
      version: Number(row.version),
      value: row.value ?? null,
      deleted: row.deleted === true,
    }));
    await ctx.kv.atomic(
      items.map(({ key }) => key),
      (tx, _now, items) => {
        for (const { key, ...item } of items) {
          const there = tx.get(key);
          if (there === null || JSON.parse(there).version < item.version) tx.set(key, JSON.stringify(item));
        }
      },
      items,
    );
  }

  /** No longer dirty, unless it was written once more. */
  async function clean(row: Row): Promise<void> {
    const { id, version } = row;
    await ctx.sql.auto.update(
      'item',
      { id: id ?? '' },
      { dirty: false },
      { ifTrue: { version: version ?? 0 } },
    );
  }

  async function write(id: string, change: Row): Promise<Row | null> {
    const row = await ctx.sql.tx('rc', async (tx) => {
      const alive = { deleted: { ne: true } };
      const set = { ...change, dirty: true };
      const changed = await tx.update('item', { id }, set, { inc: { version: 1 }, ifTrue: alive });
      return changed === 0 ? null : await tx.get('item', id);
    });
    if (row === null) return null;
    await push([row]);
    await clean(row);
    return row;
  }

  async function read(id: string) {
    if ((await ctx.kv.get('reads')) === 'new') {
      const text = await ctx.kv.get(`item:${id}`);
      const item = text === null ? null : JSON.parse(text);
      if (item === null || item.deleted) return { status: 404 };
      return { status: 200, body: { version: item.version, value: item.value } };
    }
    const row = await ctx.sql.auto.get('item', id);
    if (row?.dirty === true) await push([row]);
    if (row === null || row.deleted === true) return { status: 404 };
    return { status: 200, body: { version: row.version, value: row.value } };
  }

  /** What a crash has left between the two stores. */
  async function sweep(): Promise<void> {
    for (const row of await ctx.sql.auto.find('item', { dirty: true }, { limit: batch })) {
      await push([row]);
      await clean(row);
    }
  }

  /** One step of the one replica that moves; gives how long to wait for the next. */
  async function step(): Promise<number> {
    if ((await ctx.kv.get('reads')) === 'new') {
      await sweep();
      return sweepEveryMs;
    }
    const after = (await ctx.kv.get('copied')) ?? '';
    const rows = await ctx.sql.auto.find('item', { id: { gt: after } }, { orderBy: 'id', limit: batch });
    const last = rows.at(-1);
    if (last === undefined) {
      await sweep();
      return sweepEveryMs;
    }
    await push(rows);
    await ctx.kv.set('copied', String(last.id));
    return betweenBatchesMs;
  }

  async function move(): Promise<void> {
    for (;;) {
      try {
        const lease = await ctx.locks.acquire('move', leaseMs);
        for (let held = lease !== null; lease !== null && held; ) {
          await ctx.clock.sleep(await step());
          held = await ctx.locks.renew('move', lease.owner, leaseMs);
        }
      } catch (error) {
        ctx.log('warn', `goes on where it was: ${String(error)}`);
      }
      await ctx.clock.sleep(1_500 + ctx.rng.int(1_000));
    }
  }

  return {
    http: async (request) => {
      const id = request.path.slice('/items/'.length);
      if (request.method === 'GET') return await read(id);
      const change =
        request.method === 'DELETE' ? { deleted: true } : { value: (request.body as Row).value ?? null };
      const row = await write(id, change);
      return row === null ? { status: 404 } : { status: 200, body: { version: row.version } };
    },
    background: [move],
  };
};

export default start;
