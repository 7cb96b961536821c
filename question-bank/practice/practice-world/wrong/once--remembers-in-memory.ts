const start: Start = async (ctx) => {
  const queue = ctx.queue('bookings');
  const seen = new Set<string>();

  async function work() {
    for (;;) {
      for (const message of await queue.receive({ max: 1, wait: 20_000 })) {
        const { booking, guest } = message.body as { booking: string; guest: string };
        if (!seen.has(booking)) await ctx.sql.auto.insert('stored', { id: message.receipt, booking, guest });
        seen.add(booking);
        await queue.ack(message.receipt);
      }
    }
  }

  return { background: [work] };
};

export default start;
