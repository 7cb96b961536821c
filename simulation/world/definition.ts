import type { Ms } from '../core/event-queue.ts';
import type { Fault } from './faults.ts';
import type { Invariant } from './invariants/invariant.ts';
import type { DependencyDefinition } from './parts/http.ts';
import type { KvOptions } from './parts/kv.ts';
import type { QueueOptions } from './parts/queue.ts';
import type { SqlOptions } from './parts/sql.ts';
import type { Row } from './parts/sql-row.ts';
import type { StreamOptions } from './parts/stream.ts';
import type { ClientDefinition } from './traffic.ts';
import type { Json } from './value.ts';

/** Something that comes from outside: a message for a queue, or an entry of a stream under its key. */
export type Arrival =
  | { queue: string; at: Ms; body: Json }
  | { stream: string; at: Ms; key: string; value: Json };

/** A world as its author writes it: what there is, who comes, what may go wrong, and what must hold. */
export interface WorldDefinition {
  /** Clients and arrivals stop here. */
  durationMs: Ms;
  /** Time after that for what is under way; the seed ends at the sum. */
  settleMs: Ms;
  replicas: number;
  config?: Readonly<Record<string, string | number | boolean>>;
  kv?: KvOptions;
  sql?: SqlOptions & { rows?: Readonly<Record<string, readonly Row[]>> };
  queues?: Readonly<Record<string, QueueOptions>>;
  streams?: Readonly<Record<string, StreamOptions>>;
  locks?: boolean;
  dependencies?: Readonly<Record<string, DependencyDefinition>>;
  clients?: readonly ClientDefinition[];
  /** Messages of one seed; `draw` gives chance in [0, 1), the same in every run of the seed. */
  arrivals?: (draw: (purpose: string, n: number) => number) => readonly Arrival[];
  faults: readonly Fault[];
  invariants: readonly Invariant[];
}

/** What is wrong with a definition, for its author; empty when nothing is. */
export function definitionProblems(definition: WorldDefinition): string[] {
  const problems: string[] = [];
  const total = definition.invariants.reduce((sum, { weight }) => sum + weight, 0);
  if (Math.abs(total - 1) > 1e-9) problems.push(`the weights of the invariants sum to ${total}, not to 1`);
  const names = new Set<string>();
  for (const { name } of definition.invariants) {
    if (!/^[a-z][a-z0-9-]*$/u.test(name))
      problems.push(`"${name}" is no name: small letters, digits and hyphens`);
    if (names.has(name)) problems.push(`two invariants are named ${name}`);
    names.add(name);
  }
  const kinds = new Set(definition.invariants.map(({ kind }) => kind));
  if (kinds.has('safety') && !kinds.has('usefulness') && !kinds.has('liveness'))
    problems.push(
      'a safety invariant needs a usefulness or liveness invariant beside it, or refusing everything is best',
    );
  if (!(definition.replicas >= 1 && definition.replicas <= 10))
    problems.push('there must be 1 to 10 replicas');
  if (!(definition.durationMs > 0 && definition.settleMs >= 0)) problems.push('durations must be positive');
  for (const fault of definition.faults) {
    if (fault.kind === 'dependency' && definition.dependencies?.[fault.name] === undefined)
      problems.push(`a fault is about the dependency ${fault.name}, which does not exist`);
    if (fault.kind === 'kvFailover' && definition.kv === undefined) problems.push('a failover needs kv');
    if (fault.kind === 'sqlSlow' && definition.sql === undefined) problems.push('a slow database needs sql');
    if (fault.kind === 'rebalance' && definition.streams?.[fault.stream] === undefined)
      problems.push(`a fault is about the stream ${fault.stream}, which does not exist`);
    if (fault.kind === 'redelivery' && definition.queues?.[fault.queue] === undefined)
      problems.push(`a fault is about the queue ${fault.queue}, which does not exist`);
  }
  return problems;
}
