import type { Start } from './api';

const start: Start = async (ctx) => {
  async function move(): Promise<void> {
    const rows = await ctx.sql.auto.find('progress', {});
    ctx.log('info', `${rows.length} rows of progress`);
  }

  return {
    http: async (request) => {
      const id = request.path.slice('/items/'.length);
      return { status: 503, body: { id } };
    },
    background: [move],
  };
};

export default start;
