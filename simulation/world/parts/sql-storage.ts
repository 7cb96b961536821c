import type { Ms } from '../../core/event-queue.ts';
import { matches, type Pattern, type Row, type TableDefinition } from './sql-row.ts';

interface Version {
  row: Row | null;
  seq: number;
}

/** A row as a statement sees it, and whether a later commit has changed it since. */
export interface Seen {
  row: Row;
  seq: number;
}

/** Committed rows in versions, numbered by commit. A snapshot is a number: all commits up to it. */
export class SqlStorage {
  readonly definitions: Readonly<Record<string, TableDefinition>>;
  readonly #tables = new Map<string, Map<string, Version[]>>();
  readonly #unique = new Map<string, string>();
  readonly #commits: { seq: number; t: Ms }[] = [];
  #seq = 0;

  constructor(definitions: Readonly<Record<string, TableDefinition>>) {
    this.definitions = definitions;
    for (const name of Object.keys(definitions)) this.#tables.set(name, new Map());
  }

  get seq(): number {
    return this.#seq;
  }

  /** The number of the last commit at or before a moment. */
  seqAt(t: Ms): number {
    for (let i = this.#commits.length - 1; i >= 0; i -= 1) {
      const commit = this.#commits[i];
      if (commit !== undefined && commit.t <= t) return commit.seq;
    }
    return 0;
  }

  latest(table: string, pk: string): Version | null {
    return this.#tables.get(table)?.get(pk)?.at(-1) ?? null;
  }

  find(table: string, pk: string, snapshot: number): Row | null {
    const versions = this.#tables.get(table)?.get(pk) ?? [];
    for (let i = versions.length - 1; i >= 0; i -= 1) {
      const version = versions[i];
      if (version !== undefined && version.seq <= snapshot) return version.row;
    }
    return null;
  }

  all(table: string, pattern: Pattern, snapshot: number): Map<string, Row> {
    const found = new Map<string, Row>();
    for (const pk of this.#tables.get(table)?.keys() ?? []) {
      const row = this.find(table, pk, snapshot);
      if (row !== null && matches(row, pattern)) found.set(pk, row);
    }
    return found;
  }

  /** Primary key of the committed row that has these values, by the name of a unique key. */
  holderOf(uniqueName: string): string | null {
    return this.#unique.get(uniqueName) ?? null;
  }

  commit(writes: Iterable<{ table: string; pk: string; row: Row | null }>, t: Ms): number {
    this.#seq += 1;
    const made = [...writes];
    for (const { table, pk } of made) {
      const before = this.latest(table, pk)?.row ?? null;
      if (before !== null) for (const name of this.uniqueNames(table, before)) this.#unique.delete(name);
    }
    for (const { table, pk, row } of made) {
      const rows = this.#tables.get(table);
      if (rows === undefined) continue;
      const versions = rows.get(pk);
      if (versions === undefined) rows.set(pk, [{ row, seq: this.#seq }]);
      else versions.push({ row, seq: this.#seq });
      if (row !== null) for (const name of this.uniqueNames(table, row)) this.#unique.set(name, pk);
    }
    this.#commits.push({ seq: this.#seq, t });
    return this.#seq;
  }

  /** Names of the unique keys that a row occupies. As in SQL, a key with a null in it occupies nothing. */
  uniqueNames(table: string, row: Row): string[] {
    const keys = this.definitions[table]?.unique ?? [];
    return keys.flatMap((columns) => {
      const cells = columns.map((column) => row[column] ?? null);
      return cells.includes(null) ? [] : [`${table} ${columns.join(',')} ${JSON.stringify(cells)}`];
    });
  }
}
