import type { Start } from './api';

const fallback = { status: 200, body: { fallback: true } };

const start: Start = async (ctx) => {
  return {
    http: async ({ path }) => {
      try {
        const { status, body } = await ctx.http.call('profile', { method: 'GET', path }, { timeout: 250 });
        return status === 200 || status === 404 ? { status, body } : fallback;
      } catch {
        return fallback;
      }
    },
  };
};

export default start;
