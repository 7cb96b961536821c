import type { Start } from './api';

const databases = 2;

const start: Start = async (ctx) => {
  async function write(session: string, note: string) {
    const version = await ctx.sql.tx('rc', async (tx) => {
      await tx.update('notes', { id: note }, {}, { inc: { version: 1 } });
      return Number((await tx.get('notes', note))?.version ?? 0);
    });
    return { status: 200, body: { version } };
  }

  async function read(session: string, note: string) {
    const first = ctx.rng.int(databases);
    for (let i = 0; i <= databases; i += 1) {
      // The primary comes last: it is never behind.
      const source = i < databases ? ctx.sql.replica((first + i) % databases).read : ctx.sql.auto;
      const version = Number((await source.get('notes', note))?.version ?? 0);
      return { status: 200, body: { version } };
    }
    return { status: 503 };
  }

  return {
    http: async (request) => {
      const session = request.headers.session ?? '';
      if (request.method === 'POST') return await write(session, (request.body as { note: string }).note);
      return await read(session, request.path.slice('/notes/'.length));
    },
  };
};

export default start;
