import type { Start } from './api';

interface Entry {
  value: string;
  version: number;
}

/** An entry lives so long from the moment before its row was read, whenever it gets into the store. */
const livesMs = 8_000;

const start: Start = async (ctx) => {
  const keyOf = (id: string) => `item:${id}`;

  /** The store may be away; nobody waits for it and nothing fails because of it. */
  async function unlessAway<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      ctx.log('warn', `the store: ${String(error)}`);
      return null;
    }
  }

  /**
   * Puts an entry in unless a newer one is there. A process that stood still since it read the row comes too late: by
   * the store's own clock, which runs on meanwhile.
   */
  async function keep(id: string, entry: Entry, readAt: number | null): Promise<void> {
    if (readAt === null) return;
    const key = keyOf(id);
    await unlessAway(() =>
      ctx.kv.atomic(
        [key],
        (tx, serverNow, { key, entry, goneAt }) => {
          const text = tx.get(key);
          const held = text === null ? null : (JSON.parse(text) as Entry);
          const px = goneAt - serverNow;
          if (px > 0 && (held === null || held.version <= entry.version))
            tx.set(key, JSON.stringify(entry), px);
        },
        { key, entry, goneAt: readAt + livesMs },
      ),
    );
  }

  async function read(id: string): Promise<Entry | null> {
    const text = await unlessAway(() => ctx.kv.get(keyOf(id)));
    if (text !== null) return JSON.parse(text) as Entry;
    const readAt = await unlessAway(() => ctx.kv.time());
    const row = await ctx.sql.auto.get('items', id);
    if (row === null) return null;
    const entry = { value: String(row.value), version: Number(row.version) };
    await keep(id, entry, readAt);
    return entry;
  }

  /** The lock on the row gives every value a version of its own, in the order of the commits. */
  async function write(id: string, value: string): Promise<boolean> {
    const readAt = await unlessAway(() => ctx.kv.time());
    const version = await ctx.sql.tx('rc', async (tx) => {
      const row = await tx.get('items', id, { lock: 'update' });
      if (row === null) return null;
      const next = Number(row.version) + 1;
      await tx.update('items', { id }, { value, version: next });
      return next;
    });
    if (version === null) return false;
    // If this is lost, the old entry lives no longer than its 8 s.
    await keep(id, { value, version }, readAt);
    return true;
  }

  return {
    http: async (request) => {
      const id = request.path.slice('/items/'.length);
      if (request.method === 'PUT') {
        const { value } = request.body as { value: string };
        return { status: (await write(id, value)) ? 200 : 404 };
      }
      const entry = await read(id);
      return entry === null ? { status: 404 } : { status: 200, body: { value: entry.value } };
    },
  };
};

export default start;
