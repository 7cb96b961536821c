import type { Start } from './api';

const databases = 2;

const start: Start = async (ctx) => {
  const floors = new Map<string, number>();
  const floorKey = (session: string, note: string) => `${session} ${note}`;

  function raiseFloor(session: string, note: string, version: number): void {
    const key = floorKey(session, note);
    floors.set(key, Math.max(version, floors.get(key) ?? 0));
  }

  async function write(session: string, note: string) {
    const version = await ctx.sql.tx('rc', async (tx) => {
      await tx.update('notes', { id: note }, {}, { inc: { version: 1 } });
      return Number((await tx.get('notes', note))?.version ?? 0);
    });
    // Kept before the answer: the session's next read will find it, whichever replica it meets.
    raiseFloor(session, note, version);
    return { status: 200, body: { version } };
  }

  async function read(session: string, note: string) {
    const floor = floors.get(floorKey(session, note)) ?? 0;
    const first = ctx.rng.int(databases);
    for (let i = 0; i <= databases; i += 1) {
      // The primary comes last: it is never behind.
      const source = i < databases ? ctx.sql.replica((first + i) % databases).read : ctx.sql.auto;
      const version = Number((await source.get('notes', note))?.version ?? 0);
      if (version < floor) continue;
      raiseFloor(session, note, version);
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
