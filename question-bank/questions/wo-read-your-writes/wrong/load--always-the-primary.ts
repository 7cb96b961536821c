import type { Start } from './api';

const databases = 2;

const start: Start = async (ctx) => {
  const floorKey = (session: string, note: string) => `floor:${session}:${note}`;

  /** The version that a session was given; it goes up only, whoever writes it when. */
  async function raiseFloor(session: string, note: string, version: number): Promise<void> {
    const key = floorKey(session, note);
    await ctx.kv.atomic(
      [key],
      (tx, _serverNow, ask: { key: string; version: number }) => {
        if (ask.version > Number(tx.get(ask.key) ?? 0)) tx.set(ask.key, String(ask.version));
      },
      { key, version },
    );
  }

  async function write(session: string, note: string) {
    const version = await ctx.sql.tx('rc', async (tx) => {
      await tx.update('notes', { id: note }, {}, { inc: { version: 1 } });
      return Number((await tx.get('notes', note))?.version ?? 0);
    });
    // Kept before the answer: the session's next read will find it, whichever replica it meets.
    await raiseFloor(session, note, version);
    return { status: 200, body: { version } };
  }

  async function read(session: string, note: string) {
    const floor = Number((await ctx.kv.get(floorKey(session, note))) ?? 0);
    for (let i = 0; i <= databases; i += 1) {
      const source = ctx.sql.auto;
      const version = Number((await source.get('notes', note))?.version ?? 0);
      if (version < floor) continue;
      await raiseFloor(session, note, version);
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
