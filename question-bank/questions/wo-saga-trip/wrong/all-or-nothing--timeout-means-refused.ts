import type { Start } from './api';

const leaseMs = 6_000;
const callTimeoutMs = 1_500;
const tryAgainMs = 700;
const lookMs = 2_000;

class LeaseLost extends Error {}

const start: Start = async (ctx) => {
  const driven = new Set<string>();

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
        return 409;
      }
      await ctx.clock.sleep(tryAgainMs * (0.5 + ctx.rng.next()));
    }
  }

  async function move(trip: string, state: string): Promise<void> {
    await ctx.sql.auto.update('trips', { trip }, { state });
  }

  /** From state to state, each of them written down before the next begins. Charging is the point of no return. */
  async function drive(trip: string, owner: string): Promise<void> {
    for (;;) {
      const row = await ctx.sql.auto.get('trips', trip);
      switch (row?.state) {
        case 'booking': {
          const flight = (await settle(trip, owner, 'flight', '/book', {})) === 200;
          const hotel = flight && (await settle(trip, owner, 'hotel', '/book', {})) === 200;
          await ctx.sql.auto.update('trips', { trip }, { flight, hotel });
          const isBooked = flight && hotel;
          await move(trip, isBooked ? 'charging' : 'cancelling');
          break;
        }
        case 'charging': {
          const status = await settle(trip, owner, 'payment', '/charge', { key: trip });
          await move(trip, status === 200 ? 'booked' : 'cancelling');
          break;
        }
        case 'cancelling':
          // What was refused needs no cancelling.
          if (row.flight === true) await settle(trip, owner, 'flight', '/cancel', {});
          if (row.hotel === true) await settle(trip, owner, 'hotel', '/cancel', {});
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
        state: { in: ['booking', 'charging', 'cancelling'] },
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
