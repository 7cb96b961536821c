import type { Start } from './api';

const leaseMs = 6_000;
const callTimeoutMs = 1_500;
const tryAgainMs = 700;

class LeaseLost extends Error {}

const start: Start = async (ctx) => {
  const driven = new Set<string>();
  const states = new Map<string, string>();

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
    states.set(trip, state);
  }

  async function drive(trip: string, owner: string): Promise<void> {
    for (;;) {
      switch (states.get(trip)) {
        case 'booking': {
          const isBooked =
            (await settle(trip, owner, 'flight', '/book', {})) === 200 &&
            (await settle(trip, owner, 'hotel', '/book', {})) === 200;
          await move(trip, isBooked ? 'charging' : 'cancelling');
          break;
        }
        case 'charging': {
          const status = await settle(trip, owner, 'payment', '/charge', { key: trip });
          await move(trip, status === 200 ? 'booked' : 'cancelling');
          break;
        }
        case 'cancelling':
          await settle(trip, owner, 'flight', '/cancel', {});
          await settle(trip, owner, 'hotel', '/cancel', {});
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

  return {
    http: async (request) => {
      const { trip } = request.body as { trip: string };
      if (!states.has(trip)) states.set(trip, 'booking');
      void take(trip);
      return { status: 202 };
    },
  };
};

export default start;
