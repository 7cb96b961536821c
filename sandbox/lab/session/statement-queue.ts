import {
  allowanceMs,
  allowanceRefillPerSecondMs,
  heavyStatementsMax,
  lightStatementsMax,
} from '../limits.ts';

interface Allowance {
  leftMs: number;
  at: number;
}

interface Place {
  key: string;
  heavy: boolean;
  since: number;
  /** Of its time, what it waited for a lock: that takes nobody's processor. */
  paused: boolean;
}

export type Ticket = Place;

interface Waiting {
  key: string;
  start(ticket: Ticket): void;
}

/**
 * Who may run a statement now. PostgreSQL gives every backend the same share of the processor, so a few that spin would
 * take it from everybody. Each key has an allowance of running time that comes back slowly; who still has some runs at
 * once, and all who have used theirs up share a few places, least used first. A statement that waits for a lock gives
 * its place up: whoever it waits for may be in the queue.
 */
export class StatementQueue {
  readonly #now: () => number;
  readonly #allowances = new Map<string, Allowance>();
  readonly #running = new Set<Place>();
  #waiting: Waiting[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  get running(): number {
    return this.#running.size;
  }

  /** Calls `start` at once or later; the function that comes back takes it out of the queue. */
  enter(key: string, start: (ticket: Ticket) => void): () => void {
    const waiting: Waiting = { key, start };
    this.#waiting.push(waiting);
    this.#serve();
    return () => {
      this.#waiting = this.#waiting.filter((one) => one !== waiting);
    };
  }

  leave(ticket: Ticket): void {
    if (!this.#running.delete(ticket)) return;
    if (!ticket.paused) this.#charge(ticket);
    this.#serve();
  }

  pause(ticket: Ticket): void {
    if (ticket.paused) return;
    this.#charge(ticket);
    ticket.paused = true;
    this.#serve();
  }

  /** It goes on by itself when it has its lock: it is counted again, and no new one is let in until there is room. */
  resume(ticket: Ticket): void {
    if (!ticket.paused) return;
    ticket.paused = false;
    ticket.since = this.#now();
  }

  #serve(): void {
    for (;;) {
      const next = this.#choose();
      if (next === null) return;
      this.#waiting = this.#waiting.filter((one) => one !== next);
      const ticket: Ticket = {
        key: next.key,
        heavy: this.#left(next.key) <= 0,
        since: this.#now(),
        paused: false,
      };
      this.#running.add(ticket);
      next.start(ticket);
    }
  }

  #choose(): Waiting | null {
    const active = [...this.#running].filter((place) => !place.paused);
    const heavy = active.filter((place) => place.heavy || this.#leftNow(place) <= 0).length;
    const light = active.length - heavy;
    let best: Waiting | null = null;
    let most = Number.NEGATIVE_INFINITY;
    for (const one of this.#waiting) {
      const left = this.#left(one.key);
      const fits = left > 0 ? light < lightStatementsMax : heavy < heavyStatementsMax;
      if (fits && left > most) {
        best = one;
        most = left;
      }
    }
    return best;
  }

  #left(key: string): number {
    const now = this.#now();
    const known = this.#allowances.get(key);
    if (!known) return allowanceMs;
    const left = Math.min(allowanceMs, known.leftMs + ((now - known.at) / 1000) * allowanceRefillPerSecondMs);
    if (left >= allowanceMs) this.#allowances.delete(key);
    return left;
  }

  #leftNow(place: Place): number {
    return this.#left(place.key) - (this.#now() - place.since);
  }

  #charge(place: Place): void {
    const now = this.#now();
    this.#allowances.set(place.key, { leftMs: this.#left(place.key) - (now - place.since), at: now });
  }
}
