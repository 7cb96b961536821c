import type { SchemaTable } from '../../../domain/sql/wire.ts';

export interface Completion {
  label: string;
  kind: 'table' | 'column' | 'keyword';
  detail: string;
}

/**
 * Names of the schema for the word at `offset`. After `alias.` or `table.` only the columns of that table; otherwise
 * tables, columns and the words of SQL.
 */
export function completionsAt(text: string, offset: number, tables: readonly SchemaTable[]): Completion[] {
  const before = text.slice(0, offset);
  const owner = /([a-z_][\w$]*)\.[\w$]*$/iu.exec(before)?.[1]?.toLowerCase();
  if (owner !== undefined) {
    const table = tables.find((one) => one.name === (aliasesIn(text).get(owner) ?? owner));
    if (table) return table.columns.map((column) => columnOf(column, table.name));
    return tables.filter((one) => one.schema === owner).map(tableOf);
  }
  const columns = new Map<string, Completion>();
  for (const table of tables) {
    for (const column of table.columns) {
      const known = columns.get(column.name);
      columns.set(
        column.name,
        known ? { ...known, detail: `${known.detail}, ${table.name}` } : columnOf(column, table.name),
      );
    }
  }
  return [
    ...tables.map(tableOf),
    ...columns.values(),
    ...sqlWords.map((label): Completion => ({ label, kind: 'keyword', detail: '' })),
  ];
}

/** `from orders as o`, `join orders o`: alias → table. */
export function aliasesIn(text: string): Map<string, string> {
  const found = new Map<string, string>();
  const pattern =
    /\b(?:from|join|update|into|,)\s+(?:only\s+)?(?:[a-z_]\w*\.)?([a-z_]\w*)(?:\s+as)?\s+([a-z_]\w*)/giu;
  for (const [, table, alias] of text.matchAll(pattern)) {
    if (table && alias && !reserved.has(alias.toLowerCase()))
      found.set(alias.toLowerCase(), table.toLowerCase());
  }
  return found;
}

function columnOf(column: { name: string; type: string }, table: string): Completion {
  return { label: column.name, kind: 'column', detail: `${column.type}, ${table}` };
}

function tableOf(table: SchemaTable): Completion {
  return { label: table.name, kind: 'table', detail: table.kind };
}

const sqlWords = [
  'select',
  'from',
  'where',
  'group by',
  'order by',
  'having',
  'limit',
  'join',
  'left join',
  'lateral',
  'on',
  'using',
  'with',
  'insert into',
  'values',
  'update',
  'set',
  'delete from',
  'returning',
  'on conflict',
  'do nothing',
  'do update set',
  'create index',
  'create unique index',
  'concurrently',
  'include',
  'create table',
  'alter table',
  'add constraint',
  'not valid',
  'validate constraint',
  'foreign key',
  'references',
  'primary key',
  'check',
  'exclude using gist',
  'begin',
  'commit',
  'rollback',
  'savepoint',
  'for update',
  'for no key update',
  'skip locked',
  'nowait',
  'isolation level serializable',
  'isolation level repeatable read',
  'explain (analyze, buffers)',
  'analyze',
  'vacuum',
  'create statistics',
  'create policy',
  'enable row level security',
  'force row level security',
  'case when',
  'then',
  'else',
  'end',
  'exists',
  'not exists',
  'is null',
  'is not null',
  'between',
  'distinct',
  'distinct on',
  'union all',
  'except',
  'over (partition by',
  'row_number()',
  'rank()',
  'lag(',
  'lead(',
  'sum(',
  'count(*)',
  'max(',
  'min(',
  'coalesce(',
  'generate_series(',
  'date_trunc(',
  'at time zone',
  'interval',
  'current_setting(',
  'set local lock_timeout',
];
const reserved = new Set([
  'where',
  'on',
  'join',
  'left',
  'right',
  'inner',
  'full',
  'cross',
  'group',
  'order',
  'limit',
  'set',
  'using',
  'for',
  'values',
  'select',
  'having',
  'union',
  'returning',
  'as',
  'natural',
  'window',
  'offset',
  'fetch',
  'lateral',
]);
