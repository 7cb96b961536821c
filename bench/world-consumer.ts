/**
 * The program of the world benchmarks: a payment consumer as a candidate would write it. It runs as replicas of a
 * simulated world, and, for comparison, as real processes.
 */
interface Message {
  body: { id: string; amount: number };
  receipt: string;
}

export interface ConsumerContext {
  replica: string;
  queue(name: string): {
    receive(options: { max: number; wait: number }): Promise<Message[]>;
    ack(receipt: string): Promise<boolean>;
  };
  kv: {
    get(key: string): Promise<string | null>;
    set(key: string, value: string): Promise<boolean>;
  };
  http: {
    call(
      dependency: string,
      request: { method: string; path: string; headers: Record<string, string>; body: unknown },
      options: { timeout: number },
    ): Promise<{ status: number }>;
  };
}

export default function start(ctx: ConsumerContext) {
  const queue = ctx.queue('payments');
  async function charge({ id, amount }: Message['body']): Promise<boolean> {
    if ((await ctx.kv.get(id)) === 'charged') return true;
    try {
      const { status } = await ctx.http.call(
        'psp',
        { method: 'POST', path: '/charges', headers: { 'idempotency-key': id }, body: { id, amount } },
        { timeout: 1_000 },
      );
      if (status !== 201) return false;
    } catch {
      return false;
    }
    await ctx.kv.set(id, 'charged');
    return true;
  }
  async function consume(): Promise<void> {
    for (;;) {
      const messages = await queue.receive({ max: 1, wait: 10_000 });
      for (const message of messages) if (await charge(message.body)) await queue.ack(message.receipt);
    }
  }
  return { background: [consume] };
}
