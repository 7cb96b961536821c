import type { Start } from './api';

interface Event {
  id: string;
  endpoint: string;
  aggregate: string;
  number: number;
}

const start: Start = async (ctx) => {
  const queue = ctx.queue('events');

  async function deliver(): Promise<void> {
    for (;;) {
      const messages = await queue.receive({ max: 1, wait: 20_000 });
      for (const message of messages) {
        const event = message.body as Event;
        ctx.log('info', `${event.id} is for ${event.endpoint}`);
        await queue.ack(message.receipt);
      }
    }
  }

  return { background: [deliver] };
};

export default start;
