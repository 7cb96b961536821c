import type { Dist } from '../../core/distribution.ts';
import type { Ms } from '../../core/event-queue.ts';
import type { Replica } from '../replica.ts';
import { Arguments, BadCall, type Json } from '../value.ts';
import { type Call, type Outcome, type Part, remoteError, type World } from '../world.ts';

export interface StreamOptions {
  partitions?: number;
  /** A consumer that has not polled for so long is thought dead. */
  pollIntervalMs?: Ms;
  rebalanceMs?: readonly [Ms, Ms];
}

interface Entry {
  key: string;
  value: Json;
  t: Ms;
}

interface Member {
  replica: Replica;
  epoch: number;
  partitions: number[];
  /** Offset that the next poll of a partition begins at. */
  positions: Map<number, number>;
  polledAt: Ms;
  waiting: { max: number; paused: ReadonlySet<number>; answer: (outcome: Outcome) => void } | null;
}

interface Group {
  name: string;
  committed: number[];
  members: Member[];
  /** Counts rebalances; what was planned for an older one falls away. */
  generation: number;
  isRebalancing: boolean;
}

interface OneStream {
  name: string;
  partitions: Entry[][];
  groups: Map<string, Group>;
  pollIntervalMs: Ms;
  rebalanceMs: readonly [Ms, Ms];
}

const latency: Dist = { p50: 3, p99: 20 };
const answerTimeoutMs = 1_000;
const defaultPartitions = 8;
const defaultPollIntervalMs = 30_000;
const defaultRebalanceMs = [1_000, 3_000] as const;
/** How long a consumer has for its last words before its partitions go to another. */
const revokeMs = 3_000;
const recordsMax = 500;
const waitMaxMs = 20_000;

/**
 * A partitioned log with consumer groups. Order is total in a partition; a group's commit is an offset of each. When
 * members come, go or fall silent the partitions are given out anew: the old owner is told, has a moment for its last
 * commit, and what was not committed comes again to the new one. A commit for a partition that is no longer one's own is
 * refused.
 */
export class StreamService implements Part {
  readonly name = 'stream';
  readonly #world: World;
  readonly #streams = new Map<string, OneStream>();

  constructor(world: World, streams: Readonly<Record<string, StreamOptions>>) {
    this.#world = world;
    for (const [name, options] of Object.entries(streams)) {
      this.#streams.set(name, {
        name,
        partitions: Array.from({ length: options.partitions ?? defaultPartitions }, () => []),
        groups: new Map(),
        pollIntervalMs: options.pollIntervalMs ?? defaultPollIntervalMs,
        rebalanceMs: options.rebalanceMs ?? defaultRebalanceMs,
      });
    }
  }

  /** Appends from outside of the replicas. */
  put(stream: string, key: string, value: Json): void {
    this.#append(this.#find(stream), key, value, null);
  }

  /** All entries of a stream, for invariants. */
  entries(stream: string): { partition: number; offset: number; key: string; value: Json }[] {
    return this.#find(stream).partitions.flatMap((entries, partition) =>
      entries.map(({ key, value }, offset) => ({ partition, offset, key, value })),
    );
  }

  /** Offsets that a group has committed, by partition. */
  committed(stream: string, group: string): readonly number[] {
    return this.#find(stream).groups.get(group)?.committed ?? [];
  }

  /** Gives the partitions of a group out anew, as an operator or a flapping member does. */
  rebalance(stream: string, group: string): void {
    const found = this.#find(stream);
    const known = found.groups.get(group);
    if (known !== undefined) this.#rebalance(found, known);
  }

  call(call: Call): void {
    const args = new Arguments(call.op, call.args);
    const stream = this.#find(args.text(0));
    switch (call.op) {
      case 'stream.publish': {
        const key = args.text(1);
        const value = args.value(2);
        this.#remote(call, `${stream.name} ${key}`, answerTimeoutMs, (answer) =>
          answer({ value: this.#append(stream, key, value, call.replica) }),
        );
        return;
      }
      case 'stream.poll': {
        const group = this.#group(stream, args.text(1));
        const max = args.integer(2, 1, recordsMax);
        const wait = Math.min(waitMaxMs, args.number(3, 0));
        const paused = new Set(args.list(4, 1_000).map(Number));
        this.#remote(call, `${stream.name} ${group.name}`, null, (answer) =>
          this.#poll(stream, group, call, { max, wait, paused }, answer),
        );
        return;
      }
      case 'stream.commit': {
        const group = this.#group(stream, args.text(1));
        const partition = args.integer(2, 0, stream.partitions.length - 1);
        const next = args.integer(3, 0);
        this.#remote(call, `${stream.name} ${partition}`, answerTimeoutMs, (answer) => {
          const member = this.#memberOf(group, call.replica, call.epoch);
          if (member === undefined || !member.partitions.includes(partition)) {
            answer(remoteError('revoked', `Partition ${partition} belongs to another consumer`));
            return;
          }
          group.committed[partition] = Math.max(group.committed[partition] ?? 0, next);
          this.#record(stream, 'committed', `${partition}`, call.replica, { group: group.name, next });
          answer({ value: null });
        });
        return;
      }
      default:
        throw new BadCall(`There is no ${call.op}`);
    }
  }

  processEnded(replica: Replica, epoch: number): void {
    for (const stream of this.#streams.values()) {
      for (const group of stream.groups.values()) {
        const member = this.#memberOf(group, replica, epoch);
        if (member === undefined) continue;
        // Nobody says goodbye for a dead process: the group finds out when its polls stay away.
        this.#world.schedule(sessionMs, () => {
          if (!group.members.includes(member)) return;
          group.members = group.members.filter((other) => other !== member);
          this.#rebalance(stream, group);
        });
      }
    }
  }

  #remote(
    call: Call,
    key: string,
    timeoutMs: Ms | null,
    arrive: (answer: (outcome: Outcome) => void) => void,
  ): void {
    this.#world.remote({ call, key, latency, timeoutMs, arrive });
  }

  #find(name: string): OneStream {
    const stream = this.#streams.get(name);
    if (stream === undefined) throw new BadCall(`There is no stream named ${name}`);
    return stream;
  }

  #group(stream: OneStream, name: string): Group {
    const known = stream.groups.get(name);
    if (known !== undefined) return known;
    const made: Group = {
      name,
      committed: stream.partitions.map(() => 0),
      members: [],
      generation: 0,
      isRebalancing: false,
    };
    stream.groups.set(name, made);
    return made;
  }

  #memberOf(group: Group, replica: Replica, epoch: number): Member | undefined {
    return group.members.find((member) => member.replica === replica && member.epoch === epoch);
  }

  #append(stream: OneStream, key: string, value: Json, replica: Replica | null): Json {
    const partition = partitionOf(key, stream.partitions.length);
    const entries = stream.partitions[partition] as Entry[];
    const offset = entries.length;
    entries.push({ key, value, t: this.#world.now });
    this.#record(stream, 'published', key, replica, { partition, offset, value });
    for (const group of stream.groups.values())
      for (const member of group.members) this.#serve(stream, member);
    return { partition, offset };
  }

  #poll(
    stream: OneStream,
    group: Group,
    call: Call,
    options: { max: number; wait: Ms; paused: ReadonlySet<number> },
    answer: (outcome: Outcome) => void,
  ): void {
    const { replica, epoch } = call;
    if (epoch !== replica.epoch) return;
    let member = this.#memberOf(group, replica, epoch);
    if (member === undefined) {
      member = { replica, epoch, partitions: [], positions: new Map(), polledAt: 0, waiting: null };
      group.members.push(member);
      this.#rebalance(stream, group);
    }
    const asked = member;
    asked.polledAt = this.#world.now;
    this.#watch(stream, group, asked);
    const waiting = { max: options.max, paused: options.paused, answer };
    asked.waiting?.answer({ value: [] });
    asked.waiting = waiting;
    this.#serve(stream, asked);
    this.#world.schedule(options.wait, () => {
      if (asked.waiting !== waiting) return;
      asked.waiting = null;
      answer({ value: [] });
    });
  }

  /** A member that has not polled in time is put out, as if it were dead. */
  #watch(stream: OneStream, group: Group, member: Member): void {
    this.#world.schedule(stream.pollIntervalMs, () => {
      if (!group.members.includes(member)) return;
      if (member.waiting !== null || this.#world.now - member.polledAt < stream.pollIntervalMs) return;
      group.members = group.members.filter((other) => other !== member);
      this.#record(stream, 'expelled', group.name, member.replica, {});
      this.#rebalance(stream, group);
    });
  }

  #serve(stream: OneStream, member: Member): void {
    const { waiting } = member;
    if (waiting === null) return;
    const given: Json[] = [];
    for (const partition of member.partitions) {
      if (waiting.paused.has(partition)) continue;
      const entries = stream.partitions[partition] ?? [];
      let position = member.positions.get(partition) ?? 0;
      while (position < entries.length && given.length < waiting.max) {
        const { key, value, t } = entries[position] as Entry;
        given.push({ partition, offset: position, key, value, ts: t });
        position += 1;
      }
      member.positions.set(partition, position);
    }
    if (given.length === 0) return;
    member.waiting = null;
    waiting.answer({ value: given });
  }

  #rebalance(stream: OneStream, group: Group): void {
    group.generation += 1;
    const { generation } = group;
    if (!group.isRebalancing) {
      group.isRebalancing = true;
      this.#record(stream, 'rebalance', group.name, null, {});
      for (const member of group.members) {
        if (member.partitions.length > 0 && member.epoch === member.replica.epoch)
          member.replica.signal('revoke', {
            stream: stream.name,
            group: group.name,
            partitions: member.partitions,
          });
      }
    }
    const [from, to] = stream.rebalanceMs;
    const u = this.#world.faults.uniform(`rebalance ${stream.name}`, `${group.name} ${generation}`);
    const waitMs = Math.max(revokeMs, from + (to - from) * u);
    this.#world.schedule(waitMs, () => {
      if (group.generation !== generation) return;
      group.isRebalancing = false;
      this.#assign(stream, group);
    });
  }

  #assign(stream: OneStream, group: Group): void {
    const { members } = group;
    for (const member of members) {
      member.partitions = [];
      member.positions.clear();
    }
    if (members.length === 0) return;
    for (let partition = 0; partition < stream.partitions.length; partition += 1) {
      const member = members[partition % members.length] as Member;
      member.partitions.push(partition);
      member.positions.set(partition, group.committed[partition] ?? 0);
    }
    for (const member of members) {
      this.#record(stream, 'assigned', group.name, member.replica, { partitions: member.partitions });
      if (member.epoch === member.replica.epoch)
        member.replica.signal('assign', {
          stream: stream.name,
          group: group.name,
          partitions: member.partitions,
        });
      this.#serve(stream, member);
    }
  }

  #record(
    stream: OneStream,
    op: string,
    key: string,
    replica: Replica | null,
    data: Readonly<Record<string, Json>>,
  ): void {
    this.#world.record({
      replica: replica?.name ?? null,
      part: 'stream',
      op,
      key,
      outcome: 'effect',
      data: { stream: stream.name, ...data },
    });
  }
}

/** A dead consumer is noticed after so long. */
const sessionMs = 5_000;

/** FNV-1a: the same key always goes to the same partition. */
function partitionOf(key: string, partitions: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1) {
    hash ^= key.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash >>> 0) % partitions;
}
