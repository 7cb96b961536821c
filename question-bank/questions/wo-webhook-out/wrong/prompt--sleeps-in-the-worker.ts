import type { Message, Ms, Start } from './api';

interface Event {
  id: string;
  endpoint: string;
  aggregate: string;
  number: number;
}

/** What all replicas know of an endpoint; one script at a time reads and writes it. */
interface Endpoint {
  gone: boolean;
  /** Failed attempts since the last success. */
  failures: number;
  /** Somebody calls it, and has died if this is over. */
  busyUntil: Ms;
  notBefore: Ms;
  /** By aggregate: the number that is next. */
  next: Record<string, number>;
  /** By event: how often it was tried. */
  attempts: Record<string, number>;
}

type Turn = { kind: 'go' } | { kind: 'drop' } | { kind: 'busy' } | { kind: 'wait'; ms: Ms };
type Ended = 'delivered' | 'gone' | 'failed';

const slots = 4;
const attemptsMax = 12;
const callTimeoutMs = 10_000;
const pauseMaxMs = 30_000;
const fresh: Endpoint = { gone: false, failures: 0, busyUntil: 0, notBefore: 0, next: {}, attempts: {} };

const start: Start = async (ctx) => {
  const queue = ctx.queue('events');
  const keyOf = (event: Event) => `endpoint:${event.endpoint}`;

  /** May this event be tried now? Whoever may has the endpoint to itself, until it says how it went. */
  function takeTurn(event: Event): Promise<Turn> {
    const ask = { ...event, key: keyOf(event), fresh, attemptsMax, callTimeoutMs, pauseMaxMs };
    return ctx.kv.atomic(
      [ask.key],
      (tx, now, { key, id, aggregate, number, fresh, attemptsMax, callTimeoutMs, pauseMaxMs }): Turn => {
        const endpoint: Endpoint = JSON.parse(tx.get(key) ?? JSON.stringify(fresh));
        const next = endpoint.next[aggregate] ?? 1;
        const attempts = endpoint.attempts[id] ?? 0;
        if (endpoint.gone || number < next || attempts >= attemptsMax) return { kind: 'drop' };
        // Whoever fails will hardly be free soon; whoever is well will.
        if (endpoint.busyUntil > now && endpoint.failures > 0)
          return { kind: 'wait', ms: endpoint.busyUntil - now };
        if (endpoint.busyUntil > now) return { kind: 'busy' };
        if (endpoint.notBefore > now) return { kind: 'wait', ms: endpoint.notBefore - now };
        if (number > next) return { kind: 'busy' };
        // Written down before the call: a process that dies in it must not make the next attempt come early.
        endpoint.attempts[id] = attempts + 1;
        endpoint.busyUntil = now + callTimeoutMs + Math.min(1_000 * 2 ** attempts, pauseMaxMs);
        tx.set(key, JSON.stringify(endpoint));
        return { kind: 'go' };
      },
      ask,
    );
  }

  /** Gives the endpoint free, and says how long this event has to wait if it failed. */
  function endTurn(event: Event, ended: Ended): Promise<Ms> {
    const jitter = 0.6 + 1.2 * ctx.rng.next();
    const ask = { ...event, key: keyOf(event), fresh, ended, jitter, pauseMaxMs };
    return ctx.kv.atomic(
      [ask.key],
      (tx, now, { key, id, aggregate, number, fresh, ended, jitter, pauseMaxMs }): Ms => {
        const endpoint: Endpoint = JSON.parse(tx.get(key) ?? JSON.stringify(fresh));
        endpoint.busyUntil = 0;
        let pauseMs = 0;
        if (ended === 'gone') endpoint.gone = true;
        if (ended === 'delivered') {
          endpoint.failures = 0;
          endpoint.next[aggregate] = Math.max(endpoint.next[aggregate] ?? 1, number + 1);
          delete endpoint.attempts[id];
        }
        if (ended === 'failed') {
          endpoint.failures += 1;
          const failed = Math.max(endpoint.failures, endpoint.attempts[id] ?? 1);
          pauseMs = Math.min(1_000 * 2 ** (failed - 1), pauseMaxMs) * jitter;
          endpoint.notBefore = now + pauseMs;
        }
        tx.set(key, JSON.stringify(endpoint));
        return pauseMs;
      },
      ask,
    );
  }

  async function call(event: Event): Promise<Ended> {
    try {
      const { status } = await ctx.http.call(
        'endpoints',
        { method: 'POST', path: `/${event.endpoint}`, body: event },
        { timeout: callTimeoutMs },
      );
      if (status === 410) return 'gone';
      return status === 200 ? 'delivered' : 'failed';
    } catch {
      return 'failed';
    }
  }

  async function handle(message: Message): Promise<void> {
    const event = message.body as Event;
    let turn = await takeTurn(event);
    while (turn.kind === 'wait' || turn.kind === 'busy') {
      // Stays here until it may go on.
      await ctx.clock.sleep(turn.kind === 'wait' ? turn.ms : 400);
      await queue.extend(message.receipt, 15_000);
      turn = await takeTurn(event);
    }
    const ended = turn.kind === 'go' ? await call(event) : null;
    if (ended !== null) await endTurn(event, ended);
    if (ended === 'failed') await handle(message);
    else await queue.ack(message.receipt);
  }

  async function deliver(): Promise<void> {
    let free = slots;
    let wake = () => {};
    for (;;) {
      while (free === 0) await new Promise<void>((resolve) => (wake = resolve));
      for (const message of await queue.receive({ max: free, wait: 20_000 })) {
        free -= 1;
        void handle(message)
          .catch((error) => ctx.log('warn', `comes again: ${String(error)}`))
          .finally(() => {
            free += 1;
            wake();
          });
      }
    }
  }

  return { background: [deliver] };
};

export default start;
