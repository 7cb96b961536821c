import { BadCall, type Json } from '../value.ts';

export type Cell = string | number | boolean | null;
export type Row = Readonly<Record<string, Cell>>;

/** Comparison of one column; a plain value means equality, and null equals null here. */
export type Condition =
  | Cell
  | {
      eq?: Cell;
      ne?: Cell;
      gt?: number | string;
      gte?: number | string;
      lt?: number | string;
      lte?: number | string;
      in?: Cell[];
    };
export type Pattern = Readonly<Record<string, Condition>>;

export interface TableDefinition {
  pk: string;
  unique?: readonly (readonly string[])[];
  check?: (row: Row) => boolean;
  /** A column that an update must never lower: a write with an old fencing token is refused. */
  fence?: string;
}

const columnsMax = 40;

export function readRow(value: Json | undefined, what: string): Row {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new BadCall(`${what} must be a row`);
  const entries = Object.entries(value);
  if (entries.length > columnsMax) throw new BadCall(`${what} has more than ${columnsMax} columns`);
  for (const [column, cell] of entries) {
    if (typeof cell === 'object' && cell !== null)
      throw new BadCall(`${what}.${column} must be a plain value`);
  }
  return value as Row;
}

const operators = new Set(['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in']);

export function readPattern(value: Json | undefined, what: string): Pattern {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw new BadCall(`${what} must be an object`);
  for (const [column, condition] of Object.entries(value)) {
    if (typeof condition !== 'object' || condition === null) continue;
    if (Array.isArray(condition) || Object.keys(condition).some((key) => !operators.has(key)))
      throw new BadCall(`${what}.${column} must be a value or an object of eq, ne, gt, gte, lt, lte and in`);
  }
  return value as Pattern;
}

export function matches(row: Row, pattern: Pattern): boolean {
  return Object.entries(pattern).every(([column, condition]) => holds(row[column] ?? null, condition));
}

function holds(cell: Cell, condition: Condition): boolean {
  if (typeof condition !== 'object' || condition === null) return cell === condition;
  if (condition.eq !== undefined && cell !== condition.eq) return false;
  if (condition.ne !== undefined && cell === condition.ne) return false;
  if (condition.in !== undefined && !condition.in.includes(cell)) return false;
  // As in SQL, a comparison with null holds for nothing.
  const compares = (
    than: number | string | undefined,
    test: (a: number | string, b: number | string) => boolean,
  ) =>
    than === undefined ||
    (cell !== null && typeof cell !== 'boolean' && typeof cell === typeof than && test(cell, than));
  return (
    compares(condition.gt, (a, b) => a > b) &&
    compares(condition.gte, (a, b) => a >= b) &&
    compares(condition.lt, (a, b) => a < b) &&
    compares(condition.lte, (a, b) => a <= b)
  );
}

/** By a column, `-column` for descending; ties by primary key, so that an order is always total. */
export function ordered(rows: readonly Row[], orderBy: string | null, pk: string): Row[] {
  const descending = orderBy?.startsWith('-') === true;
  const column = orderBy === null ? pk : descending ? orderBy.slice(1) : orderBy;
  const compare = (a: Cell | undefined, b: Cell | undefined): number => {
    const x = a ?? null;
    const y = b ?? null;
    if (x === y) return 0;
    if (x === null) return 1;
    if (y === null) return -1;
    return x < y ? -1 : 1;
  };
  return [...rows].sort((a, b) => {
    const first = compare(a[column], b[column]);
    return first !== 0 ? (descending ? -first : first) : compare(a[pk], b[pk]);
  });
}
