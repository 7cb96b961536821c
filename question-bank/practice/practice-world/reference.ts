const start: Start = async (ctx) => {
  const queue = ctx.queue('bookings');

  async function work() {
    for (;;) {
      for (const message of await queue.receive({ max: 1, wait: 20_000 })) {
        const { booking, guest } = message.body as { booking: string; guest: string };
        await ctx.sql.auto.insert('stored', { id: booking, booking, guest }, { onConflict: 'ignore' });
        ctx.log('info', `stored ${booking}`);
        await queue.ack(message.receipt);
      }
    }
  }

  return { background: [work] };
};

export default start;
