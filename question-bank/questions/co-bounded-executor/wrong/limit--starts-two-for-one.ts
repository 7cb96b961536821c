interface Waiter {
  start: () => void;
  cancelled: boolean;
}

/** First in, first out, without moving what is left: taken places are cut off in one piece now and then. */
class Lane {
  #waiters: Waiter[] = [];
  #head = 0;

  push(waiter: Waiter): void {
    this.#waiters.push(waiter);
  }

  /** The next waiter that was not cancelled; cancelled ones are dropped on the way, each only once. */
  next(): Waiter | null {
    while (this.#head < this.#waiters.length) {
      const waiter = this.#waiters[this.#head];
      this.#head += 1;
      if (this.#head > 1024 && this.#head * 2 > this.#waiters.length) {
        this.#waiters = this.#waiters.slice(this.#head);
        this.#head = 0;
      }
      if (waiter && !waiter.cancelled) return waiter;
    }
    return null;
  }
}

export class Limiter {
  readonly #max: number;
  readonly #queueMax: number;
  readonly #lanes = Array.from({ length: 10 }, () => new Lane());
  #running = 0;
  #waiting = 0;

  constructor(max: number, queueMax: number) {
    this.#max = max;
    this.#queueMax = queueMax;
  }

  run<T>(task: () => Promise<T>, options: RunOptions = {}): Promise<T> {
    const { signal, priority = 0 } = options;
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#running < this.#max) return this.#start(task);
    if (this.#waiting >= this.#queueMax) return Promise.reject(new Error('queue full'));

    return new Promise<T>((resolve, reject) => {
      this.#waiting += 1;
      let forget = () => {};
      const waiter: Waiter = {
        cancelled: false,
        start: () => {
          forget();
          this.#start(task).then(resolve, reject);
        },
      };
      if (signal) {
        forget = signal.onAbort(() => {
          forget();
          waiter.cancelled = true;
          this.#waiting -= 1;
          reject(signal.reason);
        });
      }
      this.#lanes[priority]?.push(waiter);
    });
  }

  async #start<T>(task: () => Promise<T>): Promise<T> {
    this.#running += 1;
    try {
      return await task();
    } finally {
      this.#running -= 1;
      this.#startNext();
      if (this.#running === this.#max) this.#startNext();
    }
  }

  #startNext(): void {
    for (let priority = 9; priority >= 0; priority -= 1) {
      const waiter = this.#lanes[priority]?.next();
      if (!waiter) continue;
      this.#waiting -= 1;
      waiter.start();
      return;
    }
  }
}
