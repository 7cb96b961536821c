import { describe, expect, it } from 'vitest';
import { csvOf } from './csv.ts';
import { moveCell } from './move-cell.ts';
import { scrollToRow, visibleRows } from './visible-rows.ts';

// Guarantee: what is copied is the result, read back exactly by anything that reads CSV, with NULL apart from ''.
describe('copying as CSV', () => {
  it('quotes what would break a field, and nothing else', () => {
    expect(
      csvOf(
        ['id', 'a "name"'],
        [
          ['1', 'plain'],
          ['2', 'a,b'],
          ['3', 'line\nbreak'],
          ['4', 'say "x"'],
          ['5', ''],
          ['6', null],
        ],
      ),
    ).toBe('id,"a ""name"""\r\n1,plain\r\n2,"a,b"\r\n3,"line\nbreak"\r\n4,"say ""x"""\r\n5,""\r\n6,\r\n');
  });
});

// Guarantee: however long a result is, few rows are drawn, and those in sight are among them.
describe('rows that are drawn', () => {
  const base = { height: 250, rowHeight: 25 };
  it('covers what is in sight at every place of a long list', () => {
    for (const scrollTop of [0, 13, 5_000, 124_999, 125_000]) {
      const { from, to } = visibleRows({ ...base, scrollTop, count: 5_000 });
      expect(from * 25).toBeLessThanOrEqual(scrollTop);
      expect(to * 25).toBeGreaterThanOrEqual(Math.min(scrollTop + 250, 125_000));
      expect(to - from).toBeLessThan(40);
    }
  });

  it('draws nothing of an empty list', () => {
    expect(visibleRows({ ...base, scrollTop: 0, count: 0 })).toEqual({ from: 0, to: 0 });
  });

  it('scrolls as little as shows a row', () => {
    const view = { ...base, headHeight: 25, scrollTop: 100 };
    expect(scrollToRow(0, view)).toBe(0);
    expect(scrollToRow(6, view)).toBe(100);
    expect(scrollToRow(20, view)).toBe(525 - 225);
  });
});

// Guarantee: every cell is reached with keys alone, and no key leads outside.
describe('keys in the grid', () => {
  const size = { rows: 40, columns: 3 };
  it('moves, and stops at the edges', () => {
    expect(moveCell('ArrowDown', false, { row: 0, column: 0 }, size)).toEqual({ row: 1, column: 0 });
    expect(moveCell('ArrowUp', false, { row: 0, column: 0 }, size)).toEqual({ row: 0, column: 0 });
    expect(moveCell('End', true, { row: 0, column: 0 }, size)).toEqual({ row: 39, column: 2 });
    expect(moveCell('PageDown', false, { row: 38, column: 1 }, size)).toEqual({ row: 39, column: 1 });
    expect(moveCell('ArrowRight', true, { row: 5, column: 0 }, size)).toEqual({ row: 5, column: 2 });
    expect(moveCell('ArrowDown', false, { row: 0, column: 0 }, { rows: 0, columns: 0 })).toEqual({
      row: 0,
      column: 0,
    });
  });

  it('leaves other keys to the page', () => {
    expect(moveCell('Tab', false, { row: 0, column: 0 }, size)).toBeNull();
    expect(moveCell('a', false, { row: 0, column: 0 }, size)).toBeNull();
  });
});
