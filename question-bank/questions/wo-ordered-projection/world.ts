import type { TraceEvent } from '../../../simulation/core/trace.ts';
import type { Arrival, WorldDefinition } from '../../../simulation/world/definition.ts';
import type { Rule } from '../../../simulation/world/invariants/invariant.ts';
import type { WorldTools } from '../../../simulation/world/tools.ts';
import type { WorldState } from '../../../simulation/world/world-state.ts';

export default ({ broken, latency, online, orderedBy }: WorldTools): WorldDefinition => {
  const group = 'projection';
  const entities = Array.from({ length: 16 }, (_, n) => `e${n + 1}`);
  const records = 180;
  const publishFrom = 1_000;
  const everyMs = 50;
  const oldNewsShare = 0.1;
  /** Clocks of those who publish differ by this much. */
  const stampSpreadMs = 4_000;
  const runMs = 70_000;
  const projectedWithinMs = 40_000;

  interface Change {
    entity: string;
    version: number;
    stamp: number;
  }

  const rowOf = (event: TraceEvent) =>
    event.data.row as { id: string; version: number; detail: string | null };
  const isProjected = (event: TraceEvent) =>
    event.part === 'sql' && event.outcome === 'effect' && event.op === 'updated';
  const detailOf = (entity: string, version: number) => `${entity} as of ${version}`;
  /** Versions as they stand in the table now. Reading all rows costs something, so once for each event. */
  function versionsIn(state: WorldState): (entity: string) => number {
    const rows = state.rows('projection');
    return (entity) => Number(rows.get(entity)?.version ?? 0);
  }

  function arrivals(draw: (purpose: string, n: number) => number): Arrival[] {
    const versions = new Map<string, number>();
    return Array.from({ length: records }, (_, n) => {
      const entity = entities[Math.floor(draw('entity', n) * entities.length)] ?? 'e1';
      const version = (versions.get(entity) ?? 0) + 1;
      versions.set(entity, version);
      const at = publishFrom + n * everyMs;
      const change: Change = {
        entity,
        version,
        stamp: Math.round(at + (draw('stamp', n) - 0.5) * stampSpreadMs),
      };
      const lateMs = draw('old news', n) < oldNewsShare ? 500 + draw('how old', n) * 3_000 : 0;
      return { stream: 'changes', at: at + lateMs, key: entity, value: { ...change } };
    });
  }

  /** What was committed is never given again, so it must be in the projection by then. */
  const safeCommit: Rule = online((state) => ({
    on(event) {
      if (event.part !== 'stream' || event.op !== 'committed') return null;
      const { next } = event.data as unknown as { next: number };
      const versionOf = versionsIn(state);
      for (const { partition, offset, key, value } of state.stream('changes')) {
        if (String(partition) !== event.key || offset >= next) continue;
        const { version } = value as unknown as Change;
        if (versionOf(key) < version)
          return broken(
            `Partition ${partition} was committed up to ${next}, and version ${version} of ${key} at ${offset} was not projected`,
            event,
          );
      }
      return null;
    },
  }));

  const right: Rule = online((state) => ({
    on(event) {
      if (!isProjected(event)) return null;
      const { id, version, detail } = rowOf(event);
      return detail === detailOf(id, version)
        ? null
        : broken(
            `${id} was projected with version ${version} and the detail ${JSON.stringify(detail)}`,
            event,
          );
    },
    end() {
      const versionOf = versionsIn(state);
      const last = new Map<string, number>();
      for (const { key, value } of state.stream('changes'))
        last.set(key, Math.max(last.get(key) ?? 0, (value as unknown as Change).version));
      for (const [entity, version] of last) {
        const projected = versionOf(entity);
        if (projected !== version)
          return broken(
            `${entity} has version ${projected} in the projection at the end, and ${version} was published`,
          );
      }
      return null;
    },
  }));

  const committed: Rule = online((state) => ({
    on: () => null,
    end() {
      const commits = state.committed('changes', group);
      const open = state
        .stream('changes')
        .filter(({ partition, offset }) => offset >= (commits[partition] ?? 0));
      const [first] = open;
      return first === undefined
        ? null
        : broken(
            `At the end ${open.length} records are not committed; the first is ${first.offset} of partition ${first.partition}`,
          );
    },
  }));

  /** When the last of the published changes was in the projection; as late as can be where one never was. */
  const inTime: Rule = {
    ...latency(() => null, 0.95, projectedWithinMs, 5),
    begin(state) {
      let doneAt = Number.POSITIVE_INFINITY;
      let published = 0;
      const newest = new Map<string, number>();
      return {
        on(event) {
          if (event.part === 'stream' && event.op === 'published') {
            published += 1;
            const { version } = event.data.value as Change;
            newest.set(event.key, Math.max(newest.get(event.key) ?? 0, version));
          }
          if (!isProjected(event) || published < records || Number.isFinite(doneAt)) return;
          const versionOf = versionsIn(state);
          if ([...newest].every(([entity, version]) => versionOf(entity) >= version)) doneAt = event.t;
        },
        finish: () => ({ held: true, message: '', witnesses: [], samples: [Math.min(doneAt, runMs)] }),
      };
    },
  };

  return {
    durationMs: runMs / 2,
    settleMs: runMs / 2,
    replicas: 3,
    streams: { changes: { partitions: 8, pollIntervalMs: 4_000 } },
    sql: {
      tables: { projection: { pk: 'id' } },
      rows: { projection: entities.map((id) => ({ id, version: 0, stamp: 0, detail: null })) },
    },
    dependencies: {
      details: {
        latency: { p50: 400, p99: 700 },
        handle(request) {
          const [, , entity = '', version = ''] = request.path.split('/');
          return { status: 200, body: { detail: detailOf(entity, Number(version)) } };
        },
      },
    },
    arrivals,
    faults: [
      { kind: 'rebalance', stream: 'changes', group, at: [4_000, 8_000] },
      { kind: 'rebalance', stream: 'changes', group, at: [8_000, 12_000] },
      { kind: 'pause', rate: 0.01, most: 4, for: [5_000, 8_000], to: 12_000 },
      { kind: 'crash', rate: 0.005, most: 2, restart: [500, 1_500], to: 12_000 },
      { kind: 'dependency', name: 'details', fail: { '503': 0.02, reset: 0.01 } },
    ],
    invariants: [
      {
        name: 'no-regress',
        title: 'The projection of an entity never goes back to an older version',
        kind: 'safety',
        weight: 0.25,
        rule: orderedBy(
          isProjected,
          (event) => rowOf(event).id,
          (event) => rowOf(event).version,
        ),
      },
      {
        name: 'right',
        title: 'Each row has the detail of its version, and at the end every entity has its highest version',
        kind: 'liveness',
        weight: 0.25,
        rule: right,
      },
      {
        name: 'safe-commit',
        title: 'No record is committed before its version, or a newer one, is in the projection',
        kind: 'safety',
        weight: 0.2,
        rule: safeCommit,
      },
      {
        name: 'committed',
        title: 'At the end all records are committed',
        kind: 'liveness',
        weight: 0.1,
        rule: committed,
      },
      {
        name: 'in-time',
        title: 'In nineteen of twenty seeds everything is projected by second 40',
        kind: 'performance',
        weight: 0.2,
        rule: inTime,
      },
    ],
  };
};
