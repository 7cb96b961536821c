import type { Dist } from '../../core/distribution.ts';
import type { Ms } from '../../core/event-queue.ts';
import { Arguments, BadCall, type Json } from '../value.ts';
import type { Call, Outcome, Part, World } from '../world.ts';

export interface QueueOptions {
  visibilityMs?: Ms;
  maxReceives?: number;
  /** Name of the queue that takes what was received too often. */
  dlq?: string;
  /** Share of acknowledged messages that come once more, as at-least-once delivery allows. */
  redelivery?: number;
}

interface Message {
  id: string;
  body: Json;
  attrs: { [key: string]: Json };
  sentAt: Ms;
  receives: number;
  receipt: string | null;
  visibleAt: Ms;
  redelivered: boolean;
}

interface Way {
  key: string;
  timeoutMs: Ms | null;
  arrive: (answer: (outcome: Outcome) => void) => void;
}

const way = (key: string, timeoutMs: Ms | null, arrive: Way['arrive']): Way => ({ key, timeoutMs, arrive });

interface Waiter {
  call: Call;
  max: number;
  visibilityMs: Ms;
  answer: (outcome: Outcome) => void;
  done: boolean;
}

interface OneQueue {
  name: string;
  visibilityMs: Ms;
  maxReceives: number;
  dlq: string | null;
  redelivery: number;
  messages: Map<string, Message>;
  waiters: Waiter[];
  sent: number;
}

const latency: Dist = { p50: 3, p99: 20 };
const defaultVisibilityMs = 30_000;
const defaultMaxReceives = 5;
const receiveMax = 10;
const waitMaxMs = 20_000;
const delayMaxMs = 15 * 60_000;
const answerTimeoutMs = 1_000;

/**
 * At-least-once queues. A received message is invisible for a while and comes again unless it was acknowledged with the
 * receipt of its latest delivery; after too many receives it goes to the dead-letter queue. Not promised: order, or
 * that a message comes only once.
 */
export class QueueService implements Part {
  readonly name = 'queue';
  readonly #world: World;
  readonly #queues = new Map<string, OneQueue>();

  constructor(world: World, queues: Readonly<Record<string, QueueOptions>>) {
    this.#world = world;
    for (const [name, options] of Object.entries(queues)) {
      this.#add(name, options);
      if (options.dlq !== undefined && queues[options.dlq] === undefined) this.#add(options.dlq, {});
    }
  }

  #add(name: string, options: QueueOptions): void {
    this.#queues.set(name, {
      name,
      visibilityMs: options.visibilityMs ?? defaultVisibilityMs,
      maxReceives: options.maxReceives ?? defaultMaxReceives,
      dlq: options.dlq ?? null,
      redelivery: options.redelivery ?? 0,
      messages: new Map(),
      waiters: [],
      sent: 0,
    });
  }

  /** Puts a message in from outside of the replicas. */
  put(queue: string, body: Json, attrs: { [key: string]: Json } = {}): string {
    return this.#send(this.#find(queue), body, attrs, 0);
  }

  /** Bodies that are still in a queue, visible or not. */
  bodies(queue: string): Json[] {
    return [...this.#find(queue).messages.values()].map(({ body }) => body);
  }

  call(call: Call): void {
    this.#world.remote({ call, latency, ...this.#wayOf(call) });
  }

  #wayOf(call: Call): Way {
    const args = new Arguments(call.op, call.args);
    const queue = this.#find(args.text(0));
    switch (call.op) {
      case 'queue.send': {
        const body = args.value(1);
        const o = args.record(2);
        const delay = typeof o.delay === 'number' ? Math.min(Math.max(0, o.delay), delayMaxMs) : 0;
        const attrs =
          typeof o.attrs === 'object' && o.attrs !== null && !Array.isArray(o.attrs) ? o.attrs : {};
        return way(`${queue.name} ${JSON.stringify(body).slice(0, 100)}`, answerTimeoutMs, (answer) =>
          answer({ value: { id: this.#send(queue, body, attrs, delay) } }),
        );
      }
      case 'queue.receive': {
        const o = args.record(1);
        const max = Math.min(receiveMax, Math.max(1, typeof o.max === 'number' ? Math.floor(o.max) : 1));
        const wait = Math.min(waitMaxMs, Math.max(0, typeof o.wait === 'number' ? o.wait : 0));
        const visibilityMs =
          typeof o.visibility === 'number' ? Math.max(0, o.visibility) : queue.visibilityMs;
        return way(queue.name, null, (answer) => {
          const waiter: Waiter = { call, max, visibilityMs, answer, done: false };
          queue.waiters.push(waiter);
          this.#serve(queue);
          if (waiter.done) return;
          this.#world.schedule(wait, () => {
            if (waiter.done) return;
            waiter.done = true;
            queue.waiters = queue.waiters.filter((other) => other !== waiter);
            answer({ value: [] });
          });
        });
      }
      case 'queue.ack': {
        const receipt = args.text(1);
        return way(`${queue.name} ${receiptId(receipt)}`, answerTimeoutMs, (answer) =>
          answer({ value: this.#acknowledge(call, queue, receipt) }),
        );
      }
      case 'queue.extend': {
        const receipt = args.text(1);
        const ms = args.number(2, 0);
        return way(`${queue.name} ${receiptId(receipt)}`, answerTimeoutMs, (answer) => {
          const message = this.#byReceipt(queue, receipt);
          if (message !== null) this.#hide(queue, message, ms);
          answer({ value: message !== null });
        });
      }
      case 'queue.nack': {
        const receipt = args.text(1);
        const delay = args.value(2) === null ? 0 : args.number(2, 0, delayMaxMs);
        return way(`${queue.name} ${receiptId(receipt)}`, answerTimeoutMs, (answer) => {
          const message = this.#byReceipt(queue, receipt);
          if (message !== null) {
            message.receipt = null;
            this.#hide(queue, message, delay);
          }
          answer({ value: null });
        });
      }
      default:
        throw new BadCall(`There is no ${call.op}`);
    }
  }

  processEnded(): void {
    for (const queue of this.#queues.values())
      queue.waiters = queue.waiters.filter(({ call }) => call.epoch === call.replica.epoch);
  }

  #find(name: string): OneQueue {
    const queue = this.#queues.get(name);
    if (queue === undefined) throw new BadCall(`There is no queue named ${name}`);
    return queue;
  }

  #send(queue: OneQueue, body: Json, attrs: { [key: string]: Json }, delay: Ms): string {
    queue.sent += 1;
    const id = `${queue.name}-${queue.sent}`;
    const { now } = this.#world;
    const message: Message = {
      id,
      body,
      attrs,
      sentAt: now,
      receives: 0,
      receipt: null,
      visibleAt: now + delay,
      redelivered: false,
    };
    queue.messages.set(id, message);
    this.#record(queue, 'sent', message, null);
    if (delay > 0) this.#world.schedule(delay, () => this.#serve(queue));
    else this.#serve(queue);
    return id;
  }

  /** Gives what is visible to those who wait, in the order in which they came. */
  #serve(queue: OneQueue): void {
    const { now } = this.#world;
    while (queue.waiters.length > 0) {
      const waiter = queue.waiters[0] as Waiter;
      const batch: Message[] = [];
      for (const message of queue.messages.values()) {
        if (batch.length === waiter.max) break;
        if (message.visibleAt > now) continue;
        if (message.receives >= queue.maxReceives && queue.dlq !== null) {
          this.#redrive(queue, message);
          continue;
        }
        batch.push(message);
      }
      if (batch.length === 0) return;
      queue.waiters.shift();
      waiter.done = true;
      const given: Json = batch.map((message) => {
        message.receives += 1;
        message.receipt = `${message.id}~${message.receives}`;
        this.#hide(queue, message, waiter.visibilityMs);
        this.#record(queue, 'received', message, waiter.call.replica.name);
        const { id, body, receipt, receives, attrs, sentAt } = message;
        return { id, body, receipt, receives, attrs, sentAt };
      });
      waiter.answer({ value: given });
    }
  }

  #hide(queue: OneQueue, message: Message, ms: Ms): void {
    message.visibleAt = this.#world.now + ms;
    this.#world.schedule(ms, () => {
      if (queue.messages.get(message.id) === message && message.visibleAt <= this.#world.now)
        this.#serve(queue);
    });
  }

  #redrive(queue: OneQueue, message: Message): void {
    queue.messages.delete(message.id);
    this.#record(queue, 'dead', message, null);
    const dlq = queue.dlq === null ? null : this.#find(queue.dlq);
    if (dlq !== null) this.#send(dlq, message.body, message.attrs, 0);
  }

  #byReceipt(queue: OneQueue, receipt: string): Message | null {
    const message = queue.messages.get(receiptId(receipt));
    return message !== undefined && message.receipt === receipt ? message : null;
  }

  #acknowledge(call: Call, queue: OneQueue, receipt: string): boolean {
    const message = this.#byReceipt(queue, receipt);
    if (message === null) return false;
    this.#record(queue, 'acknowledged', message, call.replica.name);
    const drawn = message.redelivered
      ? null
      : this.#world.faults.draw('redelivery', message.id, queue.redelivery);
    if (drawn === null) {
      queue.messages.delete(message.id);
      return true;
    }
    message.redelivered = true;
    message.receipt = null;
    this.#world.faults.fire({
      id: drawn.id,
      kind: 'redelivery',
      t: this.#world.now,
      what: `${message.id} is delivered once more`,
    });
    this.#hide(queue, message, 100 + drawn.second * 2_000);
    return true;
  }

  #record(queue: OneQueue, op: string, message: Message, replica: string | null): void {
    this.#world.record({
      replica,
      part: 'queue',
      op,
      key: message.id,
      outcome: 'effect',
      data: { queue: queue.name, receives: message.receives, body: message.body },
    });
  }
}

function receiptId(receipt: string): string {
  return receipt.split('~')[0] ?? receipt;
}
