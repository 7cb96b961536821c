'use client';

import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { cn } from '../../ui/class-names.ts';
import { announce } from '../../ui/feedback/announcer.ts';
import type { CellText } from './csv.ts';
import { type CellPlace, moveCell } from './move-cell.ts';
import { scrollToRow, visibleRows } from './visible-rows.ts';

export interface ResultColumn {
  name: string;
  /** The type as PostgreSQL names it: "timestamptz". */
  type: string;
}

interface ResultGridProps {
  columns: readonly ResultColumn[];
  rows: readonly (readonly CellText[])[];
  label: string;
}

const rowHeightPx = 25;
const headHeightPx = 26;
const numberWidthCh = 7;
const columnCharactersMin = 6;
const columnCharactersMax = 44;
/** Rows whose texts decide how wide a column is. */
const measuredRows = 200;
const numericTypes =
  /^(int2|int4|int8|integer|bigint|smallint|float4|float8|real|double precision|numeric|oid)/u;

/**
 * A result as PostgreSQL gave it: types in the head, NULL shown as such, thousands of rows of which only those in sight
 * are drawn. Arrows, Page, Home and End move the marked cell; mod C copies it.
 */
export function ResultGrid({ columns, rows, label }: ResultGridProps) {
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const [place, setPlace] = useState<CellPlace>({ row: 0, column: 0 });
  const [scrollTop, setScrollTop] = useState(0);
  const [height, setHeight] = useState(240);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const { from, to } = visibleRows({ scrollTop, height, rowHeight: rowHeightPx, count: rows.length });
  const copyCell = () => {
    const value = rows[place.row]?.[place.column];
    if (value === undefined) return;
    navigator.clipboard.writeText(value ?? '').then(
      () => announce('Cell copied'),
      () => announce('The browser refused to copy. Select the text and copy it.'),
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const mod = event.ctrlKey || event.metaKey;
    if (mod && event.key.toLowerCase() === 'c' && !window.getSelection()?.toString()) {
      event.preventDefault();
      copyCell();
      return;
    }
    const next = moveCell(event.key, mod, place, { rows: rows.length, columns: columns.length });
    const element = box.current;
    if (!next || !element) return;
    event.preventDefault();
    setPlace(next);
    element.scrollTop = scrollToRow(next.row, {
      scrollTop: element.scrollTop,
      height: element.clientHeight,
      rowHeight: rowHeightPx,
      headHeight: headHeightPx,
    });
    document.getElementById(cellId(id, next))?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };

  return (
    <div
      ref={box}
      data-own-text
      onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
      className="h-full overflow-auto"
    >
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid, whose cells are walked with arrows.
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-activedescendant={rows.length > 0 ? cellId(id, place) : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        className="group w-max min-w-full table-fixed border-separate border-spacing-0 font-mono text-[0.75rem] leading-4 -outline-offset-2"
      >
        <colgroup>
          <col style={{ width: `${numberWidthCh}ch` }} />
          {columns.map((column, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two columns of a result may have the same name.
            <col key={index} style={{ width: `${columnWidth(column, rows, index)}ch` }} />
          ))}
          <col />
        </colgroup>
        <thead className="sticky top-0 z-10 bg-sunken">
          <tr aria-rowindex={1} style={{ height: headHeightPx }}>
            <th scope="col" className="border-b border-line pl-3 text-left font-normal text-ink-3">
              #
            </th>
            {columns.map((column, index) => (
              <th
                // biome-ignore lint/suspicious/noArrayIndexKey: as above.
                key={index}
                scope="col"
                className={cn(
                  'truncate border-b border-line px-2.5 text-left font-medium text-ink-2',
                  numericTypes.test(column.type) && 'text-right',
                )}
              >
                {column.name}{' '}
                <span className="font-sans text-[0.656rem] font-normal text-ink-3">{column.type}</span>
              </th>
            ))}
            <td className="border-b border-line" />
          </tr>
        </thead>
        <tbody>
          {from > 0 && <tr aria-hidden style={{ height: from * rowHeightPx }} />}
          {rows.slice(from, to).map((row, offset) => {
            const index = from + offset;
            return (
              <tr
                key={index}
                aria-rowindex={index + 2}
                className="hover:bg-hover"
                style={{ height: rowHeightPx }}
              >
                <td className="border-b border-line pl-3 text-ink-3 select-none">{index + 1}</td>
                {columns.map((column, columnIndex) => {
                  const value = row[columnIndex] ?? null;
                  const marked = index === place.row && columnIndex === place.column;
                  return (
                    <td
                      // biome-ignore lint/suspicious/noArrayIndexKey: as above.
                      key={columnIndex}
                      id={cellId(id, { row: index, column: columnIndex })}
                      title={value !== null && value.length >= columnCharactersMax ? value : undefined}
                      onPointerDown={() => setPlace({ row: index, column: columnIndex })}
                      className={cn(
                        'truncate border-b border-line px-2.5',
                        numericTypes.test(column.type) && 'text-right tabular-nums',
                        marked &&
                          'outline-1 -outline-offset-1 outline-transparent group-focus:outline-accent',
                      )}
                    >
                      <CellValue value={value} />
                    </td>
                  );
                })}
                <td className="border-b border-line" />
              </tr>
            );
          })}
          {to < rows.length && <tr aria-hidden style={{ height: (rows.length - to) * rowHeightPx }} />}
        </tbody>
      </table>
    </div>
  );
}

/** Line breaks inside a cell are shown as a sign: rows have one height. */
function CellValue({ value }: { value: CellText }) {
  if (value === null) return <span className="text-ink-3 italic">NULL</span>;
  if (value === '') return <span className="sr-only">empty text</span>;
  return value.replaceAll(/\r?\n/gu, '⏎');
}

function cellId(gridId: string, place: CellPlace): string {
  return `${gridId}-${place.row}-${place.column}`;
}

/** In characters of the mono face, with the padding. */
function columnWidth(column: ResultColumn, rows: readonly (readonly CellText[])[], index: number): number {
  let longest = column.name.length + column.type.length + 1;
  for (const row of rows.slice(0, measuredRows)) longest = Math.max(longest, row[index]?.length ?? 4);
  return Math.min(columnCharactersMax, Math.max(columnCharactersMin, longest)) + 4;
}
