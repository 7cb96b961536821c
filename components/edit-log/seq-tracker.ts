/**
 * Which updates of a document this page has. Acknowledgements and the stream arrive on different ways, so numbers come
 * in any order; a hole that stays is filled by asking.
 */
export class SeqTracker {
  #through = 0;
  #expected = 0;
  readonly #beyond = new Set<number>();

  /** Everything up to and including this number is here. */
  get through(): number {
    return this.#through;
  }

  get hasGap(): boolean {
    return this.#beyond.size > 0 || this.#expected > this.#through;
  }

  /** This number exists; its contents are on their way from another tab, or have to be asked for. */
  expect(seq: number): void {
    this.#expected = Math.max(this.#expected, seq);
  }

  note(seq: number): void {
    if (seq <= this.#through) return;
    this.#beyond.add(seq);
    this.#close();
  }

  /** A slice of the log was read that reaches to `head`. */
  noteThrough(head: number): void {
    if (head <= this.#through) return;
    this.#through = head;
    for (const seq of this.#beyond) if (seq <= head) this.#beyond.delete(seq);
    this.#close();
  }

  #close(): void {
    while (this.#beyond.delete(this.#through + 1)) this.#through += 1;
  }
}
