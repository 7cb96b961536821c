export class ByteLru<V> {
  options: ByteLruOptions<V>;

  constructor(options: ByteLruOptions<V>) {
    this.options = options;
  }

  set(key: string, value: V, ttlMs: number): boolean {
    return false;
  }

  get(key: string): V | undefined {
    return undefined;
  }

  peek(key: string): V | undefined {
    return undefined;
  }

  delete(key: string): boolean {
    return false;
  }

  stats(): { entries: number; bytes: number } {
    return { entries: 0, bytes: 0 };
  }
}
