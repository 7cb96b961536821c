import type { Start } from './api';

const minuteMs = 60_000;

const start: Start = async (ctx) => {
  const serverNow = async () => ctx.clock.now();

  async function report(minute: number): Promise<void> {
    const answer = await ctx.http.call(
      'report',
      { method: 'POST', path: '/render', body: { minute } },
      { timeout: 15_000 },
    );
    const { text } = answer.body as { text: string };
    await ctx.sql.auto.insert(
      'reports',
      { id: `${ctx.replica} ${ctx.rng.next()}`, minute, text },
      { onConflict: 'ignore' },
    );
  }

  async function see(minute: number): Promise<void> {
    const lease = await ctx.locks.acquire(`minute ${minute}`, 12_000);
    if (lease === null) return;
    await report(minute);
    await ctx.locks.release(`minute ${minute}`, lease.owner);
  }

  async function schedule() {
    // After a stop this is the latest that was missed; the older ones are left alone.
    let minute = Math.floor((await serverNow()) / minuteMs);
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
