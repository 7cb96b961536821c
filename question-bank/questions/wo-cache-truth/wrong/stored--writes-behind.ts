import type { Start } from './api';

/** Written to the store at once and to the database a little later. */
const flushMs = 200;

const start: Start = async (ctx) => {
  const waiting = new Map<string, string>();
  async function unlessAway<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch {
      return null;
    }
  }

  async function read(id: string): Promise<string | null> {
    const kept = await unlessAway(() => ctx.kv.get(id));
    if (kept !== null) return kept;
    const row = await ctx.sql.auto.get('items', id);
    return row === null ? null : String(row.value);
  }

  async function write(id: string, value: string): Promise<void> {
    waiting.set(id, value);
    await unlessAway(() => ctx.kv.set(id, value));
  }

  async function flush(): Promise<void> {
    for (;;) {
      await ctx.clock.sleep(flushMs);
      for (const [id, value] of [...waiting]) {
        await ctx.sql.auto.update('items', { id }, { value });
        if (waiting.get(id) === value) waiting.delete(id);
      }
    }
  }

  return {
    http: async (request) => {
      const id = request.path.slice('/items/'.length);
      if (request.method === 'PUT') {
        await write(id, (request.body as { value: string }).value);
        return { status: 200 };
      }
      const value = await read(id);
      return value === null ? { status: 404 } : { status: 200, body: { value } };
    },
    background: [flush],
  };
};

export default start;
