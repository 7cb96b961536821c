interface Waiter {
  task: () => Promise<unknown>;
  priority: number;
  resolve: (value: never) => void;
  reject: (error: unknown) => void;
  forget: () => void;
}

export class Limiter {
  #max: number;
  #queueMax: number;
  #running = 0;
  #waiting: Waiter[] = [];
  #batch: Promise<unknown>[] = [];

  constructor(max: number, queueMax: number) {
    this.#max = max;
    this.#queueMax = queueMax;
  }

  run<T>(task: () => Promise<T>, options: RunOptions = {}): Promise<T> {
    const { signal, priority = 0 } = options;
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#running < this.#max) {
      this.#running += 1;
      const promise = (async () => task())();
      this.#join(promise);
      return promise;
    }
    if (this.#waiting.length >= this.#queueMax) return Promise.reject(new Error('queue full'));
    return new Promise<T>((resolve, reject) => {
      const waiter: Waiter = { task, priority, resolve, reject, forget: () => {} };
      if (signal) {
        waiter.forget = signal.onAbort(() => {
          waiter.forget();
          this.#waiting = this.#waiting.filter((other) => other !== waiter);
          reject(signal.reason);
        });
      }
      this.#waiting.push(waiter);
    });
  }

  #join(promise: Promise<unknown>): void {
    this.#batch.push(promise);
    const members = this.#batch.length;
    Promise.allSettled(this.#batch).then(() => {
      if (members !== this.#batch.length) return;
      this.#batch = [];
      this.#running = 0;
      this.#waiting.sort((a, b) => b.priority - a.priority);
      for (const waiter of this.#waiting.splice(0, this.#max)) {
        this.#running += 1;
        waiter.forget();
        const next = (async () => waiter.task())();
        next.then(waiter.resolve as (value: unknown) => void, waiter.reject);
        this.#join(next);
      }
    });
  }
}
