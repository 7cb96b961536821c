import type { SeededRandom } from '../../../domain/random.ts';
import { DocumentSync } from '../document-sync.ts';
import type { DocumentTransport, OpenAnswer, SendAnswer } from '../document-transport.ts';
import { sendTimeoutMs } from '../limits.ts';
import { MemoryStore } from './memory-store.ts';
import type { ModelServer, Row } from './model-server.ts';
import { environmentOf, type VirtualTime } from './virtual-time.ts';

export interface World {
  time: VirtualTime;
  random: SeededRandom;
  server: ModelServer;
  serverUp: boolean;
  /** Of 100 messages so many are lost, doubled, or very late. */
  trouble: number;
  /** Between two batches of a tab. */
  spacingMs: number;
}

export class ModelTab {
  alive = true;
  /** Being closed: nobody types any more. */
  closing = false;
  readonly id: string;
  /** What befell it, for the report of a failing seed. */
  readonly story: string[] = [];
  readonly documents = new Map<string, DocumentSync>();

  constructor(id: string) {
    this.id = id;
  }
}

/** One browser: a session, tabs, storage, and a network that loses, delays, doubles and reorders messages. */
export class ModelBrowser {
  session: string;
  online = true;
  tabs: ModelTab[] = [];
  readonly store = new MemoryStore();
  readonly #world: World;

  constructor(world: World, session: string) {
    this.#world = world;
    this.session = session;
  }

  openTab(): ModelTab {
    const { time, random, server } = this.#world;
    const id = random
      .below(2 ** 32)
      .toString(16)
      .padStart(8, '0');
    const tab = new ModelTab(id);
    this.tabs.push(tab);
    tab.story.push(`opened at ${time.now}`);
    for (const documentId of server.documents.keys()) {
      const sync = new DocumentSync({
        documentId,
        attemptId: 'attempt',
        tabId: id,
        env: environmentOf(time, tab, random, () => this.online),
        transport: this.#transportOf(tab),
        store: this.store.seenBy(tab, (run) => time.after(1 + random.below(20), run)),
        spacingMs: () => this.#world.spacingMs,
        isTabAlive: async (other) => this.tabs.some((candidate) => candidate.alive && candidate.id === other),
        onCommitted: (update) => {
          for (const other of this.tabs) {
            if (other !== tab)
              this.#later(other, () =>
                other.documents.get(documentId)?.receive({ ...update, batchId: null }),
              );
          }
        },
      });
      sync.doc.clientID = 1 + random.below(2 ** 31);
      tab.documents.set(documentId, sync);
      void sync.start();
    }
    return tab;
  }

  /** The process is gone at once: nothing is sent or written any more. */
  kill(tabs: readonly ModelTab[] = this.tabs): void {
    for (const tab of tabs) {
      tab.alive = false;
      tab.story.push(`died at ${this.#world.time.now}`);
    }
    this.tabs = this.tabs.filter((tab) => tab.alive);
  }

  /** Closed by its user: a last message is tried, and the storage finishes what was begun. */
  closeTab(tab: ModelTab): void {
    tab.closing = true;
    tab.story.push(`closed at ${this.#world.time.now}`);
    for (const sync of tab.documents.values()) sync.leave();
    this.#world.time.after(50, () => this.kill([tab]));
  }

  setOnline(online: boolean): void {
    this.online = online;
    for (const tab of this.tabs)
      tab.story.push(`${online ? 'online' : 'offline'} at ${this.#world.time.now}`);
    for (const tab of this.tabs)
      for (const sync of tab.documents.values()) sync.wake(online ? 'online' : 'offline');
  }

  /** The stream: every commit to every tab, in some order. When one is lost, the next stream goes on from the cursor. */
  deliver(row: Row, tabs: readonly ModelTab[] = this.tabs): void {
    for (const tab of tabs) {
      if (!tab.alive) continue;
      if (!this.online || this.#chance(this.#world.trouble)) {
        this.#world.time.after(5_000 + this.#delay(), () => this.deliver(row, [tab]));
        continue;
      }
      const own = row.batchId.startsWith(tab.id) && row.author === this.session;
      const update = { seq: row.seq, batchId: row.batchId, bytes: own ? null : row.bytes };
      this.#later(tab, () => tab.documents.get(row.documentId)?.receive(update));
    }
  }

  attemptChanged(): void {
    for (const tab of this.tabs) {
      this.#later(tab, () => {
        for (const sync of tab.documents.values()) sync.wake('attempt-changed');
      });
    }
  }

  #later(tab: ModelTab, run: () => void): void {
    this.#world.time.after(this.#delay(), () => {
      if (tab.alive) run();
    });
  }

  #transportOf(tab: ModelTab): DocumentTransport {
    const { server, time } = this.#world;
    const append = (documentId: string, batchId: string, bytes: Uint8Array): (() => SendAnswer) => {
      // The cookie goes along when it is sent, however late it arrives.
      const author = this.session;
      return () => server.append(author, documentId, batchId, bytes, time.now);
    };
    return {
      send: (documentId, batchId, bytes) => this.#request(tab, append(documentId, batchId, bytes)),
      open: (documentId, afterSeq) => this.#request<OpenAnswer>(tab, () => server.open(documentId, afterSeq)),
      sendLast: (documentId, batchId, bytes) => {
        void this.#request(tab, append(documentId, batchId, bytes));
      },
    };
  }

  /** A request may not arrive, arrive twice, arrive after its sender gave up, and its answer may be lost. */
  #request<T>(tab: ModelTab, serve: () => T): Promise<T | { outcome: 'unreachable'; retryAfterMs: null }> {
    const { time, trouble } = this.#world;
    const unreachable = { outcome: 'unreachable', retryAfterMs: null } as const;
    return new Promise((resolve) => {
      const answer = (value: T | typeof unreachable) => {
        if (tab.alive) resolve(value);
      };
      if (!this.online) return void time.after(5, () => answer(unreachable));
      time.after(sendTimeoutMs, () => answer(unreachable));
      const arrive = () => {
        if (!this.#world.serverUp) return answer(unreachable);
        const value = serve();
        if (this.#chance(trouble) || !this.online) return;
        time.after(this.#delay(), () => answer(value));
      };
      if (!this.#chance(trouble)) time.after(this.#delay(), arrive);
      if (this.#chance(trouble)) time.after(this.#delay(), arrive);
    });
  }

  #chance(percent: number): boolean {
    return this.#world.random.below(100) < percent;
  }

  #delay(): number {
    const { random, trouble } = this.#world;
    return this.#chance(trouble) ? 500 + random.below(30_000) : 3 + random.below(120);
  }
}
