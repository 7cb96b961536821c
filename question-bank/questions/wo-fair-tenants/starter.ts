import type { Start } from './api';

interface Job {
  id: string;
  tenant: string;
}

const start: Start = async (ctx) => {
  const queue = ctx.queue('jobs');

  async function take(): Promise<void> {
    for (;;) {
      const messages = await queue.receive({ max: 10, wait: 20_000 });
      for (const message of messages) {
        const job = message.body as Job;
        ctx.log('info', `${job.id} of ${job.tenant}`);
        await queue.ack(message.receipt);
      }
    }
  }

  return { background: [take] };
};

export default start;
