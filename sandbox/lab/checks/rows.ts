import type { WireResult } from '../wire/wire-connection.ts';

export type Rows = (string | null)[][];

const numericType = 1700;

/** Rows as they are compared: `30`, `30.0` and `30.00` of type numeric are the same number. */
export function comparableRows({ fields, rows }: Pick<WireResult, 'fields' | 'rows'>): Rows {
  const numeric = (fields ?? []).map((field) => field.typeOid === numericType);
  if (!numeric.includes(true)) return rows;
  return rows.map((row) =>
    row.map((value, index) =>
      value !== null && numeric[index] && value.includes('.') ? value.replace(/\.?0+$/u, '') : value,
    ),
  );
}

/** One sentence about the first difference, or null when the rows are the same. */
export function differenceOf(expected: Rows, actual: Rows, ordered: boolean): string | null {
  if (ordered) {
    const at = Math.max(expected.length, actual.length);
    for (let index = 0; index < at; index += 1) {
      const [want, got] = [expected[index], actual[index]];
      if (want === undefined) return `row ${index + 1} is too many: ${show(got)}`;
      if (got === undefined) return `row ${index + 1} is missing: ${show(want)}`;
      if (keyOf(want) !== keyOf(got)) return `row ${index + 1} is ${show(got)}; expected ${show(want)}`;
    }
    return null;
  }
  const left = new Map<string, number>();
  for (const row of expected) left.set(keyOf(row), (left.get(keyOf(row)) ?? 0) + 1);
  const extra: Rows = [];
  for (const row of actual) {
    const count = left.get(keyOf(row)) ?? 0;
    if (count === 0) extra.push(row);
    else left.set(keyOf(row), count - 1);
  }
  const missing = expected.filter((row) => {
    const count = left.get(keyOf(row)) ?? 0;
    if (count > 0) left.set(keyOf(row), count - 1);
    return count > 0;
  });
  if (extra.length === 0 && missing.length === 0) return null;
  const parts = [
    ...(missing.length > 0
      ? [`${missing.length} expected ${plural(missing)} missing, first ${show(missing[0])}`]
      : []),
    ...(extra.length > 0 ? [`${extra.length} ${plural(extra)} too many, first ${show(extra[0])}`] : []),
  ];
  return parts.join('; ');
}

export function show(row: (string | null)[] | undefined): string {
  if (row === undefined) return 'nothing';
  return `(${row.map((value) => (value === null ? 'NULL' : value.slice(0, 80))).join(', ')})`;
}

/** The first rows, a line each, for a visible check. */
export function showRows(rows: Rows): string {
  const lines = rows.slice(0, 20).map(show);
  if (rows.length > lines.length) lines.push(`… ${rows.length} rows`);
  return lines.length === 0 ? 'no rows' : lines.join('\n');
}

const keyOf = (row: (string | null)[]): string => JSON.stringify(row);
const plural = (rows: Rows): string => (rows.length === 1 ? 'row' : 'rows');
