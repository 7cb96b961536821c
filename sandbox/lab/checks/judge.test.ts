import { describe, expect, it } from 'vitest';
import type { PlanNode } from '../contract.ts';
import { judgePlan } from './check-plan.ts';
import { problemOf } from './check-sessions.ts';
import { comparableRows, differenceOf } from './rows.ts';
import { upToCommit } from './scripted-session.ts';

const node = (type: string, more: Partial<PlanNode> = {}): PlanNode => ({
  ...{ type, target: null, index: null, detail: null, estimatedRows: 10, actualRows: 10, loops: 1 },
  ...{ buffers: 10, rowsRemoved: 0, heapFetches: 0, indexSearches: 1, temporaryBlocks: 0, children: [] },
  ...more,
});
const bounds = { visible: false, weight: 1, dataSet: 'large', vacuum: true, analyze: true };
const problems = (check: object, plan: PlanNode, reference: number | null = null, unique: string[] = []) =>
  judgePlan({ ...bounds, ...check }, plan, reference, new Set(unique)).problems;

// Guarantee: a plan passes or fails by what it says, and the message names the bound that was broken.
describe('bounds of a plan', () => {
  it('are multiples of what the reference needs', () => {
    expect(problems({ buffersTimesReference: 3 }, node('Seq Scan', { buffers: 60 }), 20)).toEqual([]);
    expect(problems({ buffersTimesReference: 3 }, node('Seq Scan', { buffers: 61 }), 20)).toHaveLength(1);
    expect(problems({ buffersTimesReference: 3 }, node('Result', { buffers: 3 }), 0)).toEqual([]);
  });

  it('look at every node below the root', () => {
    const plan = node('Limit', {
      children: [node('Incremental Sort', { children: [node('Index Scan', { rowsRemoved: 7 })] })],
    });
    expect(problems({ forbidNodes: ['Sort'] }, plan)).toHaveLength(1);
    expect(problems({ requireNodes: ['Index Only Scan'] }, plan)).toHaveLength(1);
    expect(problems({ rowsRemovedMax: 6 }, plan)).toHaveLength(1);
    expect(problems({ nodesMax: { 'Index Scan': 1 } }, plan)).toEqual([]);
  });

  it('on estimates ask in both directions, and no rows count as one', () => {
    const wrong = node('Hash Join', { children: [node('Seq Scan', { estimatedRows: 200, actualRows: 1 })] });
    expect(problems({ estimateFactorMax: 3 }, wrong)).toHaveLength(1);
    expect(problems({ rootEstimateFactorMax: 3 }, wrong)).toEqual([]);
    expect(problems({ estimateFactorMax: 3 }, node('Seq Scan', { estimatedRows: 1, actualRows: 0 }))).toEqual(
      [],
    );
  });

  it('on the unique index want its very name', () => {
    expect(problems({ usesUniqueIndex: true }, node('Index Scan', { index: 'a' }), null, ['a'])).toEqual([]);
    expect(problems({ usesUniqueIndex: true }, node('Index Scan', { index: 'b' }), null, ['a'])).toHaveLength(
      1,
    );
  });
});

describe('rows', () => {
  it('are a multiset unless order is asked', () => {
    const [one, two] = [
      ['1', null],
      ['2', 'x'],
    ];
    expect(differenceOf([one, two], [two, one], false)).toBeNull();
    expect(differenceOf([one, two], [two, one], true)).toMatch(/^row 1 is/);
    expect(differenceOf([one, one], [one], false)).toMatch(/1 expected row missing/);
    expect(differenceOf([one], [one, one], false)).toMatch(/1 row too many/);
    expect(differenceOf([['NULL']], [[null]], false)).not.toBeNull();
  });

  it('of type numeric are compared as numbers, texts as they are', () => {
    const field = (typeOid: number) => ({ name: 'n', typeOid, typeModifier: -1 });
    const rows = [['30.00'], ['0.50'], ['100']];
    expect(comparableRows({ fields: [field(1700)], rows })).toEqual([['30'], ['0.5'], ['100']]);
    expect(comparableRows({ fields: [field(25)], rows })).toEqual(rows);
  });
});

describe('scripted sessions', () => {
  it('stop before the last commit only', () => {
    expect(upToCommit(['begin', 'a', 'commit'])).toEqual(['begin', 'a']);
    expect(upToCommit(['a'])).toEqual(['a']);
  });

  it('that wait are not taken for those that are done, nor the other way round', () => {
    const done = { kind: 'done' as const, rows: [['7']], rowCount: 1 };
    expect(problemOf({ kind: 'waits' }, { waits: true })).toBeNull();
    expect(problemOf({ kind: 'waits' }, { done: true })).not.toBeNull();
    expect(problemOf(done, { waits: true })).not.toBeNull();
    expect(problemOf(done, { rows: [['7']] })).toBeNull();
    expect(problemOf(done, { oneOf: ['7', 'error:40001'] })).toBeNull();
    expect(problemOf(done, { rowCount: 2 })).not.toBeNull();
  });
});
