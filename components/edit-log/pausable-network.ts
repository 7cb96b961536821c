import type { DocumentTransport } from './document-transport.ts';
import type { Environment } from './environment.ts';

/**
 * A line that can be cut by hand, for showing in practice what happens without a network: edits are kept, the page says
 * so, and everything is sent when the line is back. What is cut is the client's own way to the server, so everything
 * above it does exactly what it does in a real outage.
 */
export class PausableNetwork {
  #paused = false;

  get paused(): boolean {
    return this.#paused;
  }

  set(paused: boolean): void {
    this.#paused = paused;
  }

  environment(env: Environment): Environment {
    return { ...env, online: () => !this.#paused && env.online() };
  }

  transport(transport: DocumentTransport): DocumentTransport {
    return {
      send: async (...input) =>
        this.#paused ? { outcome: 'unreachable', retryAfterMs: null } : transport.send(...input),
      open: async (...input) =>
        this.#paused ? { outcome: 'unreachable', retryAfterMs: null } : transport.open(...input),
      sendLast: (...input) => {
        if (!this.#paused) transport.sendLast(...input);
      },
    };
  }
}
