import type { Start } from './api';

const start: Start = async (ctx) => {
  return { background: [async () => await ctx.clock.sleep(1_000)] };
};

export default start;
