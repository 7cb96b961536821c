/** Guarantee: the trace says how many rows a list gave, so that a rule can judge what a program asks of the database. */
import { expect, it } from 'vitest';
import { seedKey } from '../../core/keyed-random.ts';
import type { WorldDefinition } from '../definition.ts';
import { runSeed } from '../run-seed.ts';
import { scriptedHost } from '../scripted-host.ts';

const world: WorldDefinition = {
  durationMs: 1_000,
  settleMs: 1_000,
  replicas: 1,
  sql: {
    tables: { item: { pk: 'id' } },
    rows: { item: ['a', 'b', 'c'].map((id) => ({ id, kind: id === 'a' ? 1 : 2 })) },
  },
  faults: [],
  invariants: [],
};

it('tells the rows of a list with its answer, and nothing with a failure', () => {
  const { trace } = runSeed(
    world,
    seedKey(new Uint8Array(), 1),
    scriptedHost(() => ({
      start(api) {
        const find = (where: { kind?: number }, limit: number | null, then?: () => void) =>
          api.call('sql.find', [null, 'item', where, limit === null ? {} : { limit }], then);
        find({}, null, () => find({ kind: 2 }, null, () => find({}, 1, () => find({ kind: 3 }, null))));
        api.call('sql.find', [999, 'item', {}, {}]);
      },
    })),
    { keepTrace: true },
  );
  const replies = (trace ?? []).filter(({ op, outcome }) => op === 'sql.find' && outcome !== 'call');
  const told = (outcome: string) =>
    replies.filter((event) => event.outcome === outcome).map(({ data }) => data.rows);
  expect(told('ok')).toEqual([3, 2, 1, 0]);
  expect(told('aborted')).toEqual([undefined]);
});
