import type { Start } from './api';

interface Entry {
  status: number;
  body: unknown;
  freshUntil: number;
}

const freshMs = 10_000;
const keptMs = 60_000;
const loadTimeoutMs = 2_500;
const patienceMs = 7_500;
const lookAgainMs = 400;

const start: Start = async (ctx) => {
  const loading = new Map<string, Promise<Entry | null>>();

  async function look(path: string): Promise<Entry | null> {
    const text = await ctx.kv.get(`entry:${path}`);
    return text === null ? null : (JSON.parse(text) as Entry);
  }

  /** Loads if nobody else does. What does not exist is worth remembering too. */
  async function loadAlone(path: string): Promise<Entry | null> {
    const under = loading.get(path) ?? load(path).finally(() => loading.delete(path));
    loading.set(path, under);
    return await under;
  }

  async function load(path: string): Promise<Entry | null> {
    const answer = await ctx.http.call('db', { method: 'GET', path }, { timeout: loadTimeoutMs });
    if (answer.status !== 200 && answer.status !== 404) return null;
    const entry = { status: answer.status, body: answer.body, freshUntil: ctx.clock.now() + freshMs };
    await ctx.kv.set(`entry:${path}`, JSON.stringify(entry), { px: keptMs });
    return entry;
  }

  async function refresh(path: string): Promise<void> {
    try {
      await loadAlone(path);
    } catch (error) {
      ctx.log('warn', `${path} stays as it is: ${String(error)}`);
    }
  }

  async function read(path: string): Promise<Entry | null> {
    const until = ctx.clock.now() + patienceMs;
    while (ctx.clock.now() < until) {
      const entry = await look(path);
      if (entry !== null) {
        // Nobody waits for a refresh: the old value is good enough until the new one is there.
        if (entry.freshUntil < ctx.clock.now()) void refresh(path);
        return entry;
      }
      try {
        const loaded = await loadAlone(path);
        if (loaded !== null) return loaded;
      } catch (error) {
        ctx.log('warn', `${path} could not be loaded: ${String(error)}`);
      }
      await ctx.clock.sleep(lookAgainMs);
    }
    return null;
  }

  return {
    http: async (request) => {
      const entry = await read(request.path);
      return entry === null ? { status: 503 } : { status: entry.status, body: entry.body };
    },
  };
};

export default start;
