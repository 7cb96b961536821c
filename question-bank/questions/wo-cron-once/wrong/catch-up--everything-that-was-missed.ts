import type { Start } from './api';

const minuteMs = 60_000;
/** Longer than the job takes, so that nobody begins it while it is being done. */
const leaseMs = 8_000;
const lookAgainMs = 3_000;

const start: Start = async (ctx) => {
  /** The store's clock is the only one that all agree on. */
  const serverNow = () => ctx.kv.time();

  async function isDone(minute: number): Promise<boolean> {
    return (await ctx.sql.auto.get('reports', `minute ${minute}`)) !== null;
  }

  async function report(minute: number): Promise<void> {
    const answer = await ctx.http.call(
      'report',
      { method: 'POST', path: '/render', body: { minute } },
      { timeout: 15_000 },
    );
    const { text } = answer.body as { text: string };
    // The key makes a second row impossible, whatever the lease is worth.
    await ctx.sql.auto.insert(
      'reports',
      { id: `minute ${minute}`, minute, text },
      { onConflict: 'ignore' },
    );
  }

  /** Stays with a minute until somebody has done it: its holder may die. */
  async function see(minute: number): Promise<void> {
    while (!(await isDone(minute))) {
      const lease = await ctx.locks.acquire(`minute ${minute}`, leaseMs);
      if (lease === null) {
        await ctx.clock.sleep(lookAgainMs);
        continue;
      }
      // It may have been done between the look and the lease.
      if (!(await isDone(minute))) await report(minute);
      await ctx.locks.release(`minute ${minute}`, lease.owner);
    }
  }

  async function schedule() {
    const [last] = await ctx.sql.auto.find('reports', {}, { orderBy: '-minute', limit: 1 });
    let minute = last === undefined ? Math.floor((await serverNow()) / minuteMs) : Number(last.minute) + 1;
    for (;;) {
      await see(minute);
      minute += 1;
      const wait = minute * minuteMs - (await serverNow());
      if (wait > 0) await ctx.clock.sleep(wait);
    }
  }

  return { background: [schedule] };
};

export default start;
