import type { TraceEvent } from '../../../simulation/core/trace.ts';
import type { WorldDefinition } from '../../../simulation/world/definition.ts';
import type { Rule } from '../../../simulation/world/invariants/invariant.ts';
import type { WorldTools } from '../../../simulation/world/tools.ts';

interface Item {
  version?: number;
  value?: number | null;
  deleted?: boolean;
}

export default ({ broken, online }: WorldTools): WorldDefinition => {
  const ids = Array.from({ length: 100 }, (_, n) => `i-${String(n).padStart(2, '0')}`);
  const movedFrom = 26_000;
  const durationMs = 34_000;
  const oldReadsMax = 0.3;
  /** Somebody may look for what a crash has left. */
  const looksMax = 3;
  /** Reads that nobody need answer in that time. */
  const lostMax = 2;
  const rowsPerSecondMax = 30;
  const rowsMax = 150;

  const isRequest = (event: TraceEvent) => event.part === 'client' && event.op === 'request';
  const isAnswer = (event: TraceEvent) => event.part === 'client' && event.op === 'response';
  const idOf = (event: TraceEvent) => String(event.data.path).slice('/items/'.length);
  const clientOf = (event: TraceEvent) => String(event.data.client);
  const bodyOf = (event: TraceEvent) => (event.data.body ?? {}) as Item;
  const listed = (event: TraceEvent) =>
    event.op === 'sql.find' && event.outcome === 'ok' && event.key.startsWith('item ')
      ? Number(event.data.rows)
      : 0;

  /** What anybody was given of an item is the least that whoever asks later may be given. */
  const neverBack: Rule = online(() => {
    const given = new Map<string, TraceEvent>();
    const gone = new Map<string, TraceEvent>();
    const deleting = new Set<string>();
    const least = new Map<unknown, { given?: TraceEvent | undefined; gone?: TraceEvent | undefined }>();
    /** By item and version: the value that was committed. */
    const written = new Map<string, unknown>(ids.map((id) => [`${id} 1`, 0]));
    return {
      on(event) {
        if (event.part === 'sql' && event.outcome === 'effect' && event.data.table === 'item') {
          const row = (event.data.row ?? {}) as Item;
          if (event.op === 'updated') written.set(`${event.data.pk} ${row.version}`, row.value);
        }
        if (isRequest(event)) {
          if (clientOf(event) === 'deleter') deleting.add(idOf(event));
          least.set(event.data.number, { given: given.get(idOf(event)), gone: gone.get(idOf(event)) });
        }
        if (!isAnswer(event)) return null;
        const id = idOf(event);
        const { version, value } = bodyOf(event);
        const floor = least.get(event.data.number);
        if (clientOf(event) === 'deleter' && event.outcome === '200') gone.set(id, event);
        if (event.outcome === '404') {
          if (!deleting.has(id)) return broken(`${id} was answered 404 and was never deleted`, event);
          gone.set(id, event);
        }
        if (event.outcome !== '200' || clientOf(event) === 'deleter') return null;
        if (clientOf(event) === 'reader') {
          if (floor?.gone !== undefined)
            return broken(`${id} was deleted and is given again`, floor.gone, event);
          const before = floor?.given;
          if (before !== undefined && !(Number(version) >= Number(bodyOf(before).version)))
            return broken(
              `${id} was given at version ${bodyOf(before).version} and then at version ${version}`,
              before,
              event,
            );
          if (written.get(`${id} ${version}`) !== value)
            return broken(
              `${id} was given with ${value} at version ${version}, which was never written`,
              event,
            );
        }
        const last = given.get(id);
        if (last === undefined || Number(version) > Number(bodyOf(last).version)) given.set(id, event);
        return null;
      },
    };
  });

  const converged: Rule = online((state) => {
    const answered = new Map<string, TraceEvent>();
    return {
      on(event) {
        if (isAnswer(event) && event.outcome === '200' && clientOf(event) === 'writer') {
          const last = answered.get(idOf(event));
          if (last === undefined || Number(bodyOf(last).version) < Number(bodyOf(event).version))
            answered.set(idOf(event), event);
        }
        return null;
      },
      end() {
        const rows = state.rows('item');
        const texts = state.kv();
        const live = (item: Item | null | undefined) =>
          item === null || item === undefined || item.deleted === true
            ? 'deleted'
            : `version ${item.version} with ${item.value}`;
        for (const id of ids) {
          const text = texts.get(`item:${id}`);
          let item: Item | null = null;
          try {
            item = text === undefined ? null : (JSON.parse(text) as Item);
          } catch {
            return broken(`${id} in the new store is no JSON`);
          }
          const row = rows.get(id) as Item | undefined;
          const write = answered.get(id);
          if (live(row) !== live(item))
            return broken(`${id} is ${live(row)} in the old table and ${live(item)} in the new store`, write);
          if (
            write !== undefined &&
            live(row) !== 'deleted' &&
            Number(row?.version) < Number(bodyOf(write).version)
          )
            return broken(
              `${id} was answered at version ${bodyOf(write).version} and is ${live(row)}`,
              write,
            );
        }
        return null;
      },
    };
  });

  const moved: Rule = online(() => {
    let reads = 0;
    let good = 0;
    let writes = 0;
    let statements = 0;
    return {
      on(event) {
        if (event.t < movedFrom || event.t > durationMs) return null;
        if (isRequest(event) && clientOf(event) !== 'reader') writes += 1;
        if (isAnswer(event) && clientOf(event) === 'reader' && event.replica !== null) {
          if (event.outcome === 'reset' || event.outcome === 'refused') return null;
          reads += 1;
          if (event.outcome === '200' || event.outcome === '404') good += 1;
        }
        const isRead = event.op === 'sql.get' || event.op === 'sql.find';
        if (isRead && event.outcome === 'call' && event.key.startsWith('item ')) statements += 1;
        return null;
      },
      end() {
        if (good === 0 || good < reads - lostMax) return broken(`${good} of ${reads} reads were answered`);
        return statements - writes <= oldReadsMax * reads + looksMax
          ? null
          : broken(`${statements} reads of the old table, for ${reads} reads and ${writes} writes`);
      },
    };
  });

  const gentle: Rule = online(() => {
    let recent: TraceEvent[] = [];
    return {
      on(event) {
        if (listed(event) === 0) return null;
        recent = [...recent.filter(({ t }) => t > event.t - 1_000), event];
        const rows = recent.reduce((sum, one) => sum + listed(one), 0);
        return rows <= rowsPerSecondMax
          ? null
          : broken(`${rows} rows were listed within 1 s`, recent[0], event);
      },
    };
  });

  const rework: Rule = online(() => {
    let rows = 0;
    return {
      on(event) {
        rows += listed(event);
        return listed(event) === 0 || rows <= rowsMax ? null : broken(`${rows} rows were listed`, event);
      },
    };
  });

  /** A few items are asked for more than all others; these are not deleted. */
  const hot = ['i-03', 'i-28', 'i-53', 'i-78'];
  const anyOf = (some: readonly string[], u: number) => some[Math.floor(u * some.length)] ?? 'i-00';
  const chosen = (u: number) => (u < 0.6 ? anyOf(hot, u / 0.6) : anyOf(ids, (u - 0.6) / 0.4));
  const cold = ids.filter((id) => !hot.includes(id));

  return {
    durationMs,
    settleMs: 12_000,
    replicas: 3,
    locks: true,
    kv: { latency: { p50: 6, p99: 150 }, timeoutMs: 5_000 },
    sql: {
      tables: { item: { pk: 'id' }, progress: { pk: 'id' } },
      rows: { item: ids.map((id) => ({ id, value: 0, version: 1 })) },
    },
    clients: [
      {
        name: 'reader',
        perSecond: () => 1.6,
        request: (n, draw) => ({ key: `read-${n}`, method: 'GET', path: `/items/${chosen(draw('item'))}` }),
        timeoutMs: 4_000,
      },
      {
        name: 'writer',
        perSecond: () => 1.2,
        request: (n, draw) => ({
          key: `write-${n}`,
          method: 'PUT',
          path: `/items/${chosen(draw('item'))}`,
          body: { value: n + 1 },
        }),
        timeoutMs: 4_000,
      },
      {
        name: 'deleter',
        perSecond: () => 0.1,
        request: (n, draw) => ({
          key: `delete-${n}`,
          method: 'DELETE',
          path: `/items/${anyOf(cold, draw('item'))}`,
        }),
        timeoutMs: 4_000,
        retry: { backoffMs: 700, untilMs: 5_000 },
      },
    ],
    faults: [{ kind: 'crash', rate: 0.01, most: 2, restart: [1_000, 2_000], to: durationMs }],
    invariants: [
      {
        name: 'never-back',
        title: 'Nobody is given an older version of an item than anybody was given before',
        kind: 'safety',
        weight: 0.3,
        rule: neverBack,
      },
      {
        name: 'converged',
        title: 'At the end both stores hold the same items, with every answered write',
        kind: 'liveness',
        weight: 0.3,
        rule: converged,
      },
      {
        name: 'moved',
        title: 'From second 26 on reads are answered, and not from the old table',
        kind: 'usefulness',
        weight: 0.2,
        rule: moved,
      },
      {
        name: 'gentle',
        title: 'Lists of the table give at most 30 rows in any second',
        kind: 'performance',
        weight: 0.1,
        rule: gentle,
      },
      {
        name: 'rework',
        title: 'Lists of the table give at most 150 rows in the whole run',
        kind: 'performance',
        weight: 0.1,
        rule: rework,
      },
    ],
  };
};
