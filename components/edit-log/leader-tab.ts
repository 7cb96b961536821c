import type { Environment } from './environment.ts';
import { leaderSilenceMs } from './limits.ts';

/** The part of Web Locks that is used. */
export interface Locks {
  request(
    name: string,
    options: { steal?: boolean; signal?: AbortSignal },
    held: () => Promise<void>,
  ): Promise<unknown>;
  query(): Promise<{ held?: { name?: string }[] }>;
}

/**
 * Of all tabs with the same name one leads, and it alone holds the stream: six open streams to one origin hang every
 * tab of it. The lock passes on when the leader's tab is closed. A leader that was frozen keeps its lock and says
 * nothing; followers that hear nothing for longer than pings come take the lead from it.
 */
export class LeaderTab {
  readonly #name: string;
  readonly #locks: Locks;
  readonly #env: Environment;
  readonly #lead: () => () => void;
  #abort = new AbortController();
  #leading = false;
  #stopped = false;
  #cancelWatch: (() => void) | null = null;

  /** `lead` begins what the leader does and gives back how to end it. */
  constructor(name: string, locks: Locks, env: Environment, lead: () => () => void) {
    this.#name = name;
    this.#locks = locks;
    this.#env = env;
    this.#lead = lead;
  }

  start(): void {
    this.#request(false);
    this.heard();
  }

  /** A message of the leader arrived. */
  heard(): void {
    this.#cancelWatch?.();
    if (this.#stopped) return;
    this.#cancelWatch = this.#env.setTimer(() => {
      if (!this.#leading) {
        this.#abort.abort();
        this.#abort = new AbortController();
        this.#request(true);
      }
      this.heard();
    }, leaderSilenceMs);
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelWatch?.();
    this.#abort.abort();
    this.#release?.();
  }

  #release: (() => void) | null = null;

  #request(steal: boolean): void {
    const { signal } = this.#abort;
    const options = steal ? { steal } : { signal };
    const held = () =>
      new Promise<void>((resolve) => {
        if (this.#stopped) return resolve();
        this.#leading = true;
        const end = this.#lead();
        this.#release = () => {
          this.#release = null;
          this.#leading = false;
          end();
          resolve();
        };
      });
    this.#locks.request(this.#name, options, held).catch(() => {
      // Given up by ourselves, for a request that takes or because of `stop`.
      if (signal.aborted) return;
      // Taken from us by a tab that heard nothing: end leading and queue again.
      this.#release?.();
      if (!this.#stopped) this.#request(false);
    });
  }
}
