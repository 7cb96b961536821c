import * as Y from 'yjs';

/** A state is kept every so many edits: a seek applies at most this many of them. */
const editsPerState = 500;

/**
 * One document's log, to be shown as it stood at any edit. Going on applies what came since; going back begins at the
 * nearest kept state. States are kept on the way, so that the second seek to a far place is as short as any other.
 */
export class DocumentPlayer {
  readonly #updates: readonly Uint8Array[];
  readonly #states = new Map<number, Uint8Array>();
  #doc = new Y.Doc();
  #seq = 0;

  constructor(updates: readonly Uint8Array[]) {
    this.#updates = updates;
  }

  get head(): number {
    return this.#updates.length;
  }

  /** The document after its first `seq` edits. It is the player's own: read it before the next call. */
  docAt(seq: number): Y.Doc {
    const target = Math.min(Math.max(0, Math.floor(seq)), this.head);
    const kept = this.#keptBefore(target);
    if (target < this.#seq || kept > this.#seq) this.#restart(kept);
    while (this.#seq < target) {
      const stop = Math.min(target, (Math.floor(this.#seq / editsPerState) + 1) * editsPerState);
      this.#apply(stop);
      if (stop % editsPerState === 0 && !this.#states.has(stop)) {
        this.#states.set(stop, Y.encodeStateAsUpdate(this.#doc));
      }
    }
    return this.#doc;
  }

  #keptBefore(target: number): number {
    for (let at = Math.floor(target / editsPerState) * editsPerState; at > 0; at -= editsPerState) {
      if (this.#states.has(at)) return at;
    }
    return 0;
  }

  #restart(at: number): void {
    this.#doc.destroy();
    this.#doc = new Y.Doc();
    const state = this.#states.get(at);
    if (state) Y.applyUpdate(this.#doc, state);
    this.#seq = state ? at : 0;
  }

  /** In one transaction: observers and clean-up run once, not once an edit. */
  #apply(to: number): void {
    this.#doc.transact(() => {
      for (let index = this.#seq; index < to; index++) {
        const update = this.#updates[index];
        if (update) Y.applyUpdate(this.#doc, update);
      }
    });
    this.#seq = to;
  }
}
