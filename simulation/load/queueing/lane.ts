/** Messages of one moment in a queue or stream, on their way to one consumer. */
export interface Messages {
  flow: number;
  /** Step in which they were accepted. */
  born: number;
  receives: number;
  amount: number;
  /** Cannot be worked on at all. */
  poison: boolean;
  /** Takes longer than a function may: the next try ends as the last one. */
  tooLong: boolean;
}

/** What one consumer has before it in one queue or stream: in order of arrival, with what comes back later. */
export class Lane {
  #waiting: Messages[] = [];
  #head = 0;
  /** By step, and there by what tells messages apart. */
  readonly #later = new Map<number, Map<string, Messages>>();
  #amount = 0;
  readonly #byFlow = new Map<number, number>();

  /** In it, what comes back later included. */
  get amount(): number {
    return Math.max(0, this.#amount);
  }

  /** Of one flow, what can be worked on. */
  amountOf(flow: number): number {
    return Math.max(0, this.#byFlow.get(flow) ?? 0);
  }

  /** When the oldest message was accepted that could be taken now, as a step; null when none waits. */
  get oldest(): number | null {
    return this.#waiting[this.#head]?.born ?? null;
  }

  /** All that is in it, in no order. */
  *rest(): Iterable<Messages> {
    for (let index = this.#head; index < this.#waiting.length; index += 1) {
      const messages = this.#waiting[index];
      if (messages) yield messages;
    }
    for (const later of this.#later.values()) yield* later.values();
  }

  put(messages: Messages, ready: number | null): void {
    if (messages.amount <= 0) return;
    this.#count(messages, messages.amount);
    if (ready === null) {
      this.#waiting.push(messages);
      return;
    }
    const together = this.#later.get(ready) ?? new Map<string, Messages>();
    const { flow, receives, poison, tooLong, born } = messages;
    const key = `${flow} ${receives} ${poison} ${tooLong} ${Math.floor(born / bornTogetherSteps)}`;
    const known = together.get(key);
    if (known) known.amount += messages.amount;
    else together.set(key, { ...messages });
    this.#later.set(ready, together);
  }

  /** What comes back at this step goes to the end of the line. */
  return(step: number): void {
    const due = this.#later.get(step);
    if (due === undefined) return;
    this.#later.delete(step);
    for (const messages of due.values()) this.#waiting.push(messages);
  }

  /** Takes from the front as long as `wanted` says how much of the next messages it has room for. */
  take(wanted: (next: Messages) => number, got: (messages: Messages, amount: number) => void): void {
    for (let next = this.#waiting[this.#head]; next !== undefined; next = this.#waiting[this.#head]) {
      const amount = Math.min(next.amount, wanted(next));
      if (amount <= next.amount * 1e-9) return;
      next.amount -= amount;
      this.#count(next, -amount);
      got(next, amount);
      if (next.amount > 1e-9) return;
      this.#count(next, -next.amount);
      this.#head += 1;
      if (this.#head > 1024) {
        this.#waiting = this.#waiting.slice(this.#head);
        this.#head = 0;
      }
    }
  }

  /** Drops what was accepted before this step. */
  expire(before: number, gone: (messages: Messages) => void): void {
    const old = [...this.rest()].filter((messages) => messages.born < before);
    if (old.length === 0) return;
    for (const messages of old) {
      gone({ ...messages });
      this.#count(messages, -messages.amount);
      messages.amount = 0;
    }
    this.#waiting = this.#waiting.slice(this.#head).filter((messages) => messages.amount > 0);
    this.#head = 0;
  }

  /** Loses this share of everything. */
  lose(share: number, gone: (flow: number, amount: number) => void): void {
    for (const messages of this.rest()) {
      const lost = messages.amount * share;
      gone(messages.flow, lost);
      this.#count(messages, -lost);
      messages.amount -= lost;
    }
  }

  #count({ flow, poison }: Messages, change: number): void {
    this.#amount += change;
    if (poison) return;
    this.#byFlow.set(flow, (this.#byFlow.get(flow) ?? 0) + change);
  }
}

/** Messages that come back together are told apart by when they were accepted only to this many steps. */
const bornTogetherSteps = 10;
