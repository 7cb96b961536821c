interface Entry<V> {
  key: string;
  value: V;
  size: number;
  expiry: HeapHandle | null;
  older: Entry<V> | null;
  newer: Entry<V> | null;
}

/** Recency is a linked list through the entries, expiry a heap of them: each is one step away from its next victim. */
export class ByteLru<V> {
  readonly #options: ByteLruOptions<V>;
  readonly #entries = new Map<string, Entry<V>>();
  readonly #byExpiry: MinHeap<Entry<V>>;
  #oldest: Entry<V> | null = null;
  #newest: Entry<V> | null = null;
  #bytes = 0;

  constructor(options: ByteLruOptions<V>) {
    this.#options = options;
    this.#byExpiry = options.createHeap();
  }

  set(key: string, value: V, ttlMs: number): boolean {
    const now = this.#dropExpired();
    const size = this.#options.sizeOf(value);
    const old = this.#entries.get(key);
    if (size > this.#options.maxBytes) return false;
    if (old) this.#drop(old);
    while (this.#bytes + size > this.#options.maxBytes && this.#oldest) this.#drop(this.#oldest);

    const entry: Entry<V> = { key, value, size, expiry: null, older: null, newer: null };
    entry.expiry = this.#byExpiry.push(now + ttlMs, entry);
    this.#entries.set(key, entry);
    this.#bytes += size;
    this.#link(entry);
    return true;
  }

  get(key: string): V | undefined {
    this.#dropExpired();
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#unlink(entry);
    this.#link(entry);
    return entry.value;
  }

  peek(key: string): V | undefined {
    this.#dropExpired();
    return this.#entries.get(key)?.value;
  }

  delete(key: string): boolean {
    this.#dropExpired();
    const entry = this.#entries.get(key);
    if (entry) this.#drop(entry);
    return entry !== undefined;
  }

  stats(): { entries: number; bytes: number } {
    this.#dropExpired();
    return { entries: this.#entries.size, bytes: this.#bytes };
  }

  #dropExpired(): number {
    const now = this.#options.clock.now();
    for (let first = this.#byExpiry.first(); first && first.priority <= now; first = this.#byExpiry.first()) {
      this.#drop(first.item);
    }
    return now;
  }

  #drop(entry: Entry<V>): void {
    this.#entries.delete(entry.key);
    this.#bytes -= entry.size;
    if (entry.expiry) this.#byExpiry.remove(entry.expiry);
    this.#unlink(entry);
  }

  #link(entry: Entry<V>): void {
    entry.older = this.#newest;
    if (this.#newest) this.#newest.newer = entry;
    else this.#oldest = entry;
    this.#newest = entry;
  }

  #unlink(entry: Entry<V>): void {
    if (entry.older) entry.older.newer = entry.newer;
    else this.#oldest = entry.newer;
    if (entry.newer) entry.newer.older = entry.older;
    else this.#newest = entry.older;
    entry.older = null;
    entry.newer = null;
  }
}
