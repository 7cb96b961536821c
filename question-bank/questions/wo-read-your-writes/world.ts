import type { TraceEvent } from '../../../simulation/core/trace.ts';
import type { WorldDefinition } from '../../../simulation/world/definition.ts';
import type { Rule } from '../../../simulation/world/invariants/invariant.ts';
import type { WorldTools } from '../../../simulation/world/tools.ts';

export default ({ broken, latency, online }: WorldTools): WorldDefinition => {
  const notes = ['n1', 'n2'];
  const sessions = ['s1', 's2', 's3', 's4'];
  const primaryShareMax = 0.45;

  const isRequest = (event: TraceEvent) => event.part === 'client' && event.op === 'request';
  const isAnswer = (event: TraceEvent) => event.part === 'client' && event.op === 'response';
  const isRead = (event: TraceEvent) => String(event.data.path).startsWith('/notes/');
  /** A key is `s1 n2 17`: session, note, number. */
  const sessionNote = (event: TraceEvent) => event.key.split(' ').slice(0, 2).join(' ');
  const versionOf = (event: TraceEvent) =>
    Number((event.data.body as { version?: number } | null)?.version ?? Number.NaN);

  /** What a session was given of a note before a read began is the least that the read may give. */
  const notBelow = (counts: (event: TraceEvent) => boolean, what: string): Rule =>
    online(() => {
      const given = new Map<string, TraceEvent>();
      const least = new Map<unknown, TraceEvent | undefined>();
      return {
        on(event) {
          if (isRequest(event)) least.set(event.data.number, given.get(sessionNote(event)));
          if (!isAnswer(event) || event.outcome !== '200') return null;
          const before = least.get(event.data.number);
          if (isRead(event) && before !== undefined && !(versionOf(event) >= versionOf(before))) {
            const [session, note] = event.key.split(' ');
            return broken(
              `${session} ${what} version ${versionOf(before)} of ${note} and then read version ${versionOf(event)}`,
              before,
              event,
            );
          }
          const last = given.get(sessionNote(event));
          if (counts(event) && !(last !== undefined && versionOf(last) >= versionOf(event)))
            given.set(sessionNote(event), event);
          return null;
        },
      };
    });

  const load: Rule = online(() => {
    let reads = 0;
    let writes = 0;
    let primary = 0;
    return {
      on(event) {
        if (isRequest(event)) {
          if (isRead(event)) reads += 1;
          else writes += 1;
        }
        if (event.outcome === 'call' && (event.op === 'sql.get' || event.op === 'sql.find')) primary += 1;
        return null;
      },
      end: () =>
        // A write may read its row as well.
        primary - writes <= primaryShareMax * reads
          ? null
          : broken(`${primary} reads of notes on the primary, for ${reads} reads and ${writes} writes`),
    };
  });

  const useful: Rule = online((state) => {
    let good = 0;
    return {
      on(event) {
        if (!isAnswer(event) || event.replica === null) return null;
        if (event.outcome === 'reset' || event.outcome === 'refused') return null;
        const note = event.key.split(' ')[1] ?? '';
        if (event.outcome !== '200') return broken(`A request came to ${event.outcome}`, event);
        const stored = Number(state.rows('notes').get(note)?.version ?? 0);
        if (!(versionOf(event) <= stored))
          return broken(`${note} was answered with ${versionOf(event)}, and ${stored} is stored`, event);
        good += 1;
        return null;
      },
      end: () => (good >= 40 ? null : broken(`${good} requests were answered with 200`)),
    };
  });

  return {
    durationMs: 45_000,
    settleMs: 3_000,
    replicas: 3,
    kv: {},
    sql: {
      tables: { notes: { pk: 'id' } },
      rows: { notes: notes.map((id) => ({ id, version: 1 })) },
      replicaLag: { p50: 3_000, p99: 5_000 },
    },
    clients: [
      {
        name: 'user',
        // Not before the replicas have the rows that were there from the beginning.
        perSecond: (t) => (t < 8_000 ? 0 : 4),
        request(n, draw) {
          const session = sessions[Math.floor(draw('session') * sessions.length)] ?? 's1';
          const note = notes[Math.floor(draw('note') * notes.length)] ?? 'n1';
          const headers = { session };
          const key = `${session} ${note} ${n}`;
          return draw('write') < 0.15
            ? { key, method: 'POST', path: '/notes', headers, body: { note } }
            : { key, method: 'GET', path: `/notes/${note}`, headers };
        },
        timeoutMs: 15_000,
      },
    ],
    faults: [{ kind: 'crash', rate: 0.003, most: 2, restart: [1_000, 3_000] }],
    invariants: [
      {
        name: 'own-writes',
        title: 'A session sees what it has written',
        kind: 'safety',
        weight: 0.3,
        rule: notBelow((event) => !isRead(event), 'wrote'),
      },
      {
        name: 'never-back',
        title: 'A session is given no older version of a note than it was given before',
        kind: 'safety',
        weight: 0.25,
        rule: notBelow(isRead, 'read'),
      },
      {
        name: 'load',
        title: 'At most 45 % of the reads are done on the primary',
        kind: 'performance',
        weight: 0.15,
        rule: load,
      },
      {
        name: 'prompt',
        title: 'Reads take at most 120 ms at the 99th percentile',
        kind: 'performance',
        weight: 0.15,
        rule: latency(
          (event) =>
            isAnswer(event) && isRead(event) && event.outcome === '200' ? Number(event.data.ms) : null,
          0.99,
          120,
        ),
      },
      {
        name: 'useful',
        title: 'Every request that reaches a replica is answered with 200, and truly',
        kind: 'usefulness',
        weight: 0.15,
        rule: useful,
      },
    ],
  };
};
