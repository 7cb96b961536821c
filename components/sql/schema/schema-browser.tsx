'use client';

import { ChevronRight, Eye, Key, ListTree, Table2 } from 'lucide-react';
import type { SchemaTable } from '../../../domain/sql/wire.ts';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';

interface SchemaBrowserProps {
  tables: readonly SchemaTable[];
  /** Names of indexes that were there at the start; others are the candidate's own and stand out. */
  startIndexes: ReadonlySet<string>;
  /** Puts a name into the editor. */
  onInsert: (name: string) => void;
}

const icon = { size: 12, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** Tables with their columns, constraints and indexes, as they are now. A press on a name puts it into the editor. */
export function SchemaBrowser({ tables, startIndexes, onInsert }: SchemaBrowserProps) {
  if (tables.length === 0) return <EmptyState>There are no tables.</EmptyState>;
  return (
    <ul aria-label="Tables" className="py-1.5 text-dense">
      {tables.map((table, index) => (
        <li key={`${table.schema}.${table.name}`}>
          <details open={index < openAtFirst} className="group">
            <summary className="flex min-h-6 list-none items-center gap-1.5 px-3 hover:bg-hover pointer-coarse:min-h-11">
              <ChevronRight {...icon} className="shrink-0 text-ink-3 group-open:rotate-90" />
              {table.kind === 'table' || table.kind === 'partitioned table' ? (
                <Table2 {...icon} className="shrink-0 text-ink-3" />
              ) : (
                <Eye {...icon} className="shrink-0 text-ink-3" />
              )}
              <span className="truncate font-mono text-[0.75rem] font-medium">{shownName(table)}</span>
              <span className="numeric ml-auto text-caption text-ink-3">{rowsText(table.estimatedRows)}</span>
            </summary>
            <ul>
              {table.columns.map((column) => (
                <li key={column.name}>
                  <button
                    type="button"
                    onClick={() => onInsert(column.name)}
                    title={`${column.name} ${column.type}${column.nullable ? '' : ' not null'}${column.default === null ? '' : ` default ${column.default}`}`}
                    className="flex min-h-6 w-full items-baseline gap-1.5 pr-3 pl-8 text-left font-mono text-[0.72rem] -outline-offset-2 hover:bg-hover pointer-coarse:min-h-11"
                  >
                    <span className="min-w-0 truncate">{column.name}</span>
                    {!column.nullable && (
                      <span className="text-ink-3" title="not null">
                        *<span className="sr-only"> not null</span>
                      </span>
                    )}
                    <span className="ml-auto shrink-0 text-[0.69rem] text-ink-3">
                      {shortType(column.type)}
                    </span>
                  </button>
                </li>
              ))}
              {table.constraints.map((constraint) => (
                <li
                  key={constraint.name}
                  title={constraint.name}
                  className="py-px pr-3 pl-8 font-mono text-[0.69rem] [overflow-wrap:anywhere] text-ink-3"
                >
                  {constraint.definition}
                </li>
              ))}
              {table.indexes.length > 0 && (
                <li>
                  <p className="pt-1 pl-8 text-caption text-ink-3">Indexes</p>
                  <ul>
                    {table.indexes.map((one) => (
                      <li
                        key={one.name}
                        title={one.definition}
                        className={`flex min-h-[1.3rem] items-center gap-1.5 pr-3 pl-8 font-mono text-[0.72rem] ${startIndexes.has(one.name) ? '' : 'bg-accent-soft'}`}
                      >
                        {one.primary ? (
                          <Key {...icon} className="shrink-0 text-ink-3" />
                        ) : (
                          <ListTree {...icon} className="shrink-0 text-ink-3" />
                        )}
                        <span className="min-w-0 truncate [direction:rtl]">
                          <bdi>{one.name}</bdi>
                        </span>
                        {!startIndexes.has(one.name) && <span className="sr-only"> (made by you)</span>}
                        <span className="ml-auto shrink-0 text-[0.69rem] text-ink-3">
                          {sizeText(one.bytes)}
                        </span>
                      </li>
                    ))}
                  </ul>
                </li>
              )}
            </ul>
          </details>
        </li>
      ))}
    </ul>
  );
}

const openAtFirst = 3;

function shownName(table: SchemaTable): string {
  return table.schema === 'public' ? table.name : `${table.schema}.${table.name}`;
}

function rowsText(rows: number | null): string {
  if (rows === null || rows < 0) return '';
  if (rows < 1_000) return `${Math.round(rows)}`;
  return rows < 1_000_000
    ? `${(rows / 1_000).toFixed(rows < 10_000 ? 1 : 0)} k`
    : `${(rows / 1e6).toFixed(1)} M`;
}

function sizeText(bytes: number): string {
  const kib = bytes / 1_024;
  return kib < 1_024 ? `${Math.round(kib)} kB` : `${(kib / 1_024).toFixed(1)} MB`;
}

const shortTypes: Record<string, string> = {
  'timestamp with time zone': 'timestamptz',
  'timestamp without time zone': 'timestamp',
  'character varying': 'varchar',
  'double precision': 'float8',
};

function shortType(type: string): string {
  return shortTypes[type] ?? type.replace('character varying', 'varchar');
}
