interface Waiter {
  priority: number;
  start: () => void;
}

export class Limiter {
  #max: number;
  #queueMax: number;
  #running = 0;
  #waiting: Waiter[] = [];

  constructor(max: number, queueMax: number) {
    this.#max = max;
    this.#queueMax = queueMax;
  }

  run<T>(task: () => Promise<T>, options: RunOptions = {}): Promise<T> {
    const { signal, priority = 0 } = options;
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#running < this.#max) return this.#start(task);
    if (this.#waiting.length >= this.#queueMax) return Promise.reject(new Error('queue full'));
    return new Promise<T>((resolve, reject) => {
      let forget = () => {};
      const waiter: Waiter = {
        priority,
        start: () => {
          forget();
          this.#start(task).then(resolve, reject);
        },
      };
      if (signal) {
        forget = signal.onAbort(() => {
          forget();
          this.#waiting = this.#waiting.filter((other) => other !== waiter);
          reject(signal.reason);
        });
      }
      this.#waiting.push(waiter);
    });
  }

  async #start<T>(task: () => Promise<T>): Promise<T> {
    this.#running += 1;
    try {
      return await task();
    } finally {
      this.#running -= 1;
      let best: Waiter | null = null;
      for (const waiter of this.#waiting) {
        if (best === null || waiter.priority > best.priority) best = waiter;
      }
      if (best !== null) {
        const chosen = best;
        this.#waiting = this.#waiting.filter((other) => other !== chosen);
        chosen.start();
      }
    }
  }
}
