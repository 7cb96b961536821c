import { type Dist, quantileOf } from '../../core/distribution.ts';
import type { Ms } from '../../core/event-queue.ts';
import { between, type Fault } from '../faults.ts';
import { timeMaxMs } from '../limits.ts';
import { Arguments, BadCall, type Json } from '../value.ts';
import type { Call, Outcome, Part, World } from '../world.ts';

export interface HttpRequest {
  method: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  body: Json;
}

export interface HttpResponse {
  status: number;
  headers?: Readonly<Record<string, string>>;
  body?: Json;
}

/** What a dependency keeps between calls; written by its `handle` only. */
export type DependencyState = Map<string, Json>;

export interface DependencyDefinition {
  /** One for all calls, or one for each by what it asks for. */
  latency?: Dist | ((request: HttpRequest, now: Ms) => Dist);
  /** So many calls are worked on at once, so many more wait; the rest is answered 503. Work goes on when a caller has gone. */
  capacity?: { workers: number; queue: number };
  /** When a call's turn has come, before any work: an answer that takes no capacity, or null to go on. */
  admit?: (
    request: HttpRequest,
    at: { state: DependencyState; effect: Effect; now: Ms; waitedMs: Ms },
  ) => HttpResponse | null;
  /** Decides one call. `effect` says what happened in the world outside: invariants see it under its name and key. */
  handle: (request: HttpRequest, state: DependencyState, effect: Effect, now: Ms) => HttpResponse;
}

type Effect = (name: string, key: string, data?: Readonly<Record<string, Json>>) => void;

type DependencyFault = Extract<Fault, { kind: 'dependency' }>;

interface Dependency {
  name: string;
  definition: DependencyDefinition;
  state: DependencyState;
  faults: DependencyFault[];
  busy: number;
  waiting: (() => void)[];
}

const defaultLatency: Dist = { p50: 40, p99: 400 };
const networkMs = 1;
const pathCharactersMax = 2_000;

/** Services behind HTTP. A timeout or a reset says nothing about what the other side has done. */
export class HttpDependencies implements Part {
  readonly name = 'http';
  readonly #world: World;
  readonly #dependencies = new Map<string, Dependency>();

  constructor(
    world: World,
    definitions: Readonly<Record<string, DependencyDefinition>>,
    faults: readonly Fault[],
  ) {
    this.#world = world;
    for (const [name, definition] of Object.entries(definitions)) {
      const own = faults.filter((fault) => fault.kind === 'dependency' && fault.name === name);
      this.#dependencies.set(name, {
        name,
        definition,
        state: new Map(),
        faults: own as DependencyFault[],
        busy: 0,
        waiting: [],
      });
    }
  }

  /** For invariants. */
  stateOf(name: string): ReadonlyMap<string, Json> {
    return this.#dependencies.get(name)?.state ?? new Map();
  }

  call(call: Call): void {
    if (call.op !== 'http.call') throw new BadCall(`There is no ${call.op}`);
    const args = new Arguments(call.op, call.args);
    const dependency = this.#dependencies.get(args.text(0));
    if (dependency === undefined) throw new BadCall(`There is no dependency named ${args.text(0)}`);
    const request = readRequest(args.record(1));
    const timeoutMs = args.record(2).timeout;
    if (typeof timeoutMs !== 'number' || !(timeoutMs > 0))
      throw new BadCall('http.call: a timeout in milliseconds must be given');
    const key = `${dependency.name} ${request.method} ${request.path}`;
    const logical = `${key} ${JSON.stringify(request.body).slice(0, 200)}`;
    const failure = this.#failureOf(dependency, logical);
    const usual = dependency.definition.latency ?? defaultLatency;
    const latency =
      failure?.latency ?? (typeof usual === 'function' ? usual(request, this.#world.now) : usual);
    const serviceMs = quantileOf(latency, this.#world.faults.uniform(`service ${dependency.name}`, logical));
    this.#world.remote({
      call,
      key,
      latency: { const: networkMs },
      timeoutMs,
      lost: failure?.way === 'timeoutBefore',
      answerLost: failure?.way === 'timeoutAfter' || failure?.way === 'reset',
      ...(failure?.way === 'reset'
        ? { resetAfterMs: between([networkMs, serviceMs + networkMs], failure.second) }
        : {}),
      shown: { method: request.method, path: request.path, body: request.body },
      arrive: (answer) => {
        if (failure?.way === '503' || failure?.way === '429') {
          this.#world.schedule(networkMs, () => answer(response({ status: Number(failure.way) })));
        } else if (failure?.way === 'reset' && failure.second < 0.5) {
          // Broke off before it had begun.
        } else this.#work(dependency, request, serviceMs, answer);
      },
    });
  }

  #work(
    dependency: Dependency,
    request: HttpRequest,
    serviceMs: Ms,
    answer: (outcome: Outcome) => void,
  ): void {
    const { handle, admit } = dependency.definition;
    const { state } = dependency;
    const capacity = this.#capacityOf(dependency);
    const arrivedAt = this.#world.now;
    const effect: Effect = (name, key, data) =>
      this.#world.record({
        replica: null,
        part: dependency.name,
        op: name,
        key,
        outcome: 'effect',
        data: data ?? {},
      });
    effect('arrived', `${request.method} ${request.path}`);
    const begin = () => {
      const { now } = this.#world;
      const refused = admit?.(request, { state, effect, now, waitedMs: now - arrivedAt }) ?? null;
      if (refused !== null) {
        answer(response(refused));
        dependency.waiting.shift()?.();
        return;
      }
      dependency.busy += 1;
      this.#world.schedule(serviceMs, () => {
        dependency.busy -= 1;
        dependency.waiting.shift()?.();
        answer(response(handle(request, state, effect, this.#world.now)));
      });
    };
    if (capacity === undefined || dependency.busy < capacity.workers) begin();
    else if (dependency.waiting.length < capacity.queue) dependency.waiting.push(begin);
    else answer(response({ status: 503 }));
  }

  #capacityOf(dependency: Dependency): { workers: number; queue: number } | undefined {
    const { now } = this.#world;
    const limited = dependency.faults.find(
      ({ capacity, from, to }) => capacity !== undefined && now >= (from ?? 0) && now <= (to ?? timeMaxMs),
    );
    return limited?.capacity ?? dependency.definition.capacity;
  }

  /** The first planned way in which this call goes wrong, and a second draw for its details. */
  #failureOf(
    dependency: Dependency,
    logical: string,
  ): { way: string | null; second: number; latency: Dist | null } | null {
    const { faults, now } = this.#world;
    for (const fault of dependency.faults) {
      if (now < (fault.from ?? 0) || now > (fault.to ?? timeMaxMs)) continue;
      for (const [way, share] of Object.entries(fault.fail ?? {})) {
        const drawn = faults.draw(`${dependency.name} ${way}`, logical, share);
        if (drawn === null) continue;
        const what = `${dependency.name}: ${way} for ${logical.slice(0, 80)}`;
        faults.fire({ id: drawn.id, kind: 'dependency', t: now, what });
        return { way, second: drawn.second, latency: fault.latency ?? null };
      }
      if (fault.latency !== undefined) return { way: null, second: 0, latency: fault.latency };
    }
    return null;
  }
}

function response(made: HttpResponse): Outcome {
  return { value: { status: made.status, headers: { ...made.headers }, body: made.body ?? null } };
}

function readRequest(value: { readonly [key: string]: Json }): HttpRequest {
  const { method, path, headers, body } = value;
  if (typeof method !== 'string' || typeof path !== 'string' || path.length > pathCharactersMax)
    throw new BadCall('http.call: the request needs a method and a path');
  const read: Record<string, string> = {};
  if (typeof headers === 'object' && headers !== null && !Array.isArray(headers)) {
    for (const [name, text] of Object.entries(headers)) read[name.toLowerCase()] = String(text);
  }
  return { method: method.toUpperCase(), path, headers: read, body: body ?? null };
}
