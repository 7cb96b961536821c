import type { Start } from './api';

const start: Start = async (ctx) => {
  async function schedule() {
    const minute = Math.floor((await ctx.kv.time()) / 60_000);
    ctx.log('info', `it is minute ${minute}`);
  }

  return { background: [schedule] };
};

export default start;
