import { type Dist, quantileOf } from '../core/distribution.ts';
import type { Ms } from '../core/event-queue.ts';
import type { HttpRequest } from './parts/http.ts';
import type { Replica } from './replica.ts';
import type { Json } from './value.ts';
import type { World } from './world.ts';

/** What a client sends; `key` is what retries of the same request have in common. */
export interface ClientRequest {
  key: string;
  method: string;
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: Json;
}

export interface ClientDefinition {
  name: string;
  /** Requests a second at a moment; open loop: clients do not wait for each other. */
  perSecond: (t: Ms) => number;
  /** Stops after so many. */
  most?: number;
  /** `draw` gives chance in [0, 1) by purpose; the same in every run of the seed. */
  request: (n: number, draw: (purpose: string) => number) => ClientRequest;
  timeoutMs: Ms;
  retry?: {
    backoffMs: Ms;
    /** Counted from the first try. */
    untilMs: Ms;
    change?: (request: ClientRequest, attempt: number) => ClientRequest;
  };
}

interface Open {
  client: ClientDefinition;
  request: ClientRequest;
  attempt: number;
  firstAt: Ms;
  sentAt: Ms;
  replica: Replica | null;
  cause: number;
  done: boolean;
}

const network: Dist = { p50: 1, p99: 5 };
const healthEveryMs = 2_000;
const rateMax = 5_000;
/** How finely a change of a client's rate from nothing is seen. */
const quietLookMs = 100;

/**
 * Clients and the load balancer before the replicas: round robin over those it believes to be ready. Its belief is as
 * old as the last health check, so a dead replica gets requests for a while; those are refused at once.
 */
export class Traffic {
  readonly #world: World;
  readonly #replicas: readonly Replica[];
  readonly #clients: readonly ClientDefinition[];
  readonly #endsAt: Ms;
  readonly #open = new Map<number, Open>();
  #believed: Replica[];
  #turn = 0;
  /** Tries that wait for their backoff to pass. */
  #backingOff = 0;
  #requests = 0;

  constructor(world: World, replicas: readonly Replica[], clients: readonly ClientDefinition[], endsAt: Ms) {
    this.#world = world;
    this.#replicas = replicas;
    this.#clients = clients;
    this.#endsAt = endsAt;
    this.#believed = [...replicas];
  }

  /** Requests that nobody has answered yet. */
  get open(): number {
    return this.#open.size;
  }

  begin(): void {
    if (this.#clients.length > 0) this.#world.schedule(healthEveryMs, () => this.#checkHealth());
    for (const client of this.#clients) this.#arriveAfter(client, 0, 0);
  }

  respond(number: number, answer: Json): void {
    const open = this.#open.get(number);
    if (open === undefined || open.done) return;
    const read = typeof answer === 'object' && answer !== null && !Array.isArray(answer) ? answer : {};
    const status = typeof read.status === 'number' && Number.isInteger(read.status) ? read.status : 500;
    const { cause } = this.#world;
    this.#world.schedule(this.#networkMs(open), () => {
      this.#world.cause = cause;
      this.#finish(number, open, String(status), { status, body: read.body ?? null });
    });
  }

  /** Its process is gone: whoever waited for it sees a broken connection. */
  processEnded(replica: Replica): void {
    for (const [number, open] of [...this.#open]) {
      if (open.replica !== replica || open.done) continue;
      this.#world.schedule(this.#networkMs(open), () => this.#finish(number, open, 'reset', {}));
    }
  }

  #checkHealth(): void {
    this.#believed = this.#replicas.filter((replica) => replica.isServing);
    if (this.#world.now < this.#endsAt || this.#open.size > 0 || this.#backingOff > 0)
      this.#world.schedule(healthEveryMs, () => this.#checkHealth());
  }

  #networkMs(open: Open): Ms {
    return quantileOf(network, this.#world.faults.uniform('client network', open.request.key)) / 2;
  }

  #arriveAfter(client: ClientDefinition, n: number, after: Ms): void {
    if (n >= (client.most ?? Number.POSITIVE_INFINITY)) return;
    let from = after;
    let rate = client.perSecond(from);
    // While nobody comes, look again a little later. Each look is one use of the arrival's chance, drawn or not.
    let looks = 0;
    while (!(rate > 0)) {
      from += quietLookMs;
      if (from > this.#endsAt) return;
      looks += 1;
      rate = client.perSecond(from);
    }
    const u = this.#world.random.stream(`arrival ${client.name}`).at(String(n), looks);
    const t = from + (-Math.log1p(-u) * 1_000) / Math.min(rate, rateMax);
    if (t > this.#endsAt) return;
    this.#world.at(t, () => {
      this.#world.cause = 0;
      const request = client.request(n, (purpose) =>
        this.#world.random.stream(`request ${client.name} ${purpose}`).at(String(n), 0),
      );
      this.#send(client, request, 1, this.#world.now);
      this.#arriveAfter(client, n + 1, t);
    });
  }

  #send(client: ClientDefinition, request: ClientRequest, attempt: number, firstAt: Ms): void {
    const world = this.#world;
    this.#requests += 1;
    const number = this.#requests;
    const sent = world.record({
      replica: null,
      part: 'client',
      op: 'request',
      key: request.key,
      outcome: 'call',
      data: {
        client: client.name,
        number,
        attempt,
        method: request.method,
        path: request.path,
        body: request.body ?? null,
      },
    });
    const open: Open = {
      client,
      request,
      attempt,
      firstAt,
      sentAt: world.now,
      replica: null,
      cause: sent.id,
      done: false,
    };
    this.#open.set(number, open);
    world.cause = sent.id;
    world.schedule(client.timeoutMs, () => {
      if (open.done) return;
      open.replica?.signal('abort', number);
      this.#finish(number, open, 'timeout', {});
    });
    world.schedule(this.#networkMs(open), () => this.#route(number, open));
  }

  #route(number: number, open: Open): void {
    if (open.done) return;
    const count = this.#believed.length;
    const replica = count === 0 ? undefined : this.#believed[this.#turn % count];
    this.#turn += 1;
    if (replica === undefined) {
      this.#finish(number, open, '503', { status: 503, body: null });
      return;
    }
    open.replica = replica;
    const inbound: HttpRequest & { deadline: Ms } = {
      method: open.request.method,
      path: open.request.path,
      headers: open.request.headers ?? {},
      body: open.request.body ?? null,
      deadline: replica.now + open.client.timeoutMs,
    };
    if (!replica.request(number, inbound as unknown as Json)) {
      this.#believed = this.#believed.filter((other) => other !== replica);
      this.#finish(number, open, 'refused', {});
    }
  }

  #finish(number: number, open: Open, outcome: string, data: Readonly<Record<string, Json>>): void {
    if (open.done) return;
    open.done = true;
    this.#open.delete(number);
    const world = this.#world;
    const { client, request, attempt, firstAt } = open;
    world.record({
      replica: open.replica?.name ?? null,
      part: 'client',
      op: 'response',
      key: request.key,
      outcome,
      data: {
        client: client.name,
        number,
        attempt,
        ms: world.now - open.sentAt,
        path: request.path,
        sent: request.body ?? null,
        ...data,
      },
      cause: world.cause === 0 ? open.cause : world.cause,
    });
    const { retry } = client;
    const status = Number(outcome);
    const isFinal = status >= 200 && status < 500 && status !== 429;
    if (isFinal || retry === undefined) return;
    const u = world.faults.uniform(`retry ${client.name}`, `${request.key} ${attempt}`);
    const waitMs = retry.backoffMs * (0.5 + u);
    if (world.now + waitMs > firstAt + retry.untilMs) return;
    const next = retry.change?.(request, attempt + 1) ?? request;
    this.#backingOff += 1;
    world.schedule(waitMs, () => {
      this.#backingOff -= 1;
      this.#send(client, next, attempt + 1, firstAt);
    });
  }
}
