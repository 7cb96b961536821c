import type {
  Confinement,
  FailureCode,
  RunOutcome,
  RunRequest,
  Sandbox,
  SandboxFailure,
  SandboxHealth,
  WorldOutcome,
  WorldRunOptions,
  WorldRunRequest,
  WorldSandbox,
  WorldSeedResult,
} from './contract.ts';
import { deadServiceRetryMs, retryAfterMinMs, serviceConnectLimitMs } from './limits.ts';
import { healthSchema, outcomeSchema, worldLineSchema } from './service/outcome-schema.ts';
import { ServiceConnection, ServiceUnreachable } from './service/service-connection.ts';

export interface RemoteSandboxOptions {
  /** One or more addresses of `npm run sandbox:serve`, tried in turn. */
  urls: string[];
  secret: string;
}

/**
 * Supervisors on other machines, or in another process of this one. Runs are spread over the services that answer; one
 * that does not is left out until it answers again. Never rejects except for the caller's own abort.
 */
export function createRemoteSandbox(options: RemoteSandboxOptions): Sandbox & WorldSandbox {
  if (options.urls.length === 0) throw new Error('The sandbox client needs at least one URL');
  return new RemoteSandbox(options);
}

interface Service {
  connection: ServiceConnection;
  /** When it may be asked again, or null while it answers. */
  deadUntil: number | null;
  probing: boolean;
}

class RemoteSandbox implements Sandbox, WorldSandbox {
  readonly #services: Service[];
  #turn = 0;

  constructor({ urls, secret }: RemoteSandboxOptions) {
    this.#services = urls.map((url) => ({
      connection: new ServiceConnection(url, secret),
      deadUntil: null,
      probing: false,
    }));
  }

  async run(request: RunRequest, signal?: AbortSignal): Promise<RunOutcome> {
    return this.#ask<RunOutcome>(request, signal, async ({ connection }) => {
      const response = await connection.post('/run', JSON.stringify(request), signal);
      return this.#read(request, response.status, response.body);
    });
  }

  async runWorld(request: WorldRunRequest, options: WorldRunOptions = {}): Promise<WorldOutcome> {
    const { signal, onSeed } = options;
    return this.#ask<WorldOutcome>(request, signal, async ({ connection }) => {
      const seeds: WorldSeedResult[] = [];
      let outcome: WorldOutcome | null = null;
      const take = (line: string) => {
        const read = worldLineSchema.safeParse(parseJson(line));
        if (!read.success) throw new Error('not a line of a world’s run');
        if ('outcome' in read.data) outcome = read.data.outcome;
        else {
          seeds.push(read.data.seed);
          onSeed?.(read.data.seed);
        }
      };
      const response = await connection.postForLines('/world', JSON.stringify(request), take, signal);
      const told = outcome as WorldOutcome | null;
      if (told === null) return refused(request, response.status, response.body);
      return told.kind === 'world' ? { ...told, result: { ...told.result, seeds } } : told;
    });
  }

  /** Asks one service after another until one answers with something that the others would say too. */
  async #ask<O extends { kind: string } | Failure>(
    request: { requestId: string },
    signal: AbortSignal | undefined,
    post: (service: Service) => Promise<O | Failure>,
  ): Promise<O | Failure> {
    signal?.throwIfAborted();
    let last: Failure | null = null;
    for (const service of this.#inTurn()) {
      try {
        const outcome = await post(service);
        service.deadUntil = null;
        if (!isFailure(outcome) || !isElsewhereWorth(outcome.failure.code)) return outcome;
        last = last === null ? outcome : sooner(last, outcome);
      } catch (error) {
        signal?.throwIfAborted();
        if (!(error instanceof ServiceUnreachable)) throw error;
        this.#leaveOut(service);
        const outcome = failure(request, 'unavailable', error.message, retryAfterMinMs);
        // Once the request was on its way it may have run: the caller decides about another try.
        if (error.sent) return outcome;
        last ??= outcome;
      }
    }
    return last ?? failure(request, 'unavailable', 'no service', retryAfterMinMs);
  }

  /** The best of all services; confinement is the weakest of those that answer, because a run may meet any of them. */
  async health(): Promise<SandboxHealth> {
    const answers = await Promise.all(this.#services.map((service) => this.#askHealth(service)));
    const up = answers.filter((answer) => answer.status === 'ok');
    const shown = up.length > 0 ? up : answers;
    const weakest = shown.reduce((left, right) =>
      strength(right.confinement) < strength(left.confinement) ? right : left,
    );
    return {
      status: up.length > 0 ? 'ok' : 'down',
      confinement: weakest.confinement,
      confinementNote: weakest.confinementNote,
      queued: shown.reduce((sum, answer) => sum + answer.queued, 0),
      running: shown.reduce((sum, answer) => sum + answer.running, 0),
    };
  }

  close(): Promise<void> {
    for (const { connection } of this.#services) connection.close();
    return Promise.resolve();
  }

  /** Those that answer, starting with another each time; when none does, all, because one may have come back. */
  #inTurn(): Service[] {
    const now = performance.now();
    for (const service of this.#services) {
      if (service.deadUntil !== null && service.deadUntil <= now) this.#probe(service);
    }
    const alive = this.#services.filter((service) => service.deadUntil === null);
    const asked = alive.length > 0 ? alive : this.#services;
    this.#turn = (this.#turn + 1) % asked.length;
    return [...asked.slice(this.#turn), ...asked.slice(0, this.#turn)];
  }

  #leaveOut(service: Service): void {
    service.deadUntil = performance.now() + deadServiceRetryMs;
  }

  #probe(service: Service): void {
    if (service.probing) return;
    service.probing = true;
    void this.#askHealth(service).finally(() => {
      service.probing = false;
    });
  }

  async #askHealth(service: Service): Promise<SandboxHealth> {
    try {
      const { status, body } = await service.connection.get('/health', serviceConnectLimitMs * 2);
      if (status !== 200 && status !== 503) throw new Error(`answered ${status}`);
      const health = healthSchema.parse(JSON.parse(body));
      service.deadUntil = null;
      return health;
    } catch (error) {
      this.#leaveOut(service);
      const reason = error instanceof Error ? error.message : String(error);
      const confinementNote = `The sandbox at ${service.connection.origin} does not answer (${reason.slice(0, 200)}).`;
      return { status: 'down', confinement: 'none', confinementNote, queued: 0, running: 0 };
    }
  }

  #read(request: RunRequest, status: number, body: string): RunOutcome {
    if (status === 200 || status === 503) {
      const parsed = outcomeSchema.safeParse(parseJson(body));
      if (parsed.success) return parsed.data;
    }
    return refused(request, status, body);
  }
}

interface Failure {
  kind: 'failure';
  failure: SandboxFailure;
}

const isFailure = (outcome: { kind: string }): outcome is Failure => outcome.kind === 'failure';

function refused(request: { requestId: string }, status: number, body: string): Failure {
  return status === 401
    ? failure(request, 'unavailable', 'the sandbox service refused the secret', null)
    : failure(request, 'internal', `the sandbox service answered ${status}: ${body.slice(0, 300)}`, null);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const strength = (confinement: Confinement) => ['none', 'namespaces', 'bubblewrap'].indexOf(confinement);

/** Another machine may have room, or workers that start; a lost worker or a broken check would be the same there. */
function isElsewhereWorth(code: string): boolean {
  return code === 'overloaded' || code === 'unavailable' || code === 'unconfined-refused';
}

function sooner(left: Failure, right: Failure): Failure {
  const [first, second] = [
    left.failure.retryAfterMs ?? Number.POSITIVE_INFINITY,
    right.failure.retryAfterMs ?? Number.POSITIVE_INFINITY,
  ];
  return first <= second ? left : right;
}

function failure(
  request: { requestId: string },
  code: Extract<FailureCode, 'unavailable' | 'internal'>,
  message: string,
  retryAfterMs: number | null,
): Failure {
  return { kind: 'failure', failure: { code, message, requestId: request.requestId, retryAfterMs } };
}
