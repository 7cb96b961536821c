/** Milliseconds of virtual time. */
export type Ms = number;

export interface Scheduled<T> {
  time: Ms;
  /** Given in order of scheduling: what is scheduled first for a moment happens first. */
  seq: number;
  event: T;
}

/** Events ordered by (time, seq): a binary heap on arrays. Virtual time is the time of the event taken last. */
export class EventQueue<T> {
  readonly #heap: Scheduled<T>[] = [];
  #now: Ms = 0;
  #seq = 0;

  get now(): Ms {
    return this.#now;
  }

  get size(): number {
    return this.#heap.length;
  }

  /** Schedules for an absolute time, never before now. Gives the entry, for `cancel`. */
  at(time: Ms, event: T): Scheduled<T> {
    if (!Number.isFinite(time)) throw new RangeError('virtual time must be finite');
    const entry: Scheduled<T> = { time: Math.max(time, this.#now), seq: this.#seq, event };
    this.#seq += 1;
    this.#heap.push(entry);
    this.#up(this.#heap.length - 1);
    return entry;
  }

  after(delay: Ms, event: T): Scheduled<T> {
    return this.at(this.#now + Math.max(0, delay), event);
  }

  peek(): Scheduled<T> | null {
    return this.#heap[0] ?? null;
  }

  /** Takes the earliest and moves virtual time to it; null when nothing is left. */
  take(): Scheduled<T> | null {
    const first = this.#heap[0];
    if (!first) return null;
    const last = this.#heap.pop() as Scheduled<T>;
    if (this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#down(0);
    }
    this.#now = first.time;
    return first;
  }

  /** Removes all that match; linear, for rare events such as the end of a process. */
  removeWhere(matches: (event: T) => boolean): number {
    const kept = this.#heap.filter((entry) => !matches(entry.event));
    const removed = this.#heap.length - kept.length;
    if (removed === 0) return 0;
    this.#heap.length = 0;
    for (const entry of kept) {
      this.#heap.push(entry);
      this.#up(this.#heap.length - 1);
    }
    return removed;
  }

  #before(a: Scheduled<T>, b: Scheduled<T>): boolean {
    return a.time < b.time || (a.time === b.time && a.seq < b.seq);
  }

  #up(from: number): void {
    let i = from;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!this.#before(this.#heap[i] as Scheduled<T>, this.#heap[parent] as Scheduled<T>)) return;
      this.#swap(i, parent);
      i = parent;
    }
  }

  #down(from: number): void {
    let i = from;
    for (;;) {
      const left = 2 * i + 1;
      const right = left + 1;
      let least = i;
      for (const child of [left, right]) {
        const entry = this.#heap[child];
        if (entry && this.#before(entry, this.#heap[least] as Scheduled<T>)) least = child;
      }
      if (least === i) return;
      this.#swap(i, least);
      i = least;
    }
  }

  #swap(a: number, b: number): void {
    const held = this.#heap[a] as Scheduled<T>;
    this.#heap[a] = this.#heap[b] as Scheduled<T>;
    this.#heap[b] = held;
  }
}
