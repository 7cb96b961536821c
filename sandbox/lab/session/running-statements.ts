import type { LabErrorCode } from '../contract.ts';
import type { Admin } from '../database/admin.ts';
import type { Clone } from '../database/clone.ts';
import {
  backendsMemoryBytesMax,
  databaseGrowthBytesMax,
  gradedStatementWallLimitMs,
  lockWaitLimitMs,
  sizeWatchEveryMs,
  statementLimitMs,
  terminateAfterMs,
  watchEveryMs,
} from '../limits.ts';
import type { WireConnection, WireLimits, WireResult } from '../wire/wire-connection.ts';
import { BackendUsage } from './backend-usage.ts';

export interface LockWait {
  /** Server processes that hold what is waited for. */
  holders: number[];
  lock: string;
}

/** One statement while it runs. */
export interface RunningStatement {
  readonly pid: number;
  readonly startedAt: number;
  /** Null when it does not wait for a lock. */
  wait: LockWait | null;
  /** Why the host stopped it, when it did. */
  stopped: LabErrorCode | null;
}

interface Watched extends RunningStatement {
  connection: WireConnection;
  clone: Clone;
  /** Without waiting for locks. */
  ownMs: number;
  /**
   * What its limit is held against. `wall`: 5 s of its own running; a person waits for it. `processor`: 5 s of the
   * processor, whoever else uses the machine; where that cannot be read, a long time by the clock.
   */
  clock: 'wall' | 'processor';
  /** Of its server process when it was first looked at. */
  processorFromMs: number | null;
  processorMs: number;
  waitedMs: number;
  cancelledAt: number | null;
  onWait: (waiting: boolean) => void;
}

export interface StatementOutcome {
  result: WireResult | null;
  stopped: LabErrorCode | null;
  /** The connection was lost with it. */
  lost: string | null;
}

/**
 * Every statement of every candidate while it runs, and the clock that ends it. The limits are kept from outside, over
 * the superuser's connection: whoever runs the statement can switch all limits of the session off.
 */
export class RunningStatements {
  readonly #admin: Admin;
  readonly #watched = new Set<Watched>();
  readonly #usage: BackendUsage | null;
  #timer: NodeJS.Timeout | null = null;
  #looking = false;
  #lookedAt = 0;
  #sizedAt = 0;

  constructor(admin: Admin) {
    this.#admin = admin;
    const { rootPid } = admin.server;
    this.#usage = rootPid === null ? null : new BackendUsage(rootPid);
  }

  get count(): number {
    return this.#watched.size;
  }

  /** Runs it to its end, or to its limit. Never rejects. */
  async run(
    connection: WireConnection,
    clone: Clone,
    sql: string,
    limits: WireLimits,
    hooks: {
      onStart?: (running: RunningStatement) => void;
      onWait?: (waiting: boolean) => void;
      clock?: 'wall' | 'processor';
    } = {},
  ): Promise<StatementOutcome> {
    const watched: Watched = {
      ...{ pid: connection.pid, startedAt: performance.now(), wait: null, stopped: null },
      ...{ connection, clone, ownMs: 0, waitedMs: 0, cancelledAt: null },
      ...{ clock: hooks.clock ?? 'wall', processorFromMs: null, processorMs: 0 },
      onWait: hooks.onWait ?? (() => {}),
    };
    connection.onTooMuch = () => this.#stop(watched, 'result-limit');
    this.#watched.add(watched);
    this.#timer ??= setInterval(() => void this.#look(), watchEveryMs);
    hooks.onStart?.(watched);
    try {
      const result = await connection.run(sql, limits);
      return { result, stopped: result.error === null ? null : watched.stopped, lost: null };
    } catch (error) {
      return {
        result: null,
        stopped: watched.stopped,
        lost: error instanceof Error ? error.message : String(error),
      };
    } finally {
      this.#watched.delete(watched);
      if (watched.wait !== null) watched.onWait(false);
      if (this.#watched.size === 0 && this.#timer) {
        clearInterval(this.#timer);
        this.#timer = null;
        this.#lookedAt = 0;
      }
    }
  }

  /** Cancels what the connection runs: the candidate's own wish. */
  async cancel(pid: number): Promise<void> {
    await this.#admin.query(`select pg_cancel_backend(${pid})`);
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      const now = performance.now();
      const passed = this.#lookedAt === 0 ? watchEveryMs : now - this.#lookedAt;
      this.#lookedAt = now;
      await this.#lookAtLocks();
      const wholeLook = now - this.#sizedAt >= sizeWatchEveryMs;
      this.#lookAtUsage(wholeLook);
      for (const watched of this.#watched) {
        if (watched.wait) watched.waitedMs += passed;
        else watched.ownMs += Math.min(passed, now - watched.startedAt);
        this.#enforce(watched, now);
      }
      this.#boundMemory();
      if (wholeLook) {
        this.#sizedAt = now;
        await this.#lookAtSizes();
      }
    } catch {
      // The server is going down; the connections will say so.
    } finally {
      this.#looking = false;
    }
  }

  async #lookAtLocks(): Promise<void> {
    const pids = [...this.#watched].map((watched) => watched.pid);
    if (pids.length === 0) return;
    const rows = await this.#admin.query(
      `select pid, wait_event, array_to_string(pg_blocking_pids(pid), ',') from pg_stat_activity
       where pid in (${pids.join(', ')}) and state = 'active' and wait_event_type = 'Lock'`,
    );
    const waits = new Map(
      rows.map(([pid, lock, holders]) => [Number(pid), { lock: lock ?? '', holders: holders ?? '' }]),
    );
    for (const watched of this.#watched) {
      const found = waits.get(watched.pid);
      const before = watched.wait !== null;
      watched.wait = found
        ? { lock: found.lock, holders: found.holders.split(',').filter(Boolean).map(Number) }
        : null;
      if (before !== (watched.wait !== null)) watched.onWait(watched.wait !== null);
    }
  }

  #enforce(watched: Watched, now: number): void {
    if (watched.cancelledAt !== null) {
      // A function may catch the cancel and go on.
      if (now - watched.cancelledAt > terminateAfterMs) this.#terminate(watched);
    } else if (isOverTime(watched)) this.#stop(watched, 'time-limit');
    else if (watched.waitedMs > lockWaitLimitMs) this.#stop(watched, 'lock-wait-limit');
  }

  /** Those that run, and from time to time or when one is new, every process of the server. */
  #lookAtUsage(everyProcess: boolean): void {
    const usage = this.#usage;
    if (!usage || this.#watched.size === 0) return;
    if (everyProcess || [...this.#watched].some(({ pid }) => usage.look(pid) === null)) usage.scan();
    for (const watched of this.#watched) {
      const now = usage.look(watched.pid);
      if (!now) continue;
      watched.processorFromMs ??= now.processorMs;
      watched.processorMs = now.processorMs - watched.processorFromMs;
    }
  }

  #boundMemory(): void {
    const usage = this.#usage;
    if (!usage || usage.bytesTotal <= backendsMemoryBytesMax) return;
    const [largest] = [...this.#watched].sort((a, b) => usage.bytesOf(b.pid) - usage.bytesOf(a.pid));
    if (!largest) return;
    largest.stopped = 'memory-limit';
    this.#terminate(largest);
  }

  async #lookAtSizes(): Promise<void> {
    const clones = new Map([...this.#watched].map((watched) => [watched.clone.database, watched.clone]));
    if (clones.size === 0) return;
    const names = [...clones.keys()].map((name) => `'${name}'`).join(', ');
    const rows = await this.#admin.query(
      `select datname, pg_database_size(oid) from pg_database where datname in (${names})`,
    );
    for (const [name, bytes] of rows) {
      const clone = clones.get(name ?? '');
      if (!clone || Number(bytes) - clone.startBytes <= databaseGrowthBytesMax) continue;
      for (const watched of this.#watched) if (watched.clone === clone) this.#stop(watched, 'disk-limit');
    }
  }

  #stop(watched: Watched, code: LabErrorCode): void {
    if (watched.stopped !== null) return;
    watched.stopped = code;
    watched.cancelledAt = performance.now();
    void this.cancel(watched.pid).catch(() => {});
  }

  #terminate(watched: Watched): void {
    watched.cancelledAt = performance.now();
    void this.#admin.query(`select pg_terminate_backend(${watched.pid})`).catch(() => {});
  }
}

function isOverTime({ clock, ownMs, processorMs }: Watched): boolean {
  return clock === 'wall'
    ? ownMs > statementLimitMs
    : processorMs > statementLimitMs || ownMs > gradedStatementWallLimitMs;
}
