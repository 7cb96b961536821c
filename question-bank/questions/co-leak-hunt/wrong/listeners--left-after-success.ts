const profilesMax = 500;
const recentMax = 20;

interface Numbers {
  count: number;
  failed: number;
  totalMs: number;
}

export class Pipeline {
  readonly #bus: Bus;
  readonly #clock: Clock;
  readonly #backend: Backend;
  readonly #timeoutMs: number;

  /** The last request of each account that has one open; the next one waits for it. */
  readonly #lastOfAccount = new Map<string, Promise<ServiceResponse>>();
  /** Profiles by tier, oldest first. */
  readonly #profiles = new Map<string, Profile>();
  /** Numbers by route: there are few routes and any number of URLs. */
  readonly #numbers = new Map<string, Numbers>();
  /** What was answered lately, newest last. */
  readonly #recent: string[] = [];

  constructor(options: PipelineOptions) {
    this.#bus = options.bus;
    this.#clock = options.clock;
    this.#backend = options.backend;
    this.#timeoutMs = options.timeoutMs;
  }

  /** Runs the request when all earlier ones of the same account are done. */
  handle(request: ServiceRequest): Promise<ServiceResponse> {
    const before = this.#lastOfAccount.get(request.account);
    const turn = before === undefined ? this.#run(request) : before.then(() => this.#run(request));
    this.#lastOfAccount.set(request.account, turn);
    turn.then(() => {
      // Only if nobody came after it: otherwise the entry belongs to the one who waits for this one.
      if (this.#lastOfAccount.get(request.account) === turn) this.#lastOfAccount.delete(request.account);
    });
    return turn;
  }

  metrics(): Record<string, RouteNumbers> {
    const routes: Record<string, RouteNumbers> = {};
    for (const [route, numbers] of this.#numbers) routes[route] = { ...numbers };
    return routes;
  }

  recent(): string[] {
    return [...this.#recent];
  }

  async #run(request: ServiceRequest): Promise<ServiceResponse> {
    const startedAt = this.#clock.now();
    const response = await this.#withinTime(request, this.#answer(request));
    this.#count(request.url, response.status, this.#clock.now() - startedAt);
    this.#remember(request, response);
    return response;
  }

  /** The answer of the work, or what has to be said instead when it takes too long or the service goes down. */
  #withinTime(request: ServiceRequest, work: Promise<ServiceResponse>): Promise<ServiceResponse> {
    return new Promise((resolve) => {
      const finish = (response: ServiceResponse) => {
        cancelTimer();
        resolve(response);
      };
      const cancelTimer = this.#clock.after(this.#timeoutMs, () => {
        finish({ status: 504, body: `timeout: ${request.account} ${routeOf(request.url)} ${request.body.length}` });
      });
      this.#bus.on('shutdown', () => {
        finish({ status: 503, body: `shutting down: ${request.account} ${routeOf(request.url)} ${request.body.length}` });
      });
      work.then(finish, (error) => {
        finish({ status: 500, body: error instanceof Error ? error.message : 'unknown error' });
      });
    });
  }

  async #answer(request: ServiceRequest): Promise<ServiceResponse> {
    const profile = await this.#profileOf(request.tier);
    return this.#backend.answer(request, profile);
  }

  async #profileOf(tier: string): Promise<Profile> {
    const known = this.#profiles.get(tier);
    if (known) return known;
    const profile = await this.#backend.loadProfile(tier);
    this.#profiles.set(tier, profile);
    if (this.#profiles.size > profilesMax) {
      for (const oldest of this.#profiles.keys()) {
        this.#profiles.delete(oldest);
        break;
      }
    }
    return profile;
  }

  #count(url: string, status: number, ms: number): void {
    const route = routeOf(url);
    const numbers = this.#numbers.get(route) ?? { count: 0, failed: 0, totalMs: 0 };
    numbers.count += 1;
    if (status >= 500) numbers.failed += 1;
    numbers.totalMs += ms;
    this.#numbers.set(route, numbers);
  }

  #remember(request: ServiceRequest, response: ServiceResponse): void {
    this.#recent.push(`${request.account} ${routeOf(request.url)} ${response.status}`);
    if (this.#recent.length > recentMax) this.#recent.shift();
  }
}

/** `/orders/17/items/3?page=2` becomes `/orders/:id/items/:id`. */
export function routeOf(url: string): string {
  const path = url.split('?')[0] ?? url;
  return path
    .split('/')
    .map((part) => (/^\d+$/.test(part) ? ':id' : part))
    .join('/');
}
