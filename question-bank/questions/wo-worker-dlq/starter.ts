import type { App, Ctx } from './api';

interface Mail {
  id: string;
  to: string;
  lines: string[];
  workMs: number;
}

export default function start(ctx: Ctx): App {
  const queue = ctx.queue('outgoing');

  async function send(mail: Mail): Promise<void> {
    const text = mail.lines.join('\n');
    await ctx.work(mail.workMs);
    await ctx.http.call(
      'mail',
      { method: 'POST', path: '/messages', body: { message: mail.id, to: mail.to, text } },
      { timeout: 5_000 },
    );
    await ctx.sql.auto.insert('mail', { id: mail.id }, { onConflict: 'ignore' });
  }

  async function consume(): Promise<void> {
    for (;;) {
      const messages = await queue.receive({ max: 1, wait: 20_000 });
      for (const message of messages) {
        await queue.ack(message.receipt);
        await send(message.body as Mail);
      }
    }
  }

  return { background: [consume] };
}
