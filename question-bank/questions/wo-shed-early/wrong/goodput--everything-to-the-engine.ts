import type { Start } from './api';

const start: Start = async (ctx) => {
  return {
    http: async (request) => {
      await ctx.http.call('engine', { method: 'POST', path: request.path }, { timeout: 5_000 });
      return { status: 200 };
    },
  };
};

export default start;
