import {
  type AttemptNotice,
  decodeCursor,
  encodeCursor,
  mergeCursors,
  type StreamEndReason,
  type StreamEvent,
} from '../../domain/edit-log/wire.ts';
import type { PresenceOf } from '../../domain/live/room.ts';
import { DocumentSync } from './document-sync.ts';
import type { DocumentTransport } from './document-transport.ts';
import type { Environment } from './environment.ts';
import { LeaderTab, type Locks } from './leader-tab.ts';
import { orphanSearchEveryMs, spacingAloneMs } from './limits.ts';
import type { LocalStore } from './local-store.ts';
import type { SaveState } from './save-state.ts';
import { bytesFromBase64, type EventSourceLike, StreamReader } from './stream-reader.ts';

/** A channel between the tabs of one browser. */
export interface TabChannel {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  close(): void;
}

export interface EditLogClientOptions {
  attemptId: string;
  /** Hash of the session, so that another session in the same browser shares neither lock nor channel. */
  sessionHash: string;
  env: Environment;
  transport: DocumentTransport;
  store: LocalStore;
  /** Null where the browser has none: every tab then holds its own stream. */
  locks: Locks | null;
  openChannel(name: string): TabChannel | null;
  openEventSource(url: string): EventSourceLike;
  /** Who reads and writes: the candidate of the attempt, or one of the staff in its live room. */
  side: 'candidate' | 'staff';
}

export type AttemptSignal =
  | { kind: 'notice'; notice: AttemptNotice }
  | { kind: 'remaining'; remainingMs: number | null }
  | { kind: 'ended'; reason: StreamEndReason }
  /** Something in the live room changed. */
  | { kind: 'live' }
  /** The stream tells everything from now on. With `again` it was away in between, and what was told then is lost. */
  | { kind: 'ready'; again: boolean }
  | { kind: 'presence'; of: PresenceOf };

/** Notices after which edits may count that did not before. */
const opensAgain: readonly AttemptNotice[] = ['granted', 'section', 'reopened'];

type TabMessage =
  | { kind: 'event'; event: StreamEvent; cursor: string }
  | { kind: 'committed'; documentId: string; seq: number; bytes: Uint8Array }
  | { kind: 'forgotten' };

/**
 * Everything of the edit log in one tab: its documents, the stream (held by the leading tab, shared with the others),
 * and edits that closed tabs left in the browser's storage.
 */
export class EditLogClient {
  readonly tabId: string;
  readonly #options: EditLogClientOptions;
  readonly #documents = new Map<string, DocumentSync>();
  readonly #signals = new Set<(signal: AttemptSignal) => void>();
  readonly #channel: TabChannel | null;
  readonly #leader: LeaderTab | null;
  #reader: StreamReader | null = null;
  #cursor = '';
  #spacingMs = spacingAloneMs;
  #cancelSearch: (() => void) | null = null;
  #endAlive: (() => void) | null = null;
  #wasReady = false;
  #stopped = false;
  #forgotten = false;

  constructor(options: EditLogClientOptions) {
    this.#options = options;
    this.tabId = options.env.uuid().slice(0, 8);
    this.#channel = options.openChannel(this.#name('events'));
    this.#channel?.onMessage((message) => this.#fromTab(message));
    this.#leader =
      options.locks &&
      new LeaderTab(this.#name('leader'), options.locks, options.env, () => {
        const reader = this.#newReader();
        reader.start();
        return () => reader.stop();
      });
  }

  start(): void {
    this.#holdAlive();
    if (this.#leader) this.#leader.start();
    else this.#newReader().start();
    this.#searchOrphans();
  }

  /** The document, begun on first need. It lives as long as this client, so that returning to a question is immediate. */
  document(documentId: string): DocumentSync {
    const existing = this.#documents.get(documentId);
    if (existing) return existing;
    const { env, transport, store, attemptId } = this.#options;
    const sync = new DocumentSync({
      documentId,
      attemptId,
      tabId: this.tabId,
      env,
      transport,
      store,
      spacingMs: () => this.#spacingMs,
      isTabAlive: (tabId) => this.#isOtherTabAlive(tabId),
      onRemaining: (remainingMs) => this.#signal({ kind: 'remaining', remainingMs }),
      onCommitted: (update) => this.#post({ kind: 'committed', ...update }),
    });
    this.#documents.set(documentId, sync);
    if (this.#forgotten) void sync.endKeeping();
    void sync.start();
    return sync;
  }

  onSignal(listener: (signal: AttemptSignal) => void): () => void {
    this.#signals.add(listener);
    return () => this.#signals.delete(listener);
  }

  /** Another person is in the document: batches are sent more often. */
  setSpacing(spacingMs: number): void {
    this.#spacingMs = spacingMs;
  }

  /** Sends what every document still has; resolves with their states. Before submitting, and before leaving a section. */
  async flush(timeoutMs: number): Promise<Map<string, SaveState>> {
    const documents = [...this.#documents];
    const states = await Promise.all(documents.map(([, sync]) => sync.flush(timeoutMs)));
    return new Map(documents.map(([id], index) => [id, states[index] ?? { kind: 'loading' }]));
  }

  /** Clears the browser's storage and keeps it clear, in all tabs: once the submission is acknowledged. */
  async forget(): Promise<void> {
    this.#post({ kind: 'forgotten' });
    await this.#forget();
  }

  async #forget(): Promise<void> {
    this.#forgotten = true;
    await Promise.all([...this.#documents.values()].map((sync) => sync.endKeeping()));
    await this.#options.store.forget(this.#options.attemptId);
  }

  wake(why: 'online' | 'offline'): void {
    for (const sync of this.#documents.values()) sync.wake(why);
    if (why === 'online') this.#reader?.wake();
  }

  /** The page is hidden or closed. */
  leave(): void {
    for (const sync of this.#documents.values()) sync.leave();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelSearch?.();
    this.#leader?.stop();
    this.#reader?.stop();
    await Promise.all([...this.#documents.values()].map((sync) => sync.stop()));
    this.#channel?.close();
    this.#endAlive?.();
  }

  #name(part: string): string {
    return `plumbline-${this.#options.sessionHash}-${part}`;
  }

  #newReader(): StreamReader {
    const { env, openEventSource } = this.#options;
    this.#reader = new StreamReader({
      env,
      cursor: () => this.#cursor,
      connect: (cursor) =>
        openEventSource(
          `/api/events?tab=${this.tabId}&after=${encodeURIComponent(cursor)}${this.#staffQuery()}`,
        ),
      onEvent: (event, cursor) => {
        this.#post({ kind: 'event', event, cursor });
        this.#leader?.heard();
        this.#take(event, cursor);
      },
    });
    return this.#reader;
  }

  #staffQuery(): string {
    return this.#options.side === 'staff' ? `&as=staff&attempt=${this.#options.attemptId}` : '';
  }

  #fromTab(message: unknown): void {
    // Only tabs of this site and session have this channel; a tab of another version may still say something new.
    const known = readTabMessage(message);
    if (known?.kind === 'event') {
      this.#leader?.heard();
      this.#take(known.event, known.cursor);
    }
    if (known?.kind === 'forgotten') {
      this.#forget().catch(() => {
        // No storage in this browser: then there is nothing to clear.
      });
    }
    if (known?.kind === 'committed') {
      const { documentId, seq, bytes } = known;
      this.#documents.get(documentId)?.receive({ seq, batchId: null, bytes });
    }
  }

  #take(event: StreamEvent, cursor: string): void {
    if (cursor !== '') {
      this.#cursor = encodeCursor(mergeCursors(decodeCursor(this.#cursor), decodeCursor(cursor)));
    }
    switch (event.name) {
      case 'update': {
        const { d, s, b, u } = event.data;
        const bytes = u === undefined ? null : bytesFromBase64(u);
        this.#documents.get(d)?.receive({ seq: s, batchId: b, bytes });
        return;
      }
      case 'clock':
        if (opensAgain.includes(event.data.kind)) {
          for (const sync of this.#documents.values()) sync.wake('attempt-changed');
        }
        if (event.data.kind === 'live') this.#signal({ kind: 'live' });
        else this.#signal({ kind: 'notice', notice: event.data.kind });
        return;
      case 'end':
        this.#signal({ kind: 'ended', reason: event.data.reason });
        return;
      case 'live':
        this.#signal({ kind: 'live' });
        return;
      case 'presence':
        this.#signal({ kind: 'presence', of: event.data });
        return;
      case 'ready': {
        const again = this.#wasReady;
        this.#wasReady = true;
        this.#signal({ kind: 'ready', again });
        return;
      }
      case 'ping':
        return;
    }
  }

  #signal(signal: AttemptSignal): void {
    for (const listener of this.#signals) listener(signal);
  }

  #post(message: TabMessage): void {
    if (!this.#stopped) this.#channel?.post(message);
  }

  /** A lock held as long as this tab lives: others leave its edits in storage alone meanwhile. */
  #holdAlive(): void {
    const { locks } = this.#options;
    if (!locks) return;
    const held = () =>
      new Promise<void>((resolve) => {
        this.#endAlive = resolve;
      });
    locks.request(this.#name(`tab-${this.tabId}`), {}, held).catch(() => {
      // Refused only while the page is being closed.
    });
  }

  async #isOtherTabAlive(tabId: string): Promise<boolean> {
    const { locks } = this.#options;
    if (tabId === this.tabId || !locks) return false;
    const { held = [] } = await locks.query();
    return held.some((lock) => lock.name?.endsWith(`-tab-${tabId}`));
  }

  /** Edits of closed tabs are sent from here, also of questions that are not open now. */
  #searchOrphans(): void {
    const search = async () => {
      const waiting = await this.#options.store.listWaiting(this.#options.attemptId);
      for (const { documentId, tabId } of waiting) {
        if (tabId === this.tabId || (await this.#isOtherTabAlive(tabId)) || this.#stopped) continue;
        const open = this.#documents.get(documentId);
        if (open) await open.adopt();
        else this.document(documentId);
      }
    };
    search()
      .catch(() => {
        // No storage in this browser: then nothing was left behind either.
      })
      .finally(() => {
        if (this.#stopped) return;
        this.#cancelSearch = this.#options.env.setTimer(() => this.#searchOrphans(), orphanSearchEveryMs);
      });
  }
}

function readTabMessage(message: unknown): TabMessage | null {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return null;
  if (message.kind === 'event' && 'event' in message && 'cursor' in message) {
    return isStreamEvent(message.event) && typeof message.cursor === 'string'
      ? { kind: 'event', event: message.event, cursor: message.cursor }
      : null;
  }
  if (message.kind === 'forgotten') return { kind: 'forgotten' };
  if (message.kind !== 'committed' || !('documentId' in message) || !('seq' in message)) return null;
  if (!('bytes' in message) || !(message.bytes instanceof Uint8Array)) return null;
  return typeof message.documentId === 'string' && typeof message.seq === 'number'
    ? { kind: 'committed', documentId: message.documentId, seq: message.seq, bytes: message.bytes }
    : null;
}

/** The leader has read it from the stream already; here only its name is looked at. */
function isStreamEvent(value: unknown): value is StreamEvent {
  return typeof value === 'object' && value !== null && 'name' in value && 'data' in value;
}
