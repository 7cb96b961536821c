import type { Start } from './api';

const leaseMs = 6_000;
const callTimeoutMs = 1_500;
const tryAgainMs = 700;
const lookMs = 2_000;

class LeaseLost extends Error {}

const start: Start = async (ctx) => {
  const driven = new Set<string>();

  /** Asks until there is an answer that settles the matter: all of these calls may be repeated. */
  async function settle(
    trip: string,
    owner: string,
    partner: string,
    path: string,
    body: Record<string, string>,
  ): Promise<number> {
    for (;;) {
      if (!(await ctx.locks.renew(`trip ${trip}`, owner, leaseMs))) throw new LeaseLost();
      try {
        const answer = await ctx.http.call(
          partner,
          { method: 'POST', path, body: { trip, ...body } },
          { timeout: callTimeoutMs },
        );
        if (answer.status < 500) return answer.status;
      } catch {
        // It may have been done or not. Asking again finds out.
      }
      await ctx.clock.sleep(tryAgainMs * (0.5 + ctx.rng.next()));
    }
  }

  async function move(trip: string, state: string): Promise<void> {
    await ctx.sql.auto.update('trips', { trip }, { state });
  }

  /** From state to state, each of them written down before the next begins. */
  async function drive(trip: string, owner: string): Promise<void> {
    for (;;) {
      const row = await ctx.sql.auto.get('trips', trip);
      switch (row?.state) {
        case 'booking': {
          const isBooked =
            (await settle(trip, owner, 'payment', '/charge', { key: trip })) === 200 &&
            (await settle(trip, owner, 'flight', '/book', {})) === 200 &&
            (await settle(trip, owner, 'hotel', '/book', {})) === 200;
          await move(trip, isBooked ? 'booked' : 'cancelling');
          break;
        }
        case 'cancelling':
          await settle(trip, owner, 'flight', '/cancel', {});
          await settle(trip, owner, 'hotel', '/cancel', {});
          await settle(trip, owner, 'payment', '/refund', {});
          await move(trip, 'cancelled');
          break;
        default:
          return;
      }
    }
  }

  /** Only who has the lease of a trip acts for it. */
  async function take(trip: string): Promise<void> {
    if (driven.has(trip)) return;
    driven.add(trip);
    try {
      const lease = await ctx.locks.acquire(`trip ${trip}`, leaseMs);
      if (lease === null) return;
      await drive(trip, lease.owner);
      await ctx.locks.release(`trip ${trip}`, lease.owner);
    } catch (error) {
      ctx.log('warn', `${trip}: ${String(error)}`);
    } finally {
      driven.delete(trip);
    }
  }

  async function lookForWork() {
    for (;;) {
      const open = await ctx.sql.auto.find('trips', {
        state: { in: ['booking', 'cancelling'] },
      });
      for (const row of open) void take(String(row.trip));
      await ctx.clock.sleep(lookMs);
    }
  }

  return {
    http: async (request) => {
      const { trip } = request.body as { trip: string };
      await ctx.sql.auto.insert('trips', { trip, state: 'booking' }, { onConflict: 'ignore' });
      return { status: 202 };
    },
    background: [lookForWork],
  };
};

export default start;
