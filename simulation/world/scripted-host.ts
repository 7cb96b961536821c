/** For tests of the engine: a program as callbacks, without an isolate and without promises. */
import type {
  BootMessage,
  CallError,
  Delivery,
  GuestCall,
  ReplicaHost,
  ReplicaProcess,
  Step,
} from './protocol.ts';
import type { Json } from './value.ts';

export interface ScriptedApi {
  readonly replica: string;
  call(op: string, args: Json[], then?: (value: Json, error: CallError | null) => void): void;
  respond(request: number, status: number, body?: Json): void;
}

export interface ScriptedProgram {
  start?(api: ScriptedApi): void;
  request?(api: ScriptedApi, number: number, inbound: { method: string; path: string; body: Json }): void;
}

/** Every start of a replica makes a program of its own: nothing is shared, as between processes. */
export function scriptedHost(make: () => ScriptedProgram): ReplicaHost {
  return { start: () => new ScriptedProcess(make()) };
}

class ScriptedProcess implements ReplicaProcess {
  readonly #program: ScriptedProgram;
  readonly #waiting = new Map<number, (value: Json, error: CallError | null) => void>();
  #calls: GuestCall[] = [];
  #ids = 0;
  #replica = '';

  constructor(program: ScriptedProgram) {
    this.#program = program;
  }

  boot(message: BootMessage): Step {
    this.#replica = message.replica;
    this.#program.start?.(this.#api());
    return this.#step();
  }

  deliver(_now: number, _mono: number, delivery: Delivery): Step {
    if (delivery[1] === 3) {
      const inbound = delivery[3] as { method: string; path: string; body: Json };
      this.#program.request?.(this.#api(), delivery[2], inbound);
    } else if (delivery[1] === 1 || delivery[1] === 0) {
      const then = this.#waiting.get(delivery[0]);
      this.#waiting.delete(delivery[0]);
      if (delivery[1] === 1) then?.(delivery[2], null);
      else then?.(null, delivery[2]);
    }
    return this.#step();
  }

  release(): void {
    this.#waiting.clear();
  }

  #step(): Step {
    const calls = this.#calls;
    this.#calls = [];
    return { calls, exit: null };
  }

  #api(): ScriptedApi {
    return {
      replica: this.#replica,
      call: (op, args, then) => {
        this.#ids += 1;
        if (then !== undefined) this.#waiting.set(this.#ids, then);
        this.#calls.push({ id: this.#ids, op, args, at: '' });
      },
      respond: (request, status, body = null) => {
        this.#calls.push({ id: 0, op: 'respond', args: [request, { status, body }], at: '' });
      },
    };
  }
}
