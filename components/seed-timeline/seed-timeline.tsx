'use client';

import {
  ChevronFirst,
  ChevronLast,
  ChevronLeft,
  ChevronRight,
  Crosshair,
  Table2,
  Waypoints,
} from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { SeedTrace } from '../../domain/world/wire.ts';
import { Button } from '../ui/button/button.tsx';
import { IconButton } from '../ui/button/icon-button.tsx';
import { announce } from '../ui/feedback/announcer.ts';
import { dataText, eventText, placeOf, virtualTime } from './model/event-text.ts';
import { layOut, type Picture } from './model/picture.ts';
import { LaneNames, TimelinePicture } from './timeline-picture.tsx';
import { TimelineTable } from './timeline-table.tsx';

interface SeedTimelineProps {
  trace: SeedTrace;
  /** The invariant whose break is shown first; null for the first that broke. */
  invariant: string | null;
  onOpenPlace: (path: string, line: number, column: number) => void;
  /** Called when the cursor was moved by hand. */
  onStep?: () => void;
  /** At the left of the controls: which seed it is and what broke. */
  heading?: ReactNode;
}

/**
 * One seed as a picture that can be stepped through: the cursor begins at the last event that shows the break. Arrow
 * keys step while the picture has the focus; the same events are there as a table.
 */
export function SeedTimeline({ trace, invariant, onOpenPlace, onStep, heading }: SeedTimelineProps) {
  const broken = invariant ?? trace.broken[0]?.name ?? null;
  const [all, setAll] = useState(false);
  const [view, setView] = useState<'picture' | 'table'>('picture');
  const picture = useMemo(() => layOut(trace, { invariant: broken, all }), [trace, broken, all]);
  const [chosen, setChosen] = useState<number | null>(null);
  const at = chosen !== null && picture.places.has(chosen) ? chosen : firstCursor(picture);
  const scroller = useRef<HTMLDivElement>(null);
  const helpId = useId();
  const x = at === null ? null : (picture.places.get(at)?.x ?? null);
  useEffect(() => {
    const box = scroller.current;
    if (!box || x === null || view !== 'picture') return;
    const marginPx = 80;
    if (x < box.scrollLeft + marginPx || x > box.scrollLeft + box.clientWidth - marginPx) {
      box.scrollLeft = x - box.clientWidth * 0.6;
    }
  }, [x, view]);

  const place = at === null ? -1 : picture.events.findIndex(({ id }) => id === at);
  const select = (id: number | undefined) => {
    if (id === undefined) return;
    setChosen(id);
    onStep?.();
    const event = picture.index.byId.get(id);
    if (event) {
      const witness = picture.index.witnesses.has(id) ? 'Shows the break. ' : '';
      announce(`${witness}${virtualTime(event.t)}: ${eventText(event)}.`);
    }
  };
  const step = (by: number) =>
    select(picture.events[Math.min(picture.events.length - 1, Math.max(0, place + by))]?.id);
  const nextWitness = () => {
    const { witnesses } = picture;
    select(witnesses[(witnesses.indexOf(at ?? -1) + 1) % witnesses.length]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const last = picture.events.length - 1;
    const target = new Map([
      ['ArrowLeft', place - 1],
      ['ArrowRight', place + 1],
      ['Home', 0],
      ['End', last],
    ]).get(event.key);
    if (target === undefined) return;
    event.preventDefault();
    select(picture.events[Math.min(last, Math.max(0, target))]?.id);
  };
  const current = at === null ? undefined : picture.index.byId.get(at);
  return (
    <section
      aria-label={`Timeline of seed ${trace.seed}`}
      className="flex h-full min-h-0 min-w-0 flex-col bg-panel"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5">
        {heading}
        <div className="ml-auto flex items-center gap-1">
          <IconButton
            size="small"
            label="First event"
            icon={<ChevronFirst size={14} />}
            onClick={() => select(picture.events[0]?.id)}
          />
          <IconButton
            size="small"
            label="Step back"
            icon={<ChevronLeft size={14} />}
            disabled={place <= 0}
            onClick={() => step(-1)}
          />
          <IconButton
            size="small"
            label="Step forward"
            icon={<ChevronRight size={14} />}
            disabled={place >= picture.events.length - 1}
            onClick={() => step(1)}
          />
          <IconButton
            size="small"
            label="Last event"
            icon={<ChevronLast size={14} />}
            onClick={() => select(picture.events.at(-1)?.id)}
          />
          {picture.witnesses.length > 0 && (
            <IconButton
              size="small"
              label="Next event that shows the break"
              icon={<Crosshair size={14} />}
              onClick={nextWitness}
            />
          )}
          <Button
            size="small"
            variant="ghost"
            aria-pressed={view === 'table'}
            className="gap-1.5"
            onClick={() => setView(view === 'table' ? 'picture' : 'table')}
          >
            {view === 'table' ? <Waypoints size={12} aria-hidden /> : <Table2 size={12} aria-hidden />}
            {view === 'table' ? 'Picture' : 'Table'}
          </Button>
          {(picture.narrowed || all) && (
            <Button size="small" variant="ghost" aria-pressed={all} onClick={() => setAll(!all)}>
              {all ? 'Only around the break' : `All ${trace.events.length} events`}
            </Button>
          )}
        </div>
      </div>
      {view === 'picture' ? (
        <div className="flex min-h-0 flex-1 overflow-y-auto border-t border-line">
          <LaneNames picture={picture} />
          <div
            ref={scroller}
            role="slider"
            tabIndex={0}
            aria-label={`Events of seed ${trace.seed}`}
            aria-describedby={helpId}
            aria-valuemin={1}
            aria-valuemax={Math.max(1, picture.events.length)}
            aria-valuenow={place + 1}
            aria-valuetext={current ? `${virtualTime(current.t)}: ${eventText(current)}` : 'no events'}
            onKeyDown={onKeyDown}
            className="h-fit min-w-0 flex-1 overflow-x-auto -outline-offset-2"
          >
            <TimelinePicture picture={picture} at={at} onSelect={select} scroller={scroller} />
          </div>
          <p id={helpId} className="sr-only">
            Left and right arrow keys step through the events, Home and End go to the first and the last. The
            button Table shows the same events as a table.
          </p>
        </div>
      ) : (
        <div className="min-h-0 flex-1 overflow-y-auto border-t border-line max-md:max-h-96">
          <TimelineTable picture={picture} at={at} onSelect={select} onOpenPlace={onOpenPlace} />
        </div>
      )}
      <EventDetail picture={picture} at={at} place={place} onSelect={select} onOpenPlace={onOpenPlace} />
      {trace.eventsLeftOut > 0 && (
        <p className="border-t border-line px-3 py-1 text-caption text-ink-3">
          {trace.eventsLeftOut} later events of this seed are not shown.
        </p>
      )}
    </section>
  );
}

/** The last witness: where the rule was broken. Without one, the first event. */
function firstCursor(picture: Picture): number | null {
  return picture.witnesses.at(-1) ?? picture.events[0]?.id ?? null;
}

function EventDetail({
  picture,
  at,
  place,
  onSelect,
  onOpenPlace,
}: {
  picture: Picture;
  at: number | null;
  place: number;
  onSelect: (id: number) => void;
  onOpenPlace: SeedTimelineProps['onOpenPlace'];
}) {
  const event = at === null ? undefined : picture.index.byId.get(at);
  if (event === undefined) return null;
  const own = placeOf(event);
  const cause = picture.index.byId.get(event.cause);
  const called = own ?? (cause?.outcome === 'call' ? placeOf(cause) : null);
  const data = dataText(event);
  return (
    <div className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 border-t border-line px-3 py-1.5 text-dense">
      <span className="numeric shrink-0 font-mono text-caption text-ink-3">
        {place + 1} of {picture.events.length}
      </span>
      <span className="numeric shrink-0 font-mono">{virtualTime(event.t)}</span>
      <span className="min-w-0">{eventText(event)}</span>
      {called && (
        <button
          type="button"
          className="text-accent hover:underline"
          onClick={() => onOpenPlace(called.path, called.line, called.column)}
        >
          {own ? '' : 'called at '}
          {called.path}:{called.line}
        </button>
      )}
      {cause && picture.places.has(cause.id) && (
        <button
          type="button"
          className="text-left text-accent hover:underline"
          onClick={() => onSelect(cause.id)}
        >
          because: {eventText(cause)}
        </button>
      )}
      {data !== '' && (
        <span className="max-w-full truncate font-mono text-caption text-ink-3" title={data}>
          {data}
        </span>
      )}
    </div>
  );
}
