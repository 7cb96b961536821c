import type { Environment } from '../environment.ts';

interface Planned {
  at: number;
  run: () => void;
  cancelled: boolean;
}

/** Time that only passes when told to. Everything due at one moment runs in the order in which it was planned. */
export class VirtualTime {
  now = 0;
  /** Soonest last. */
  readonly #planned: Planned[] = [];

  after(delayMs: number, run: () => void): () => void {
    const entry: Planned = { at: this.now + Math.max(0, delayMs), run, cancelled: false };
    let low = 0;
    let high = this.#planned.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#planned[middle]?.at ?? 0) > entry.at) low = middle + 1;
      else high = middle;
    }
    this.#planned.splice(low, 0, entry);
    return () => {
      entry.cancelled = true;
    };
  }

  /** Runs what is due until then; before it and after each step everything that waits on promises has gone on. */
  async runUntil(until: number, afterEach: () => void = () => {}): Promise<void> {
    await settled();
    for (let next = this.#planned.at(-1); next && next.at <= until; next = this.#planned.at(-1)) {
      this.#planned.pop();
      if (next.cancelled) continue;
      this.now = next.at;
      next.run();
      await settled();
      afterEach();
    }
    this.now = until;
  }
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** An environment that a dead tab no longer takes part in. */
export function environmentOf(
  time: VirtualTime,
  tab: { alive: boolean },
  random: { next(): number; below(n: number): number },
  online: () => boolean,
): Environment {
  return {
    now: () => time.now,
    setTimer: (run, delayMs) => time.after(delayMs, () => tab.alive && run()),
    random: () => random.next(),
    uuid: () => {
      const hex = () => random.below(65_536).toString(16).padStart(4, '0');
      return `${hex()}${hex()}-${hex()}-4${hex().slice(1)}-8${hex().slice(1)}-${hex()}${hex()}${hex()}`;
    },
    online,
  };
}
