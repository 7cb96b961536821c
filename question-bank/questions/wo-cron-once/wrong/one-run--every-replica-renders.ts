import type { Start } from './api';

const minuteMs = 60_000;

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
    await ctx.sql.auto.insert(
      'reports',
      { id: `minute ${minute}`, minute, text },
      { onConflict: 'ignore' },
    );
  }

  async function schedule() {
    // After a stop this is the latest that was missed; the older ones are left alone.
    let minute = Math.floor((await serverNow()) / minuteMs);
    for (;;) {
      if (!(await isDone(minute))) await report(minute);
      minute += 1;
      const wait = minute * minuteMs - (await serverNow());
      if (wait > 0) await ctx.clock.sleep(wait);
    }
  }

  return { background: [schedule] };
};

export default start;
