'use client';

import { useState } from 'react';
import type { TraceEvent } from '../../domain/world/wire.ts';
import { Button } from '../ui/button/button.tsx';
import { cn } from '../ui/class-names.ts';
import { dataText, eventText, placeOf, virtualTime } from './model/event-text.ts';
import type { Picture } from './model/picture.ts';

interface TimelineTableProps {
  picture: Picture;
  at: number | null;
  onSelect: (id: number) => void;
  onOpenPlace: (path: string, line: number, column: number) => void;
}

const rowsAtOnce = 200;

/** The same events as rows: what the picture shows, in words. */
export function TimelineTable({ picture, at, onSelect, onOpenPlace }: TimelineTableProps) {
  const [rows, setRows] = useState(rowsAtOnce);
  const shown = picture.events.slice(0, rows);
  return (
    <div className="min-w-0">
      <table className="w-full border-collapse text-dense">
        <caption className="sr-only">Events of the seed in the order of virtual time</caption>
        <thead>
          <tr className="border-b border-line text-left text-caption text-ink-3">
            <th scope="col" className="w-28 px-3 py-1 text-right font-medium">
              Virtual time
            </th>
            <th scope="col" className="px-2 py-1 font-medium">
              What happened
            </th>
            <th scope="col" className="px-2 py-1 font-medium">
              Line
            </th>
            <th scope="col" className="px-2 py-1 font-medium">
              Carried
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((event) => (
            <EventRow
              key={event.id}
              event={event}
              witness={picture.index.witnesses.has(event.id)}
              selected={event.id === at}
              onSelect={onSelect}
              onOpenPlace={onOpenPlace}
            />
          ))}
        </tbody>
      </table>
      {rows < picture.events.length && (
        <div className="p-2">
          <Button size="small" onClick={() => setRows(rows + rowsAtOnce)}>
            Show {Math.min(rowsAtOnce, picture.events.length - rows)} more events
          </Button>
        </div>
      )}
    </div>
  );
}

function EventRow({
  event,
  witness,
  selected,
  onSelect,
  onOpenPlace,
}: {
  event: TraceEvent;
  witness: boolean;
  selected: boolean;
  onSelect: (id: number) => void;
  onOpenPlace: TimelineTableProps['onOpenPlace'];
}) {
  const place = placeOf(event);
  return (
    <tr
      aria-current={selected ? 'true' : undefined}
      className={cn('border-b border-line align-top', selected && 'bg-accent-soft', witness && 'text-fail')}
    >
      <td className="numeric px-3 py-1 text-right font-mono whitespace-nowrap text-ink-2">
        {virtualTime(event.t)}
      </td>
      <td className="px-2 py-1">
        <button type="button" className="text-left hover:underline" onClick={() => onSelect(event.id)}>
          {witness && <span className="font-medium">Shows the break: </span>}
          {eventText(event)}
        </button>
      </td>
      <td className="px-2 py-1 whitespace-nowrap">
        {place && (
          <button
            type="button"
            className="text-accent hover:underline"
            onClick={() => onOpenPlace(place.path, place.line, place.column)}
          >
            {place.path}:{place.line}
          </button>
        )}
      </td>
      <td className="max-w-64 px-2 py-1">
        <span className="block truncate font-mono text-caption text-ink-3" title={dataText(event)}>
          {dataText(event)}
        </span>
      </td>
    </tr>
  );
}
