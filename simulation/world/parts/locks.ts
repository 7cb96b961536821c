import type { Dist } from '../../core/distribution.ts';
import type { Ms } from '../../core/event-queue.ts';
import { Arguments, BadCall, type Json } from '../value.ts';
import type { Call, Outcome, Part, World } from '../world.ts';

interface Held {
  owner: string;
  token: number;
  expiresAt: Ms;
}

const latency: Dist = { p50: 1, p99: 6 };
const timeoutMs = 100;

/**
 * Leases by name. Tokens of a name only grow, so that whoever writes can be fenced off. Not promised: that a holder
 * still runs before its lease ends, or that it stops when the lease has ended.
 */
export class LockService implements Part {
  readonly name = 'locks';
  readonly #world: World;
  readonly #held = new Map<string, Held>();
  readonly #tokens = new Map<string, number>();

  constructor(world: World) {
    this.#world = world;
  }

  call(call: Call): void {
    const args = new Arguments(call.op, call.args);
    const name = args.text(0);
    const apply = this.#effectOf(call, name, args);
    this.#world.remote({
      call,
      key: name,
      latency,
      timeoutMs,
      arrive: (answer) => answer(apply()),
    });
  }

  #effectOf(call: Call, name: string, args: Arguments): () => Outcome {
    const value = (made: Json): Outcome => ({ value: made });
    switch (call.op) {
      case 'locks.acquire': {
        const ttl = args.number(1, 1);
        return () => {
          if (this.#live(name) !== null) return value(null);
          const token = (this.#tokens.get(name) ?? 0) + 1;
          this.#tokens.set(name, token);
          const owner = `${call.replica.name}-${token}`;
          this.#held.set(name, { owner, token, expiresAt: this.#world.now + ttl });
          this.#record(call, name, 'acquired', { token });
          return value({ token, owner });
        };
      }
      case 'locks.renew': {
        const owner = args.text(1);
        const ttl = args.number(2, 1);
        return () => {
          const held = this.#live(name);
          if (held === null || held.owner !== owner) return value(false);
          held.expiresAt = this.#world.now + ttl;
          return value(true);
        };
      }
      case 'locks.release': {
        const owner = args.text(1);
        return () => {
          const held = this.#live(name);
          if (held === null || held.owner !== owner) return value(false);
          this.#held.delete(name);
          this.#record(call, name, 'released', { token: held.token });
          return value(true);
        };
      }
      default:
        throw new BadCall(`There is no ${call.op}`);
    }
  }

  #live(name: string): Held | null {
    const held = this.#held.get(name);
    return held === undefined || held.expiresAt <= this.#world.now ? null : held;
  }

  #record(call: Call, key: string, op: string, data: Readonly<Record<string, Json>>): void {
    this.#world.record({ replica: call.replica.name, part: 'locks', op, key, outcome: 'effect', data });
  }
}
