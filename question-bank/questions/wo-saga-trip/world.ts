import type { TraceEvent } from '../../../simulation/core/trace.ts';
import type { WorldDefinition } from '../../../simulation/world/definition.ts';
import type { Rule } from '../../../simulation/world/invariants/invariant.ts';
import type { DependencyDefinition } from '../../../simulation/world/parts/http.ts';
import type { WorldTools } from '../../../simulation/world/tools.ts';
import type { WorldState } from '../../../simulation/world/world-state.ts';

export default ({ atMostOnce, broken, eventually, online }: WorldTools): WorldDefinition => {
  const numberOf = (trip: string) => Number(trip.slice(1));
  const refusedBy: Record<string, (n: number) => boolean> = {
    flight: (n) => n % 7 === 3,
    hotel: (n) => n % 5 === 2,
    payment: (n) => n % 6 === 4,
  };
  const isRefused = (trip: string) => Object.values(refusedBy).some((refuses) => refuses(numberOf(trip)));

  const bookings = (name: string): DependencyDefinition => ({
    latency: { p50: 40, p99: 200 },
    handle(request, state, effect) {
      const { trip = '' } = (request.body ?? {}) as { trip?: string };
      const known = state.get(trip);
      if (request.path === '/cancel') {
        if (known !== 'cancelled') effect('cancelled', trip);
        state.set(trip, 'cancelled');
        return { status: 200 };
      }
      if (request.path !== '/book') return { status: 404 };
      if (known === 'booked') return { status: 200 };
      if (known === 'cancelled' || refusedBy[name]?.(numberOf(trip)) === true) return { status: 409 };
      effect('booked', trip);
      state.set(trip, 'booked');
      return { status: 200 };
    },
  });

  const payment: DependencyDefinition = {
    latency: { p50: 40, p99: 200 },
    handle(request, state, effect) {
      const { trip = '', key = '' } = (request.body ?? {}) as { trip?: string; key?: string };
      if (request.path === '/refund') {
        if (state.get(trip) === 'charged') effect('refunded', trip);
        state.set(trip, 'refunded');
        return { status: 200 };
      }
      if (request.path !== '/charge') return { status: 404 };
      if (refusedBy.payment?.(numberOf(trip)) === true) return { status: 402 };
      if (state.get(`key ${key}`) === trip) return { status: 200 };
      state.set(`key ${key}`, trip);
      state.set(trip, 'charged');
      effect('charged', trip);
      return { status: 200 };
    },
  };

  interface Outcome {
    flight: boolean;
    hotel: boolean;
    charged: boolean;
  }

  function outcomeOf(state: WorldState, trip: string): Outcome {
    return {
      flight: state.dependency('flight').get(trip) === 'booked',
      hotel: state.dependency('hotel').get(trip) === 'booked',
      charged: state.dependency('payment').get(trip) === 'charged',
    };
  }

  const words = ({ flight, hotel, charged }: Outcome) =>
    `flight ${flight ? '' : 'not '}booked, hotel ${hotel ? '' : 'not '}booked, ${charged ? '' : 'not '}charged`;

  const allOrNothing = eventually((state) => {
    const trips = ['flight', 'hotel', 'payment'].flatMap((name) =>
      [...state.dependency(name).keys()].filter((key) => key.startsWith('t')),
    );
    for (const trip of new Set(trips)) {
      const is = outcomeOf(state, trip);
      if (is.flight !== is.hotel || is.hotel !== is.charged) return `${trip} in the end: ${words(is)}`;
    }
    return null;
  });

  const bookedFirst: Rule = online((state) => ({
    on(event) {
      if (event.part !== 'payment' || event.op !== 'charged') return null;
      const is = outcomeOf(state, event.key);
      return is.flight && is.hotel ? null : broken(`${event.key} was charged: ${words(is)}`, event);
    },
  }));

  const oneDriver: Rule = online(() => {
    const underWay = new Map<number, TraceEvent>();
    const tripOf = (event: TraceEvent) => (event.data as { body?: { trip?: string } }).body?.trip;
    return {
      on(event) {
        if (event.part === 'process' && event.op !== 'start') {
          for (const [id, call] of underWay) if (call.replica === event.replica) underWay.delete(id);
        }
        if (event.op !== 'http.call') return null;
        if (event.outcome !== 'call') {
          underWay.delete(event.cause);
          return null;
        }
        for (const call of underWay.values()) {
          if (tripOf(call) === tripOf(event) && call.replica !== event.replica)
            return broken(`Both replicas had a call for ${tripOf(event)} under way`, call, event);
        }
        underWay.set(event.id, event);
        return null;
      },
    };
  });

  const useful: Rule = online((state) => {
    const accepted = new Map<string, TraceEvent>();
    return {
      on(event) {
        if (event.part === 'client' && event.op === 'response' && event.outcome === '202')
          accepted.set(event.key, event);
        return null;
      },
      end() {
        for (const [trip, event] of accepted) {
          if (!isRefused(trip) && !outcomeOf(state, trip).charged)
            return broken(`${trip} was taken in, nobody refused it, and it is not booked`, event);
        }
        return accepted.size >= 3 ? null : broken(`${accepted.size} trips were taken in`);
      },
    };
  });

  const partners = ['flight', 'hotel', 'payment'];

  return {
    durationMs: 25_000,
    settleMs: 60_000,
    replicas: 2,
    locks: true,
    sql: { tables: { trips: { pk: 'trip' } } },
    dependencies: { flight: bookings('flight'), hotel: bookings('hotel'), payment },
    clients: [
      {
        name: 'traveller',
        perSecond: () => 0.5,
        request: (n) => ({ key: `t${n}`, method: 'POST', path: '/trips', body: { trip: `t${n}` } }),
        timeoutMs: 3_000,
        retry: { backoffMs: 1_500, untilMs: 20_000 },
      },
    ],
    faults: [
      { kind: 'dependency', name: 'hotel', from: 10_000, to: 25_000, fail: { '503': 1 } },
      ...partners.map((name) => ({
        kind: 'dependency' as const,
        name,
        fail: { timeoutAfter: 0.08, timeoutBefore: 0.04, '503': 0.05 },
      })),
      { kind: 'crash', rate: 0.015, most: 4, restart: [1_000, 5_000] },
    ],
    invariants: [
      {
        name: 'all-or-nothing',
        title: 'In the end every trip is booked at both and charged, or nothing of it is',
        kind: 'liveness',
        weight: 0.35,
        rule: allOrNothing,
      },
      {
        name: 'booked-first',
        title: 'A trip is charged only while flight and hotel are both booked',
        kind: 'safety',
        weight: 0.15,
        rule: bookedFirst,
      },
      {
        name: 'charged-once',
        title: 'A trip is never charged twice',
        kind: 'safety',
        weight: 0.2,
        rule: atMostOnce(
          (event) => event.part === 'payment' && event.op === 'charged',
          (event) => event.key,
          'A charge',
        ),
      },
      {
        name: 'one-driver',
        title: 'At no time do both replicas have a call for the same trip under way',
        kind: 'safety',
        weight: 0.1,
        rule: oneDriver,
      },
      {
        name: 'useful',
        title: 'Trips that nobody refuses are taken in, and booked in the end',
        kind: 'usefulness',
        weight: 0.2,
        rule: useful,
      },
    ],
  };
};
