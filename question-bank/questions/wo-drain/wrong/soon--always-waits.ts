import type { Message, Start } from './api';

/** Whatever still waits for an answer then would wait for ever. */
const patienceMs = 9_000;
const receiveWaitMs = 1_000;

const start: Start = async (ctx) => {
  const hurry = ctx.newAbort();
  let isGoing = false;
  let underWay = 0;

  async function counted<T>(work: () => Promise<T>): Promise<T> {
    underWay += 1;
    try {
      return await work();
    } finally {
      underWay -= 1;
    }
  }

  async function quote() {
    try {
      const { status, body } = await ctx.http.call(
        'prices',
        { method: 'GET', path: '/prices' },
        { timeout: 60_000, signal: hurry.signal },
      );
      return { status, body };
    } catch {
      return { status: 503 };
    }
  }

  async function doJob(message: Message): Promise<void> {
    const { job, ms } = message.body as { job: string; ms: number };
    await ctx.work(ms);
    await ctx.sql.auto.insert('results', { id: job, job }, { onConflict: 'ignore' });
    await ctx.queue('jobs').ack(message.receipt);
  }

  async function doJobs() {
    // Short waits: a receive cannot be taken back, and what it brings must still be done.
    while (!isGoing) {
      await counted(async () => {
        const messages = await ctx.queue('jobs').receive({ max: 1, wait: receiveWaitMs });
        for (const message of messages) await doJob(message);
      });
    }
  }

  ctx.lifecycle.onTerm(async () => {
    isGoing = true;
    ctx.lifecycle.ready(false);
    await ctx.clock.sleep(patienceMs);
    hurry.abort();
    await ctx.clock.sleep(8_500);
    ctx.lifecycle.exit();
  });

  return { http: () => counted(quote), background: [doJobs] };
};

export default start;
