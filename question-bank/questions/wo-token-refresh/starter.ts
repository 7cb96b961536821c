import type { Start } from './api';

const start: Start = async (ctx) => {
  return {
    http: async (request) => {
      const tokens = await ctx.sql.auto.get('tokens', 'current');
      return { status: tokens === null ? 500 : 503 };
    },
  };
};

export default start;
