import type { App, Ctx, Message } from './api';

interface Mail {
  id: string;
  to: string;
  lines: string[];
  workMs: number;
}

const visibility = 30_000;
const parallel = 8;

export default function start(ctx: Ctx): App {
  const queue = ctx.queue('outgoing');

  async function send(mail: Mail): Promise<void> {
    const known = await ctx.sql.auto.get('mail', mail.id);
    if (known?.state === 'mailed') return;
    const text = mail.lines.join('\n');
    await ctx.work(mail.workMs);
    await ctx.http.call(
      'mail',
      { method: 'POST', path: '/messages', body: { message: mail.id, to: mail.to, text } },
      { timeout: 5_000 },
    );
    await ctx.sql.auto.insert('mail', { id: mail.id, state: 'mailed' }, { onConflict: 'ignore' });
  }

  /** Keeps a message invisible until it is stopped. */
  function keepAlive(receipt: string): () => void {
    const { signal, abort } = ctx.newAbort();
    const beat = async () => {
      try {
        for (;;) {
          await ctx.clock.sleep(10_000, signal);
          await queue.extend(receipt, visibility);
        }
      } catch {
        // Stopped, or the queue could not be reached: then the message comes again.
      }
    };
    void beat();
    return () => abort();
  }

  async function handle(message: Message): Promise<void> {
    try {
      keepAlive(message.receipt);
      await send(message.body as Mail);
      await queue.ack(message.receipt);
    } catch {
      // Poison comes back until the queue takes it away; whatever else went wrong gets another try.
      await queue.nack(message.receipt, 2_000);
    }
  }

  async function consume(): Promise<void> {
    let active = 0;
    for (;;) {
      if (active === parallel) {
        await ctx.clock.sleep(200);
        continue;
      }
      const messages = await queue.receive({ max: parallel - active, wait: 20_000, visibility });
      for (const message of messages) {
        active += 1;
        void handle(message).finally(() => {
          active -= 1;
        });
      }
    }
  }

  return { background: [consume] };
}
