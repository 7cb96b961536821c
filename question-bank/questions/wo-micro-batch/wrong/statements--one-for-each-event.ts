import type { Start } from './api';

const waitingMax = 60;

const start: Start = async (ctx) => {
  let waiting = 0;

  async function write(event: string, value: number): Promise<number> {
    try {
      await ctx.sql.auto.insert('events', { id: event, event, value }, { onConflict: 'ignore' });
      return 202;
    } catch (error) {
      return (error as { code?: string }).code === 'check' ? 422 : 503;
    }
  }

  return {
    http: async (request) => {
      if (waiting >= waitingMax) return { status: 503 };
      const { event, value } = request.body as { event: string; value: number };
      waiting += 1;
      const status = await write(event, value);
      waiting -= 1;
      return { status };
    },
  };
};

export default start;
