import type { Start } from './api';

const livesMs = 8_000;

const start: Start = async (ctx) => {
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
    if (row === null) return null;
    const value = String(row.value);
    await unlessAway(() => ctx.kv.set(id, value, { px: livesMs }));
    return value;
  }

  async function write(id: string, value: string): Promise<void> {
    await ctx.sql.auto.update('items', { id }, { value });
    // Without this the old value would live on.
    await ctx.kv.del(id);
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
  };
};

export default start;
