'use client';

import { type ReactNode, type RefObject, useEffect, useState } from 'react';
import { cn } from '../ui/class-names.ts';
import { eventText, virtualTime } from './model/event-text.ts';
import type { Arrow, Mark, Picture } from './model/picture.ts';

interface TimelinePictureProps {
  picture: Picture;
  /** The event that the cursor stands on. */
  at: number | null;
  onSelect: (id: number) => void;
  /** The box that scrolls; its visible part is drawn and a little beyond. */
  scroller: RefObject<HTMLDivElement | null>;
}

const laneHeight = 46;
const top = 24;
const axisHeight = 22;
const overscanPx = 400;
const laneY = (lane: number) => top + lane * laneHeight + laneHeight / 2;

const integer = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** Lanes with what happened on them. Everything in it can be read in the table and by stepping, so it is one image. */
export function TimelinePicture({ picture, at, onSelect, scroller }: TimelinePictureProps) {
  const { lanes, axis } = picture;
  const height = top + lanes.length * laneHeight + axisHeight;
  const visible = useVisiblePart(scroller);
  const isNear = (x: number) => x >= visible.from - overscanPx && x <= visible.to + overscanPx;
  const cursor = at === null ? null : (picture.places.get(at) ?? null);
  const witnesses = picture.witnesses.flatMap((id) => picture.places.get(id) ?? []);
  return (
    <svg
      width={axis.widthPx}
      height={height}
      viewBox={`0 0 ${axis.widthPx} ${height}`}
      aria-hidden="true"
      className="block font-mono text-[0.6875rem]"
    >
      <defs>
        <pattern
          id="timeline-paused"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="2" height="6" className="fill-warn-line" />
        </pattern>
      </defs>
      {lanes.map((lane, n) => (
        <line
          key={lane.id}
          x1={0}
          x2={axis.widthPx}
          y1={laneY(n)}
          y2={laneY(n)}
          strokeDasharray={lane.kind === 'replica' ? '2 4' : undefined}
          className={lane.kind === 'replica' ? 'stroke-ctl' : 'stroke-line-2'}
        />
      ))}
      {picture.spans.map((span) => (
        <rect
          key={`${span.kind} ${span.lane} ${span.fromX}`}
          x={span.fromX}
          y={laneY(span.lane) - 9}
          width={Math.max(2, span.toX - span.fromX)}
          height={18}
          fill={span.kind === 'paused' ? 'url(#timeline-paused)' : undefined}
          className={span.kind === 'paused' ? 'stroke-warn-line' : 'fill-band stroke-line-2'}
        />
      ))}
      {axis.idle.map((band) => (
        <g key={band.fromPx}>
          <rect
            x={band.fromPx}
            y={0}
            width={band.toPx - band.fromPx}
            height={height - axisHeight}
            className="fill-sunken stroke-line-2"
            strokeDasharray="2 3"
          />
          <text
            transform={`translate(${(band.fromPx + band.toPx) / 2 + 4} ${(top + height - axisHeight) / 2}) rotate(-90)`}
            textAnchor="middle"
            className="fill-ink-3 font-sans"
          >
            {integer.format(band.idleMs)} ms idle
          </text>
        </g>
      ))}
      {witnesses.slice(1).map((to, n) => {
        const from = witnesses[n];
        if (from === undefined) return null;
        const y = Math.max(laneY(from.lane), laneY(to.lane)) + 17;
        return (
          <path
            key={`${from.x} ${to.x}`}
            d={`M${from.x} ${laneY(from.lane)}V${y}H${to.x}V${laneY(to.lane)}`}
            className="fill-none stroke-fail"
            strokeWidth={1.25}
          />
        );
      })}
      {picture.arrows
        .filter(({ from, to }) => isNear(from.x) || isNear(to.x))
        .map((arrow) => (
          <ArrowLine key={`${arrow.kind} ${arrow.id}`} arrow={arrow} />
        ))}
      {picture.marks
        .filter(({ x }) => isNear(x))
        .map((mark) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the mouse; keys step, and the table has buttons.
          <g key={mark.id} className="cursor-pointer" onClick={() => onSelect(mark.id)}>
            <title>{titleOf(picture, mark.id)}</title>
            <MarkSign mark={mark} selected={mark.id === at} roomPx={roomBehind(picture, mark)} />
          </g>
        ))}
      <line
        x1={0}
        x2={axis.widthPx}
        y1={height - axisHeight}
        y2={height - axisHeight}
        className="stroke-ctl"
      />
      {axis.ticks.map(({ x, t }) => (
        <g key={x}>
          <line x1={x} x2={x} y1={height - axisHeight} y2={height - axisHeight + 4} className="stroke-ctl" />
          <text x={x} y={height - 5} textAnchor="middle" className="fill-ink-3">
            {integer.format(t)}
          </text>
        </g>
      ))}
      {cursor !== null && at !== null && (
        <Cursor x={cursor.x} t={timeOf(picture, at)} height={height - axisHeight} />
      )}
    </svg>
  );
}

function titleOf(picture: Picture, id: number): string {
  const event = picture.index.byId.get(id);
  return event === undefined ? '' : `${virtualTime(event.t)}: ${eventText(event)}`;
}

const timeOf = (picture: Picture, id: number) => picture.index.byId.get(id)?.t ?? 0;

function Cursor({ x, t, height }: { x: number; t: number; height: number }) {
  const words = `t = ${virtualTime(t)}`;
  const width = words.length * 6.8 + 12;
  const left = Math.max(0, x - width / 2);
  return (
    <g className="pointer-events-none">
      <line x1={x} x2={x} y1={18} y2={height} className="stroke-ink" strokeWidth={1.25} />
      <rect x={left} y={0} width={width} height={18} rx={3} className="fill-ink" />
      <text x={left + width / 2} y={13} textAnchor="middle" className="fill-inverse">
        {words}
      </text>
    </g>
  );
}

function ArrowLine({ arrow }: { arrow: Arrow }) {
  const x1 = arrow.from.x;
  const x2 = arrow.to.x;
  const down = arrow.to.lane > arrow.from.lane;
  const y1 = laneY(arrow.from.lane) + (down ? 9 : -9);
  const y2 = laneY(arrow.to.lane) + (down ? -9 : 9);
  const angle = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI;
  const stroke =
    arrow.kind === 'failed' ? 'stroke-fail' : arrow.kind === 'call' ? 'stroke-ink-2' : 'stroke-ctl';
  const fill = arrow.kind === 'failed' ? 'fill-fail' : arrow.kind === 'call' ? 'fill-ink-2' : 'fill-ctl';
  return (
    <g className="pointer-events-none">
      <line
        {...{ x1, x2, y1, y2 }}
        className={stroke}
        strokeDasharray={arrow.kind === 'call' ? undefined : '3 3'}
      />
      <path d="M0 0L-7 -3.2L-7 3.2Z" transform={`translate(${x2} ${y2}) rotate(${angle})`} className={fill} />
    </g>
  );
}

const pxPerCharacter = 6.8;

/** How far the next sign of the same lane is: a label that does not fit is left out rather than written over it. */
function roomBehind(picture: Picture, mark: Mark): number {
  const next = picture.marks.find((one) => one.lane === mark.lane && one.x > mark.x);
  return (next?.x ?? picture.axis.widthPx) - mark.x;
}

function MarkSign({ mark, selected, roomPx }: { mark: Mark; selected: boolean; roomPx: number }) {
  const y = laneY(mark.lane);
  const { x } = mark;
  const fits = mark.label.length * pxPerCharacter + 10 <= roomPx;
  const label = (className: string, words = mark.label) =>
    words.length * pxPerCharacter + 10 <= roomPx && (
      <text x={x + 2} y={y - 12} className={className}>
        {words}
      </text>
    );
  const ring = selected && <circle cx={x} cy={y} r={9} className="fill-none stroke-accent" strokeWidth={2} />;
  switch (mark.kind) {
    case 'crash':
      return (
        <>
          {ring}
          <rect x={x - 8} y={y - 8} width={16} height={16} rx={2} className="fill-fail" />
          <path d={`M${x - 4} ${y - 4}l8 8m0 -8l-8 8`} className="stroke-on-fail" strokeWidth={1.75} />
          {label('fill-fail')}
        </>
      );
    case 'redelivery':
      return (
        <>
          {ring}
          <circle cx={x} cy={y} r={7} className="fill-panel stroke-brass" strokeWidth={1.5} />
          <path
            d={`M${x + 3.2} ${y - 1.6}a3.6 3.6 0 1 0 0.2 3m-0.2 -5.2v2.4h-2.4`}
            className="fill-none stroke-brass"
            strokeWidth={1.25}
          />
          {label('fill-ink')}
        </>
      );
    case 'start':
      return (
        <>
          {ring}
          <path d={`M${x - 3} ${y - 5}l7 5l-7 5z`} className="fill-pass" />
        </>
      );
    case 'pause':
    case 'resume':
      return (
        <>
          {ring}
          <path
            d={mark.kind === 'pause' ? `M${x - 3} ${y - 5}v10m6 -10v10` : `M${x - 3} ${y - 5}l7 5l-7 5z`}
            className={mark.kind === 'pause' ? 'stroke-warn' : 'fill-warn'}
            strokeWidth={2.5}
          />
          {label('fill-warn')}
        </>
      );
    case 'fault':
      return (
        <>
          {ring}
          <path d={`M${x} ${y - 7}l7 12h-14z`} className="fill-warn" />
          {label('fill-warn')}
        </>
      );
    case 'effect': {
      const width = fits ? mark.label.length * pxPerCharacter + 10 : 10;
      return (
        <>
          {selected && (
            <rect
              x={x - 7}
              y={y - 12}
              width={width + 4}
              height={24}
              rx={4}
              className="fill-none stroke-accent"
              strokeWidth={2}
            />
          )}
          <rect
            x={x - 5}
            y={y - 9}
            width={width}
            height={18}
            rx={2}
            strokeWidth={mark.witness ? 1.5 : 1}
            className={mark.witness ? 'fill-fail-soft stroke-fail' : 'fill-accent-soft stroke-accent-line'}
          />
          {fits && (
            <text x={x} y={y + 4} className={mark.witness ? 'fill-fail' : 'fill-ink'}>
              {mark.label}
            </text>
          )}
        </>
      );
    }
    case 'call':
    case 'reply':
    case 'message':
      return (
        <>
          {ring}
          <circle
            cx={x}
            cy={y}
            r={mark.witness ? 5 : 3}
            className={cn(
              mark.witness ? 'fill-fail' : mark.kind === 'reply' ? 'fill-panel stroke-ctl' : 'fill-ink-2',
            )}
          />
          {mark.label !== '' && label(mark.kind === 'reply' || mark.witness ? 'fill-fail' : 'fill-ink-2')}
        </>
      );
  }
}

/** The part of the picture that is on the screen, in its own pixels. */
function useVisiblePart(scroller: RefObject<HTMLDivElement | null>): { from: number; to: number } {
  const [part, setPart] = useState({ from: 0, to: 2_000 });
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const look = () =>
      setPart((known) => {
        const next = { from: box.scrollLeft, to: box.scrollLeft + box.clientWidth };
        const isClose =
          Math.abs(next.from - known.from) < overscanPx / 2 && next.to - next.from === known.to - known.from;
        return isClose ? known : next;
      });
    look();
    box.addEventListener('scroll', look, { passive: true });
    const watch = new ResizeObserver(look);
    watch.observe(box);
    return () => {
      box.removeEventListener('scroll', look);
      watch.disconnect();
    };
  }, [scroller]);
  return part;
}

/** The names of the lanes, beside the part that scrolls. */
export function LaneNames({ picture }: { picture: Picture }): ReactNode {
  return (
    <div
      aria-hidden="true"
      className="relative w-28 shrink-0 border-r border-line text-caption"
      style={{ paddingTop: top }}
    >
      {picture.lanes.map((lane) => (
        <div key={lane.id} className="flex items-center px-3 font-medium" style={{ height: laneHeight }}>
          <span className="truncate" title={lane.name}>
            {lane.name}
          </span>
        </div>
      ))}
      <div className="px-3 text-ink-3" style={{ height: axisHeight }}>
        virtual ms
      </div>
    </div>
  );
}
