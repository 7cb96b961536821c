/**
 * Changes of a card that the server has not acknowledged yet, in their order. Each is kept in the browser before it is
 * sent, so that being offline, a crash or a reload loses none; each can be sent twice, so that a lost answer does no harm.
 */
export type CardChange =
  | {
      kind: 'pin-moment';
      id: string;
      itemNumber: number;
      dimension: string;
      heard: string;
      /** Milliseconds of this machine's clock: of the moment and of the writing. Sent as ages. */
      momentAt: number;
      writtenAt: number;
    }
  | {
      kind: 'pin-selection';
      id: string;
      itemNumber: number;
      dimension: string;
      documentId: string;
      path: string;
      start: string;
      end: string;
      quote: string;
      momentAt: number;
      writtenAt: number;
    }
  | {
      kind: 'rate';
      itemNumber: number;
      dimension: string;
      levelId: string;
      note: string;
      /** Null until it is sent for the first time; then it stays. */
      afterSeq: number | null;
      changeReason?: string;
    }
  | { kind: 'unpin'; evidenceId: string }
  | { kind: 'notes'; text: string };

export interface OutboxEntry {
  /** Sorts in the order of the changes. */
  key: string;
  change: CardChange;
}

export interface OutboxStore {
  list(): OutboxEntry[];
  put(entry: OutboxEntry): void;
  remove(key: string): void;
}

export type SendOutcome =
  | { kind: 'done'; answer: unknown }
  | { kind: 'refused'; message: string }
  /** No answer, or one that says to ask again. */
  | { kind: 'unreachable' };

export interface CardOutboxOptions {
  store: OutboxStore;
  send: (change: CardChange) => Promise<SendOutcome>;
  /** The newest rating of a cell that the page knows. */
  seqOf: (itemNumber: number, dimension: string) => number;
  now: () => number;
  setTimer: (run: () => void, ms: number) => () => void;
  /** Before `onChange`: what came of an entry. */
  onEnd: (entry: OutboxEntry, outcome: Exclude<SendOutcome, { kind: 'unreachable' }>) => void;
  onChange: () => void;
}

export const outboxRetryMs = 3_000;

export class CardOutbox {
  readonly #options: CardOutboxOptions;
  #entries: OutboxEntry[];
  #sending: string | null = null;
  #offlineSince: number | null = null;
  #cancelRetry: (() => void) | null = null;
  #stopped = false;
  #waiters: (() => void)[] = [];
  #count = 0;

  constructor(options: CardOutboxOptions) {
    this.#options = options;
    this.#entries = options.store.list().toSorted((a, b) => (a.key < b.key ? -1 : 1));
  }

  get entries(): readonly OutboxEntry[] {
    return this.#entries;
  }

  /** When the server was last found unreachable; null while it answers. */
  get offlineSince(): number | null {
    return this.#offlineSince;
  }

  start(): void {
    void this.#pump();
  }

  add(change: CardChange): void {
    const { store, now, onChange } = this.#options;
    // Only the newest notes are worth sending; those that are on their way are left to arrive.
    if (change.kind === 'notes') {
      for (const old of this.#entries)
        if (old.change.kind === 'notes' && old.key !== this.#sending) this.#drop(old.key);
    }
    const entry = {
      key: `${String(now()).padStart(15, '0')}-${String(this.#count++).padStart(6, '0')}`,
      change,
    };
    this.#entries = [...this.#entries, entry];
    store.put(entry);
    onChange();
    void this.#pump();
  }

  /** The network is back, or somebody asks: not waiting for the next retry. */
  wake(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    void this.#pump();
  }

  /** Resolves when nothing waits (true) or the server cannot be reached (false). */
  async settled(): Promise<boolean> {
    while (this.#entries.length > 0) {
      if (this.#offlineSince !== null && this.#sending === null) return false;
      await new Promise<void>((resolve) => this.#waiters.push(resolve));
    }
    return true;
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
  }

  async #pump(): Promise<void> {
    if (this.#sending !== null || this.#cancelRetry !== null) return;
    for (let entry = this.#entries[0]; entry && !this.#stopped; entry = this.#entries[0]) {
      this.#sending = entry.key;
      const prepared = this.#prepare(entry);
      const outcome = await this.#options
        .send(prepared.change)
        .catch((): SendOutcome => ({ kind: 'unreachable' }));
      this.#sending = null;
      if (this.#stopped) return;
      if (outcome.kind === 'unreachable') {
        this.#offlineSince ??= this.#options.now();
        this.#cancelRetry = this.#options.setTimer(() => {
          this.#cancelRetry = null;
          void this.#pump();
        }, outboxRetryMs);
        this.#tell();
        return;
      }
      this.#offlineSince = null;
      this.#drop(prepared.key);
      this.#options.onEnd(prepared, outcome);
      this.#tell();
    }
  }

  /** A rating says after which one it comes, and says the same each time that it is sent. */
  #prepare(entry: OutboxEntry): OutboxEntry {
    const { change } = entry;
    if (change.kind !== 'rate' || change.afterSeq !== null) return entry;
    const afterSeq = this.#options.seqOf(change.itemNumber, change.dimension);
    const prepared = { ...entry, change: { ...change, afterSeq } };
    this.#entries = this.#entries.map((one) => (one.key === entry.key ? prepared : one));
    this.#options.store.put(prepared);
    return prepared;
  }

  #drop(key: string): void {
    this.#entries = this.#entries.filter((one) => one.key !== key);
    this.#options.store.remove(key);
  }

  #tell(): void {
    this.#options.onChange();
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiters) waiter();
  }
}
