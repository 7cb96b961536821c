/**
 * Cancellation as the DOM standard has it (https://dom.spec.whatwg.org/#aborting-ongoing-activities), as far as
 * backend code uses it: listeners with `once` and `signal`, `reason`, `throwIfAborted`, `any`.
 */
type Listener = ((event: Event) => void) | { handleEvent(event: Event): void };
interface Event {
  readonly type: string;
  target: unknown;
  defaultPrevented: boolean;
}
interface Registration {
  type: string;
  listener: Listener;
  once: boolean;
}
interface ListenerOptions {
  once?: boolean;
  signal?: { addEventListener(type: string, listener: () => void): void; aborted: boolean };
}

export function makeEvents() {
  class DOMException extends Error {
    constructor(message = '', name = 'Error') {
      super(message);
      Object.defineProperty(this, 'name', { value: name, configurable: true, writable: true });
    }
  }

  class Event {
    readonly type: string;
    target: unknown = null;
    defaultPrevented = false;
    constructor(type: unknown) {
      this.type = String(type);
    }
    preventDefault() {
      this.defaultPrevented = true;
    }
  }

  class EventTarget {
    #registrations: Registration[] = [];
    addEventListener(type: string, listener: Listener | null, options: ListenerOptions | boolean = {}) {
      if (listener === null || listener === undefined) return;
      const { once = false, signal } = typeof options === 'object' && options !== null ? options : {};
      if (signal?.aborted === true) return;
      if (this.#registrations.some((entry) => entry.type === type && entry.listener === listener)) return;
      this.#registrations.push({ type: String(type), listener, once });
      signal?.addEventListener('abort', () => this.removeEventListener(type, listener));
    }
    removeEventListener(type: string, listener: Listener | null) {
      this.#registrations = this.#registrations.filter(
        (entry) => entry.type !== type || entry.listener !== listener,
      );
    }
    dispatchEvent(event: Event) {
      event.target = this;
      for (const entry of [...this.#registrations]) {
        if (entry.type !== event.type || !this.#registrations.includes(entry)) continue;
        if (entry.once) this.removeEventListener(entry.type, entry.listener);
        try {
          if (typeof entry.listener === 'function') entry.listener.call(this as never, event);
          else entry.listener.handleEvent(event);
        } catch (error) {
          // A listener that throws must not stop the others; the error is reported like any that nobody caught.
          queueMicrotask(() => {
            throw error;
          });
        }
      }
      return !event.defaultPrevented;
    }
  }

  const secret = Symbol('signal');
  class AbortSignal extends EventTarget {
    aborted = false;
    reason: unknown = undefined;
    onabort: ((event: Event) => void) | null = null;
    constructor(key: unknown) {
      super();
      if (key !== secret) throw new TypeError('Illegal constructor');
    }
    throwIfAborted() {
      if (this.aborted) throw this.reason;
    }
    static abort(reason: unknown = new DOMException('This operation was aborted', 'AbortError')) {
      const signal = new AbortSignal(secret);
      fire(signal, reason);
      return signal;
    }
    static any(signals: Iterable<AbortSignal>) {
      const joined = new AbortSignal(secret);
      for (const signal of signals) {
        if (signal.aborted) {
          fire(joined, signal.reason);
          break;
        }
        signal.addEventListener('abort', () => fire(joined, signal.reason), { once: true });
      }
      return joined;
    }
    static timeout(ms: number) {
      const signal = new AbortSignal(secret);
      const set = (globalThis as { setTimeout?: (run: () => void, ms: number) => unknown }).setTimeout;
      if (set === undefined)
        throw new TypeError('AbortSignal.timeout needs timers, which this question does not have');
      set(
        () => fire(signal, new DOMException('The operation was aborted due to timeout', 'TimeoutError')),
        ms,
      );
      return signal;
    }
  }
  function fire(signal: AbortSignal, reason: unknown) {
    if (signal.aborted) return;
    signal.aborted = true;
    signal.reason = reason;
    const event = new Event('abort');
    try {
      signal.onabort?.(event);
    } finally {
      signal.dispatchEvent(event);
    }
  }
  class AbortController {
    readonly signal = new AbortSignal(secret);
    abort(reason: unknown = new DOMException('This operation was aborted', 'AbortError')) {
      fire(this.signal, reason);
    }
  }
  return { DOMException, Event, EventTarget, AbortSignal, AbortController };
}
