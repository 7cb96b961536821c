import type { TabChannel } from '../edit-log-client.ts';
import type { Locks } from '../leader-tab.ts';
import type { EventSourceLike } from '../stream-reader.ts';

interface Request {
  name: string;
  held: () => Promise<void>;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
  owner: ModelLocks;
}

/** Web Locks of one browser, as one tab sees them. */
export class ModelLocks implements Locks {
  static readonly #queues = new WeakMap<object, { holders: Map<string, Request>; waiting: Request[] }>();
  readonly #state: { holders: Map<string, Request>; waiting: Request[] };

  constructor(browser: object) {
    const state = ModelLocks.#queues.get(browser) ?? { holders: new Map(), waiting: [] };
    ModelLocks.#queues.set(browser, state);
    this.#state = state;
  }

  request(name: string, options: { steal?: boolean; signal?: AbortSignal }, held: () => Promise<void>) {
    return new Promise((resolve, reject) => {
      const request: Request = { name, held, resolve, reject, owner: this };
      options.signal?.addEventListener('abort', () => {
        this.#state.waiting = this.#state.waiting.filter((other) => other !== request);
        reject(new DOMException('aborted', 'AbortError'));
      });
      if (options.steal) {
        const before = this.#state.holders.get(name);
        this.#state.holders.delete(name);
        before?.reject(new DOMException('stolen', 'AbortError'));
        this.#state.waiting.unshift(request);
      } else this.#state.waiting.push(request);
      this.#grant();
    });
  }

  #grant(): void {
    for (const request of [...this.#state.waiting]) {
      if (this.#state.holders.has(request.name)) continue;
      this.#state.waiting = this.#state.waiting.filter((other) => other !== request);
      this.#state.holders.set(request.name, request);
      void request.held().then(() => {
        if (this.#state.holders.get(request.name) === request) this.#state.holders.delete(request.name);
        request.resolve(undefined);
        this.#grant();
      });
    }
  }

  async query() {
    return { held: [...this.#state.holders.keys()].map((name) => ({ name })) };
  }

  /** The tab is gone: its locks are free. */
  die(): void {
    for (const [name, request] of this.#state.holders) {
      if (request.owner === this) this.#state.holders.delete(name);
    }
    this.#state.waiting = this.#state.waiting.filter((request) => request.owner !== this);
    this.#grant();
  }
}

/** BroadcastChannel: messages reach all others of the same name, as copies. */
export class ModelChannels {
  readonly #open: { name: string; listener: (message: unknown) => void }[] = [];

  open(name: string): TabChannel {
    const own = { name, listener: (_: unknown) => {} };
    this.#open.push(own);
    return {
      post: (message) => {
        for (const other of this.#open) {
          if (other !== own && other.name === name) other.listener(structuredClone(message));
        }
      },
      onMessage: (listener) => {
        own.listener = listener;
      },
      close: () => {
        this.#open.splice(this.#open.indexOf(own), 1);
      },
    };
  }
}

/** A stream whose server is the test. */
export class ModelEventSource implements EventSourceLike {
  readonly url: string;
  closed = false;
  readonly #listeners = new Map<string, (event: { data?: unknown; lastEventId?: string }) => void>();

  constructor(url: string) {
    this.url = url;
  }
  addEventListener(name: string, listener: (event: { data?: unknown; lastEventId?: string }) => void) {
    this.#listeners.set(name, listener);
  }
  close() {
    this.closed = true;
  }
  say(name: string, data: unknown = {}, lastEventId = '') {
    if (!this.closed) this.#listeners.get(name)?.({ data: JSON.stringify(data), lastEventId });
  }
  get after(): string {
    return new URL(this.url, 'http://localhost').searchParams.get('after') ?? '';
  }
}
