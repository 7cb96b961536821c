import type { World } from '../world.ts';

/** Whoever can hold a lock: a transaction. */
export interface LockHolder {
  readonly id: number;
}

interface Waiter {
  holder: LockHolder;
  granted: () => void;
  refused: (why: 'deadlock') => void;
}

interface Lock {
  holder: LockHolder;
  waiters: Waiter[];
}

/** PostgreSQL's `deadlock_timeout`. */
const deadlockCheckMs = 1_000;

/** Exclusive locks by name, first come first served, with PostgreSQL's way of finding deadlocks. */
export class LockTable {
  readonly #world: World;
  readonly #locks = new Map<string, Lock>();
  readonly #waitsFor = new Map<number, string>();

  constructor(world: World) {
    this.#world = world;
  }

  isFree(name: string, holder: LockHolder): boolean {
    const lock = this.#locks.get(name);
    return lock === undefined || lock.holder.id === holder.id;
  }

  /** Calls `granted` at once where the lock is free, else when it has become so. */
  take(name: string, holder: LockHolder, granted: () => void, refused: (why: 'deadlock') => void): void {
    const lock = this.#locks.get(name);
    if (lock === undefined) {
      this.#locks.set(name, { holder, waiters: [] });
      granted();
      return;
    }
    if (lock.holder.id === holder.id) {
      granted();
      return;
    }
    const waiter: Waiter = { holder, granted, refused };
    lock.waiters.push(waiter);
    this.#waitsFor.set(holder.id, name);
    this.#world.schedule(deadlockCheckMs, () => {
      if (!lock.waiters.includes(waiter) || !this.#isInCycle(holder)) return;
      lock.waiters = lock.waiters.filter((other) => other !== waiter);
      this.#waitsFor.delete(holder.id);
      refused('deadlock');
    });
  }

  /** Lets go of everything that a transaction holds or waits for. */
  release(holder: LockHolder, names: Iterable<string>): void {
    const waitedFor = this.#waitsFor.get(holder.id);
    if (waitedFor !== undefined) {
      const lock = this.#locks.get(waitedFor);
      if (lock) lock.waiters = lock.waiters.filter((waiter) => waiter.holder.id !== holder.id);
      this.#waitsFor.delete(holder.id);
    }
    for (const name of names) {
      const lock = this.#locks.get(name);
      if (lock === undefined || lock.holder.id !== holder.id) continue;
      const next = lock.waiters.shift();
      if (next === undefined) {
        this.#locks.delete(name);
        continue;
      }
      lock.holder = next.holder;
      this.#waitsFor.delete(next.holder.id);
      // In a step of its own: the one who lets go is not in the middle of the other's statement.
      this.#world.schedule(0, next.granted);
    }
  }

  #isInCycle(start: LockHolder): boolean {
    let at: LockHolder = start;
    for (let steps = 0; steps < 1_000; steps += 1) {
      const name = this.#waitsFor.get(at.id);
      const lock = name === undefined ? undefined : this.#locks.get(name);
      if (lock === undefined) return false;
      at = lock.holder;
      if (at.id === start.id) return true;
    }
    return false;
  }
}
