import { keyedRandom } from '../core/keyed-random.ts';
import type { SipKey } from '../core/siphash.ts';
import type { TraceEvent } from '../core/trace.ts';
import type { WorldDefinition } from './definition.ts';
import { FaultPlan, type FiredFault } from './faults.ts';
import type { Watch } from './invariants/invariant.ts';
import { HttpDependencies } from './parts/http.ts';
import { KvStore } from './parts/kv.ts';
import { LockService } from './parts/locks.ts';
import { QueueService } from './parts/queue.ts';
import { SqlStore } from './parts/sql.ts';
import { StreamService } from './parts/stream.ts';
import type { ReplicaHost } from './protocol.ts';
import { type Fleet, type LogLine, Replica } from './replica.ts';
import { scheduleFaults } from './schedule-faults.ts';
import { Traffic } from './traffic.ts';
import { SeedEnded, World } from './world.ts';
import type { WorldState } from './world-state.ts';

export type SeedStatus = 'ok' | 'deadlock' | 'too-many-events' | 'exited';

export interface InvariantFinding {
  name: string;
  held: boolean;
  message: string;
  witnesses: number[];
  samples: number[];
}

/** What one seed came to. `status` other than `ok` breaks every invariant: the world did not get to its end. */
export interface SeedOutcome {
  status: SeedStatus;
  /** Of a status that is not `ok`: what happened, in one sentence. */
  message: string;
  invariants: InvariantFinding[];
  faults: FiredFault[];
  logs: LogLine[];
  events: number;
  /** The same source, seed and engine give the same hash on any machine. */
  traceHash: string;
  /** Null unless it was asked for. */
  trace: TraceEvent[] | null;
  endedAtMs: number;
}

export interface SeedOptions {
  keepTrace: boolean;
  /** Faults to leave out, by their ids: how a plan is made smaller. */
  without?: ReadonlySet<string>;
}

/** Runs one seed of a world from its first event to its end. Throws `ProgramStopped` when a limit ended the program. */
export function runSeed(
  definition: WorldDefinition,
  seed: SipKey,
  host: ReplicaHost,
  options: SeedOptions,
): SeedOutcome {
  const random = keyedRandom(seed);
  const faults = new FaultPlan(random, options.without ?? new Set());
  const world = new World({ random, faults, keepTrace: options.keepTrace });
  const kv = definition.kv === undefined ? null : new KvStore(world, definition.kv);
  const sql = definition.sql === undefined ? null : new SqlStore(world, definition.sql);
  const queue = definition.queues === undefined ? null : new QueueService(world, withRedelivery(definition));
  const http =
    definition.dependencies === undefined
      ? null
      : new HttpDependencies(world, definition.dependencies, definition.faults);
  const stream = definition.streams === undefined ? null : new StreamService(world, definition.streams);
  for (const part of [kv, sql, queue, http, stream]) if (part !== null) world.add(part);
  if (definition.locks === true) world.add(new LockService(world));
  for (const [table, rows] of Object.entries(definition.sql?.rows ?? {})) sql?.seed(table, rows);

  const fleet: Fleet = {
    host,
    config: definition.config ?? {},
    faults: definition.faults,
    logs: [],
    deliveries: 0,
    crashes: 0,
    pauses: 0,
    onResponse: (request, response) => traffic.respond(request, response),
    onProcessEnd: (replica) => traffic.processEnded(replica),
  };
  const replicas = Array.from(
    { length: definition.replicas },
    (_, index) => new Replica(world, fleet, index),
  );
  const traffic = new Traffic(world, replicas, definition.clients ?? [], definition.durationMs);
  const state: WorldState = {
    get now() {
      return world.now;
    },
    get openRequests() {
      return traffic.open;
    },
    rows: (table) => sql?.rows(table) ?? new Map(),
    kv: () => kv?.snapshot() ?? new Map(),
    kvSizes: () => kv?.sizes() ?? new Map(),
    queue: (name) => queue?.bodies(name) ?? [],
    stream: (name) => stream?.entries(name) ?? [],
    committed: (name, group) => stream?.committed(name, group) ?? [],
    dependency: (name) => http?.stateOf(name) ?? new Map(),
  };
  const watches = definition.invariants.map(({ rule }) => rule.begin(state));
  world.onEvent((event) => {
    for (const watch of watches) watch.on(event);
  });

  let status: SeedStatus = 'ok';
  let message = '';
  const endsAt = definition.durationMs + definition.settleMs;
  try {
    for (const replica of replicas) world.at(0, () => replica.start());
    scheduleFaults(world, definition.faults, { replicas, kv, sql, stream });
    const draw = (purpose: string, n: number) => random.stream(`arrival ${purpose}`).at(String(n), 0);
    for (const arrival of definition.arrivals?.(draw) ?? [])
      world.at(arrival.at, () => {
        if ('queue' in arrival) queue?.put(arrival.queue, arrival.body);
        else stream?.put(arrival.stream, arrival.key, arrival.value);
      });
    traffic.begin();
    if (!world.run(endsAt) && (traffic.open > 0 || replicas.some((replica) => replica.isStuck))) {
      status = 'deadlock';
      message = 'Nothing is left to happen, and the program still waits for a promise';
    }
  } catch (error) {
    if (!(error instanceof SeedEnded)) throw error;
    status = error.status;
    message = error.message;
  } finally {
    for (const replica of replicas) replica.dispose();
  }
  return {
    status,
    message,
    invariants: definition.invariants.map(({ name }, index) => {
      const watch = watches[index] as Watch;
      const found = watch.finish(state, world.now);
      const { held, witnesses, samples } = found;
      if (status !== 'ok') return { name, held: false, message, witnesses, samples: samples ?? [] };
      return { name, held, message: found.message, witnesses, samples: samples ?? [] };
    }),
    faults: faults.fired,
    logs: fleet.logs,
    events: world.trace.count,
    traceHash: world.trace.hash(),
    trace: options.keepTrace ? world.trace.events : null,
    endedAtMs: world.now,
  };
}

function withRedelivery(definition: WorldDefinition) {
  const rates = new Map(
    definition.faults.flatMap((fault) =>
      fault.kind === 'redelivery' ? [[fault.queue, fault.rate] as const] : [],
    ),
  );
  return Object.fromEntries(
    Object.entries(definition.queues ?? {}).map(([name, options]) => [
      name,
      { ...options, redelivery: rates.get(name) ?? 0 },
    ]),
  );
}
