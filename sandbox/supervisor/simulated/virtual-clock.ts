import type { Clock } from '../../pool/clock.ts';

interface Event {
  at: number;
  sequence: number;
  run: () => void;
}

/** Virtual time for simulations: nothing happens until `advance` is called. */
export class VirtualClock implements Clock {
  #now = 0;
  #sequence = 0;
  #events: Event[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const event = { at: this.#now + Math.max(0, ms), sequence: this.#sequence, run };
    this.#sequence += 1;
    this.#events.push(event);
    return () => {
      this.#events = this.#events.filter((other) => other !== event);
    };
  }

  soon(run: () => void): void {
    this.after(0, run);
  }

  /** Runs what is due, in order of time and then of asking, until `until` has come. */
  async advance(until: number): Promise<void> {
    for (;;) {
      await settlePromises();
      const next = this.#earliest();
      if (next === undefined || next.at > until) break;
      this.#events = this.#events.filter((event) => event !== next);
      this.#now = next.at;
      next.run();
    }
    this.#now = Math.max(this.#now, until);
  }

  #earliest(): Event | undefined {
    let best: Event | undefined;
    for (const event of this.#events) {
      if (
        best === undefined ||
        event.at < best.at ||
        (event.at === best.at && event.sequence < best.sequence)
      ) {
        best = event;
      }
    }
    return best;
  }
}

/** Lets every promise that can settle do so. */
function settlePromises(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
