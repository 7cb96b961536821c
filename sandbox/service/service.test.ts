import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createRemoteSandbox } from '../client.ts';
import type {
  RunOutcome,
  RunRequest,
  Sandbox,
  SandboxHealth,
  WorldOutcome,
  WorldResult,
  WorldRunOptions,
  WorldRunRequest,
  WorldSandbox,
  WorldSeedResult,
} from '../contract.ts';
import { createHttpService } from './http-service.ts';

const secret = 'a secret of enough length';
const request: RunRequest = {
  kind: 'module',
  requestId: 'request-1',
  fairnessKey: 'key',
  realCandidate: false,
  entry: 'a.ts',
  files: [{ path: 'a.ts', text: 'export default 1;' }],
};

function verdict(value: string): RunOutcome {
  return {
    kind: 'verdict',
    confinement: 'bubblewrap',
    verdict: {
      status: 'ok',
      error: null,
      console: [],
      value,
      checks: [],
      wallMs: 1,
      cpuMs: 1,
      memoryBytes: 1,
    },
  };
}

function failure(code: 'overloaded' | 'worker-died', retryAfterMs: number): RunOutcome {
  return { kind: 'failure', failure: { code, message: code, requestId: 'request-1', retryAfterMs } };
}

/** A sandbox that answers as told and writes down what it was asked. */
class ScriptedSandbox implements Sandbox, WorldSandbox {
  readonly asked: RunRequest[] = [];
  aborted = 0;
  confinement: SandboxHealth['confinement'] = 'bubblewrap';
  readonly #answer: (signal: AbortSignal | undefined) => Promise<RunOutcome>;

  constructor(answer: (signal: AbortSignal | undefined) => Promise<RunOutcome>) {
    this.#answer = answer;
  }

  run(asked: RunRequest, signal?: AbortSignal): Promise<RunOutcome> {
    this.asked.push(asked);
    signal?.addEventListener('abort', () => {
      this.aborted += 1;
    });
    return this.#answer(signal);
  }

  world: (options: WorldRunOptions) => Promise<WorldOutcome> = () =>
    Promise.reject(new Error('not asked here'));

  runWorld(_request: WorldRunRequest, options: WorldRunOptions = {}): Promise<WorldOutcome> {
    return this.world(options);
  }

  health(): Promise<SandboxHealth> {
    return Promise.resolve({
      status: 'ok',
      confinement: this.confinement,
      confinementNote: 'note',
      queued: 1,
      running: 2,
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

const opened: Server[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map(stop));
});

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

async function listen(server: Server, port = 0): Promise<string> {
  opened.push(server);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const serve = (sandbox: Sandbox & WorldSandbox) => listen(createHttpService(sandbox, secret));

describe('the service speaks only to whoever knows the secret', () => {
  test.each([[''], ['Bearer wrong'], ['Bearer '], [`Basic ${secret}`], [`Bearer ${secret} `.slice(0, -2)]])(
    '"%s" is refused on every path',
    async (authorization) => {
      const sandbox = new ScriptedSandbox(async () => verdict('x'));
      const url = await serve(sandbox);
      for (const [path, method] of [
        ['/run', 'POST'],
        ['/world', 'POST'],
        ['/health', 'GET'],
        ['/nothing', 'GET'],
      ] as const) {
        const response = await fetch(url + path, {
          method,
          headers: { authorization },
          ...(method === 'POST' ? { body: JSON.stringify(request) } : {}),
        });
        expect(response.status, path).toBe(401);
      }
      expect(sandbox.asked).toHaveLength(0);
    },
  );

  const headers = { authorization: `Bearer ${secret}` };
  const bad: Array<[string, string, number]> = [
    ['no JSON', '{', 400],
    ['no request', '{}', 400],
    ['an unknown field', JSON.stringify({ ...request, admin: true }), 400],
    [
      'a path that climbs',
      JSON.stringify({ ...request, entry: '../a.ts', files: [{ path: '../a.ts', text: '' }] }),
      400,
    ],
    ['too deep', `${'['.repeat(100_000)}`, 400],
    ['too large', JSON.stringify({ ...request, entry: 'x'.repeat(7_000_000) }), 413],
  ];
  test.each(bad)('%s is refused before it reaches the sandbox', async (_name, body, status) => {
    const sandbox = new ScriptedSandbox(async () => verdict('x'));
    const url = await serve(sandbox);
    const response = await fetch(`${url}/run`, { method: 'POST', headers, body }).catch(() => null);
    // A body that is too large may be answered or cut off; it is not run either way.
    if (response !== null) expect(response.status).toBe(status);
    expect(sandbox.asked).toHaveLength(0);
  });
});

describe('a client sees the same as beside the sandbox', () => {
  test('verdicts and failures come through whole, overload with its time', async () => {
    const outcomes = [verdict('one'), failure('overloaded', 1_500), failure('worker-died', 500)];
    const sandbox = new ScriptedSandbox(
      async () => outcomes[(sandbox.asked.length - 1) % outcomes.length] ?? verdict('none'),
    );
    const url = await serve(sandbox);
    const client = createRemoteSandbox({ urls: [url], secret });
    for (const outcome of outcomes) expect(await client.run(request)).toEqual(outcome);
    expect(sandbox.asked[0]).toEqual(request);
    const response = await fetch(`${url}/run`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}` },
      body: JSON.stringify(request),
    });
    expect(response.status).toBe(200);
    const full = await fetch(`${url}/run`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}` },
      body: JSON.stringify(request),
    });
    expect([full.status, full.headers.get('retry-after')]).toEqual([503, '2']);
    await client.close();
  });

  test('an abort at the client frees the worker at the service', async () => {
    const sandbox = new ScriptedSandbox(
      (signal) =>
        new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    );
    const client = createRemoteSandbox({ urls: [await serve(sandbox)], secret });
    const abort = new AbortController();
    const run = client.run(request, abort.signal);
    await expect.poll(() => sandbox.asked.length).toBe(1);
    abort.abort(new Error('stopped'));
    await expect(run).rejects.toThrow('stopped');
    await expect.poll(() => sandbox.aborted).toBe(1);
    await client.close();
  });

  test('a wrong secret, an answer that is none and a server that is something else are failures, not verdicts', async () => {
    const right = await serve(new ScriptedSandbox(async () => verdict('x')));
    const stranger = createRemoteSandbox({ urls: [right], secret: 'another secret of length' });
    expect(await stranger.run(request)).toMatchObject({
      kind: 'failure',
      failure: { code: 'unavailable', retryAfterMs: null },
    });
    for (const body of ['{"kind":"verdict"}', 'hello', JSON.stringify({ ...verdict('x'), extra: 1 })]) {
      const url = await listen(createServer((_request, response) => response.end(body)));
      const client = createRemoteSandbox({ urls: [url], secret });
      expect(await client.run(request), body).toMatchObject({
        kind: 'failure',
        failure: { code: 'internal' },
      });
      await client.close();
    }
    await stranger.close();
  });
});

describe('several services are one', () => {
  test('runs are spread, and an overloaded service passes them on', async () => {
    const sandboxes = [0, 1].map((index) => new ScriptedSandbox(async () => verdict(String(index))));
    const full = new ScriptedSandbox(async () => failure('overloaded', 700));
    const urls = await Promise.all([...sandboxes, full].map(serve));
    const client = createRemoteSandbox({ urls, secret });
    for (let index = 0; index < 12; index += 1) expect((await client.run(request)).kind).toBe('verdict');
    for (const sandbox of sandboxes) expect(sandbox.asked.length).toBeGreaterThanOrEqual(4);
    await client.close();
  });

  test('a dead service is left out at once and comes back when it answers', async () => {
    const alive = new ScriptedSandbox(async () => verdict('alive'));
    const dying = new ScriptedSandbox(async () => verdict('dying'));
    const server = createHttpService(dying, secret);
    const urls = [await listen(server), await serve(alive)];
    const client = createRemoteSandbox({ urls, secret });
    await client.run(request);
    await client.run(request);
    const port = (server.address() as AddressInfo).port;
    await stop(server);
    for (let index = 0; index < 6; index += 1) {
      expect(await client.run(request)).toMatchObject({ verdict: { value: 'alive' } });
    }
    await listen(createHttpService(dying, secret), port);
    const before = dying.asked.length;
    // Health asks all of them, which is also how one that was left out is found again.
    expect(await client.health()).toMatchObject({ status: 'ok', queued: 2, running: 4 });
    for (let index = 0; index < 4; index += 1) await client.run(request);
    expect(dying.asked.length).toBeGreaterThan(before);
    await client.close();
  });

  test('none left: a failure with a time to come again, and health says down', async () => {
    const server = createServer();
    const url = await listen(server);
    await stop(server);
    const client = createRemoteSandbox({ urls: [url], secret });
    expect(await client.run(request)).toMatchObject({
      kind: 'failure',
      failure: { code: 'unavailable', retryAfterMs: expect.any(Number) },
    });
    expect(await client.health()).toMatchObject({ status: 'down', confinement: 'none' });
    await client.close();
  });

  test('a service that dies with the request in hand is not silently asked again elsewhere', async () => {
    const cutting = await listen(createServer((incoming) => incoming.socket.destroy()));
    const other = new ScriptedSandbox(async () => verdict('other'));
    const client = createRemoteSandbox({ urls: [await serve(other), cutting], secret });
    const outcomes = [await client.run(request), await client.run(request)];
    expect(outcomes.filter(({ kind }) => kind === 'failure')).toHaveLength(1);
    expect(other.asked).toHaveLength(1);
    await client.close();
  });

  test('the weakest confinement is what is shown, because a run may meet it', async () => {
    const weak = new ScriptedSandbox(async () => verdict('x'));
    weak.confinement = 'none';
    const urls = await Promise.all([serve(weak), serve(new ScriptedSandbox(async () => verdict('x')))]);
    const client = createRemoteSandbox({ urls, secret });
    expect(await client.health()).toMatchObject({ status: 'ok', confinement: 'none' });
    await client.close();
  });
});

// Guarantee: whoever waits for a world sees each seed when it is known, not when the run has ended, and a stop reaches
// the service.
describe('a run of a world is told seed by seed', () => {
  const worldRequest: WorldRunRequest = {
    requestId: 'world-1',
    fairnessKey: 'key',
    realCandidate: false,
    files: [{ path: 'solution.ts', text: '' }],
    world: '',
    secret: '',
    seeds: [1, 2],
    wantTrace: false,
    shrink: false,
  };
  const seedResult = (seed: number): WorldSeedResult => ({
    seed,
    status: 'ok',
    message: '',
    passed: true,
    invariants: [{ name: 'safe', held: true, message: '', witnesses: [] }],
    faults: [],
    console: [{ t: 1.5, replica: 'r1', level: 'info', text: 'line\nbreak' }],
    events: 10,
    traceHash: 'ab',
    endedAtMs: 1,
    cpuMs: 1,
    trace: null,
    shrunk: null,
  });
  const result: WorldResult = {
    status: 'ok',
    error: null,
    seeds: [seedResult(1), seedResult(2)],
    invariants: [],
    faultBudget: ['One crash.'],
    wallMs: 1,
    cpuMs: 1,
    memoryBytes: 1,
  };

  test('seeds come before the outcome, and the outcome holds them all', async () => {
    const sandbox = new ScriptedSandbox(async () => verdict('x'));
    let letEnd: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      letEnd = resolve;
    });
    sandbox.world = async ({ onSeed }) => {
      onSeed?.(seedResult(1));
      await held;
      onSeed?.(seedResult(2));
      return { kind: 'world', result, confinement: 'bubblewrap' };
    };
    const client = createRemoteSandbox({ urls: [await serve(sandbox)], secret });
    const seen: number[] = [];
    const outcome = await client.runWorld(worldRequest, {
      onSeed: ({ seed }) => {
        seen.push(seed);
        // Only the first seed's arrival lets the run go on: it cannot have waited for the end.
        letEnd();
      },
    });
    expect(seen).toEqual([1, 2]);
    expect(outcome).toEqual({ kind: 'world', result, confinement: 'bubblewrap' });
    await client.close();
  });

  test('a stop reaches the service, and a failure comes as one', async () => {
    const sandbox = new ScriptedSandbox(async () => verdict('x'));
    let stopped = false;
    sandbox.world = ({ signal, onSeed }) => {
      onSeed?.(seedResult(1));
      return new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          stopped = true;
          reject(new Error('stopped'));
        });
      });
    };
    const client = createRemoteSandbox({ urls: [await serve(sandbox)], secret });
    const controller = new AbortController();
    await expect(
      client.runWorld(worldRequest, { signal: controller.signal, onSeed: () => controller.abort() }),
    ).rejects.toThrow();
    await expect.poll(() => stopped).toBe(true);
    sandbox.world = () => Promise.resolve(failure('worker-died', 100) as WorldOutcome);
    expect(await client.runWorld(worldRequest)).toMatchObject({
      kind: 'failure',
      failure: { code: 'worker-died' },
    });
    await client.close();
  });
});
