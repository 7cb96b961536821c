export class Limiter {
  constructor(max: number, queueMax: number) {
    // Keep what you need.
  }

  async run<T>(task: () => Promise<T>, options: RunOptions = {}): Promise<T> {
    return task();
  }
}
