import { keyedRandom, seedKey } from '../core/keyed-random.ts';
import { FaultPlan } from '../world/faults.ts';
import { SqlStore } from '../world/parts/sql.ts';
import type { CallError } from '../world/protocol.ts';
import { type Fleet, Replica } from '../world/replica.ts';
import { type ScriptedApi, scriptedHost } from '../world/scripted-host.ts';
import type { Json } from '../world/value.ts';
import { World } from '../world/world.ts';
import type { Isolation, Litmus, Observed, Step, StepResult } from './litmus.ts';

const stepMs = 500;

/** One session: runs its steps in order, each when the one before has been answered. */
class Session {
  readonly results: StepResult[] = [];
  readonly #queue: Step[] = [];
  readonly #replica: Replica;
  readonly #programs: Map<string, (api: ScriptedApi) => void>;
  #busy = false;
  #transaction: number | null = null;
  #failed = false;
  #lastRead = 0;

  constructor(replica: Replica, programs: Map<string, (api: ScriptedApi) => void>) {
    this.#replica = replica;
    this.#programs = programs;
  }

  begin(isolation: Isolation): void {
    this.#call('sql.begin', [isolation, null], (value) => {
      this.#transaction = Number(value);
    });
  }

  add(step: Step): void {
    this.#queue.push(step);
    this.#next();
  }

  #next(): void {
    if (this.#busy) return;
    const step = this.#queue.shift();
    if (step === undefined) return;
    const done = (result: StepResult) => {
      this.results.push(result);
      this.#next();
    };
    if (this.#failed && step.kind !== 'commit' && step.kind !== 'rollback') {
      done('ended');
      return;
    }
    const answer = (take: (value: Json) => StepResult) => (value: Json, error: CallError | null) => {
      if (error !== null) this.#failed = true;
      done(error === null ? take(value) : error.code);
    };
    const { op, args, take } = this.#callOf(step);
    this.#call(op, args, answer(take));
  }

  #callOf(step: Step): { op: string; args: Json[]; take: (value: Json) => StepResult } {
    const tx = this.#transaction;
    const table = 'account';
    const cellOf = (value: Json): number | null => {
      const row = value as { value: number } | null;
      this.#lastRead = row?.value ?? 0;
      return row?.value ?? null;
    };
    const sumOf = (rows: Json) => (rows as { value: number }[]).reduce((sum, row) => sum + row.value, 0);
    switch (step.kind) {
      case 'read':
        return { op: 'sql.get', args: [tx, table, step.id, {}], take: cellOf };
      case 'lock':
        return { op: 'sql.get', args: [tx, table, step.id, { lock: 'update' }], take: cellOf };
      case 'sum':
        return { op: 'sql.find', args: [tx, table, {}, {}], take: sumOf };
      case 'set':
        return {
          op: 'sql.update',
          args: [tx, table, { id: step.id }, { value: step.value }, {}],
          take: Number,
        };
      case 'setFromRead': {
        const value = this.#lastRead + step.add;
        return { op: 'sql.update', args: [tx, table, { id: step.id }, { value }, {}], take: Number };
      }
      case 'increment': {
        const inc = { value: step.by };
        return { op: 'sql.update', args: [tx, table, { id: step.id }, {}, { inc }], take: Number };
      }
      case 'insert':
        return { op: 'sql.insert', args: [tx, table, { id: step.id, value: step.value }, {}], take: () => 1 };
      case 'commit':
      case 'rollback': {
        const failed = this.#failed;
        return {
          op: failed ? 'sql.rollback' : `sql.${step.kind}`,
          args: [tx],
          take: () => (failed ? 'ended' : 0),
        };
      }
    }
  }

  #call(op: string, args: Json[], then: (value: Json, error: CallError | null) => void): void {
    this.#busy = true;
    this.#programs.set(this.#replica.name, (api) =>
      api.call(op, args, (value, error) => {
        this.#busy = false;
        then(value, error);
      }),
    );
    this.#replica.request(1, null);
  }
}

export function observeSimulated(litmus: Litmus, isolation: Isolation): Observed {
  const random = keyedRandom(seedKey(new Uint8Array(), 1));
  const world = new World({ random, faults: new FaultPlan(random, new Set()), keepTrace: false });
  const store = new SqlStore(world, {
    tables: { account: { pk: 'id' } },
    latency: { const: 2 },
  });
  world.add(store);
  store.seed(
    'account',
    Object.entries(litmus.rows).map(([id, value]) => ({ id, value })),
  );
  const programs = new Map<string, (api: ScriptedApi) => void>();
  const fleet: Fleet = {
    host: scriptedHost(() => ({ request: (api) => programs.get(api.replica)?.(api) })),
    config: {},
    faults: [],
    logs: [],
    deliveries: 0,
    crashes: 0,
    pauses: 0,
    onResponse: () => {},
    onProcessEnd: () => {},
  };
  const replicas = [new Replica(world, fleet, 0), new Replica(world, fleet, 1)] as const;
  for (const replica of replicas) replica.start();
  const sessions = [new Session(replicas[0], programs), new Session(replicas[1], programs)] as const;
  let t = 0;
  const settle = (ms: number) => {
    t += ms;
    world.run(t);
  };
  for (const session of sessions) {
    session.begin(isolation);
    settle(stepMs);
  }
  for (const [which, step] of litmus.steps) {
    sessions[which].add(step);
    settle(stepMs);
  }
  settle(10_000);
  return {
    results: [sessions[0].results, sessions[1].results],
    rows: Object.fromEntries([...store.rows('account')].map(([id, row]) => [id, Number(row.value)]).sort()),
  };
}
