'use client';

import type { ReplayMark, ReplaySpan } from './replay-marks.ts';

interface ReplayLineProps {
  end: number;
  position: number;
  onSeek: (position: number) => void;
  /** "34 %": the play head in words. */
  positionText: string;
  spansTitle: string;
  spans: readonly ReplaySpan[];
  /** Positions of edits of the question that is shown. */
  edits: readonly number[];
  marks: readonly ReplayMark[];
  tickText: (position: number) => string;
}

const ticks = [0, 0.25, 0.5, 0.75, 1] as const;
/** Edits nearer together than this part of the line are drawn as one stroke. */
const strokesMax = 400;
const labelFromShare = 0.03;

/** One line for everything with a moment, and a slider over it: the play head can be dragged or moved with the arrow keys. */
export function ReplayLine({
  end,
  position,
  onSeek,
  positionText,
  spansTitle,
  spans,
  edits,
  marks,
  tickText,
}: ReplayLineProps) {
  const at = (value: number) => `${(100 * value) / end}%`;
  const strokes = [...new Set(edits.map((edit) => Math.round((edit / end) * strokesMax)))];
  const rows = [
    { title: spansTitle, kind: 'spans' as const },
    { title: 'Edits', kind: 'edits' as const },
    { title: 'Runs', kind: 'run' as const },
    { title: 'Pins', kind: 'pin' as const },
    ...(marks.some((mark) => mark.kind === 'twist') ? [{ title: 'Moments', kind: 'twist' as const }] : []),
  ];
  return (
    <div className="grid grid-cols-[4.75rem_1fr] px-3.5 pt-1 pb-2">
      <span />
      <div aria-hidden className="relative h-4">
        {ticks.map((tick) => (
          <span
            key={tick}
            style={{ left: `${tick * 100}%` }}
            className={`numeric absolute text-chart text-ink-3 ${tick === 0 ? '' : tick === 1 ? '-translate-x-full' : '-translate-x-1/2'}`}
          >
            {tickText(tick * end)}
          </span>
        ))}
      </div>
      <div aria-hidden className="flex flex-col">
        {rows.map((row) => (
          <span key={row.title} className="h-[22px] text-caption leading-[22px] text-ink-2">
            {row.title}
          </span>
        ))}
      </div>
      <div className="relative">
        <div aria-hidden>
          {rows.map((row) => (
            <svg
              key={row.title}
              aria-hidden="true"
              width="100%"
              height="22"
              className="block overflow-visible"
            >
              {ticks.map((tick) => (
                <line
                  key={tick}
                  x1={`${tick * 100}%`}
                  x2={`${tick * 100}%`}
                  y2="22"
                  stroke="var(--grid)"
                  shapeRendering="crispEdges"
                />
              ))}
              {row.kind === 'spans' &&
                spans.map((span) => (
                  <svg
                    key={span.key}
                    aria-hidden="true"
                    x={at(span.from)}
                    width={`${Math.max(0.2, (100 * (span.to - span.from)) / end)}%`}
                    height="22"
                  >
                    <rect
                      x=".5"
                      y="2.5"
                      width="calc(100% - 1px)"
                      height="17"
                      rx="2"
                      fill={span.from <= position && position < span.to ? 'var(--ink)' : 'var(--hover)'}
                      stroke="var(--line-2)"
                    />
                    {(span.to - span.from) / end > labelFromShare && (
                      <text
                        x="5"
                        y="15"
                        fontSize="11"
                        fill={span.from <= position && position < span.to ? 'var(--inverse)' : 'var(--ink-2)'}
                      >
                        {span.label}
                      </text>
                    )}
                  </svg>
                ))}
              {row.kind === 'edits' &&
                strokes.map((stroke) => (
                  <rect
                    key={stroke}
                    x={`${(100 * stroke) / strokesMax}%`}
                    y="7"
                    width="2"
                    height="8"
                    fill="var(--c4)"
                  />
                ))}
              {row.kind === 'run' &&
                marks.map((mark) =>
                  mark.kind === 'run' ? (
                    <circle
                      key={mark.id}
                      cx={at(mark.at)}
                      cy="11"
                      r="3.6"
                      fill={mark.passed ? 'var(--pass)' : 'var(--panel)'}
                      stroke={
                        mark.passed === null ? 'var(--ctl)' : mark.passed ? 'var(--pass)' : 'var(--fail)'
                      }
                      strokeWidth="1.4"
                      strokeDasharray={mark.passed === null ? '2 2' : undefined}
                    />
                  ) : null,
                )}
              {row.kind === 'twist' &&
                marks.map((mark) =>
                  mark.kind === 'twist' ? (
                    <svg key={mark.id} aria-hidden="true" x={at(mark.at)} overflow="visible">
                      <circle cx="0" cy="11" r="8" fill="var(--panel)" stroke="var(--ctl)" />
                      <text
                        x="0"
                        y="14.5"
                        textAnchor="middle"
                        fontSize="9.5"
                        fontWeight="600"
                        fill="var(--ink)"
                      >
                        {mark.sign}
                      </text>
                    </svg>
                  ) : null,
                )}
              {row.kind === 'pin' &&
                marks.map((mark) =>
                  mark.kind === 'pin' ? (
                    <svg key={mark.id} aria-hidden="true" x={at(mark.at)} overflow="visible">
                      <rect
                        x="-8"
                        y="3"
                        width="16"
                        height="16"
                        rx="2"
                        fill="var(--accent-soft)"
                        stroke="var(--accent-line)"
                      />
                      <text
                        x="0"
                        y="15"
                        textAnchor="middle"
                        fontSize="9.5"
                        fontWeight="600"
                        fill="var(--accent)"
                      >
                        {mark.sign.slice(0, 1)}
                      </text>
                    </svg>
                  ) : null,
                )}
            </svg>
          ))}
        </div>
        <span
          aria-hidden
          style={{ left: at(position) }}
          className="pointer-events-none absolute -top-1 bottom-0 w-px bg-ink"
        />
        <input
          type="range"
          min={0}
          max={end}
          step={1}
          value={Math.round(position)}
          onChange={(event) => onSeek(Number(event.target.value))}
          aria-label="Moment"
          aria-valuetext={positionText}
          className="absolute inset-0 h-full w-full cursor-ew-resize appearance-none bg-transparent opacity-0 focus-visible:opacity-100 focus-visible:[&::-webkit-slider-thumb]:bg-accent [&::-moz-range-thumb]:w-0.5 [&::-webkit-slider-runnable-track]:h-full [&::-webkit-slider-thumb]:h-full [&::-webkit-slider-thumb]:w-0.5 [&::-webkit-slider-thumb]:appearance-none"
        />
      </div>
    </div>
  );
}
