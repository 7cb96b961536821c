import { trackWords } from '../../../domain/replay/tracks.ts';
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from '../../ui/data/table.tsx';
import { ChartOrTable } from '../chart-or-table.tsx';
import type { ReportTimeline } from '../types.ts';
import { percentAt, sectionAt, shareText, timelineEnd } from './timeline-scale.ts';

const ticksPercent = [0, 25, 50, 75, 100] as const;
/** Narrower spans carry no text; the table has it. */
const labelFromPercent = 2.6;
const titleFromPercent = 14;

/** Sections, questions, runs and events on one axis: the share of the time that the attempt took. */
export function TimelineStrip({ timeline }: { timeline: ReportTimeline }) {
  const end = timelineEnd(timeline);
  const at = (position: number) => `${percentAt(position, end)}%`;
  const width = (from: number, to: number) => `${Math.max(0.2, percentAt(to, end) - percentAt(from, end))}%`;
  const span = (from: number, to: number) => percentAt(to, end) - percentAt(from, end);
  const passed = timeline.runs.filter((run) => run.passed === true).length;
  const grid = ticksPercent.map((tick) => (
    <line
      key={tick}
      x1={`${tick}%`}
      x2={`${tick}%`}
      y2="100%"
      stroke="var(--grid)"
      shapeRendering="crispEdges"
    />
  ));
  const label = 'pr-3 text-caption leading-[18px] text-ink-2';
  return (
    <ChartOrTable
      title="Timeline"
      detail="share of the time taken"
      finding={`${timeline.sections.length} sections, ${timeline.runs.length} runs of which ${passed} hold every visible check, ${timeline.marks.length} recorded events.`}
      table={<TimelineTable timeline={timeline} />}
      chart={
        <>
          <div className="mb-2 flex flex-wrap gap-x-4 text-caption text-ink-2">
            <span className="inline-flex items-center gap-1">
              <svg width="9" height="9" aria-hidden="true">
                <circle cx="4.5" cy="4.5" r="3.6" fill="var(--pass)" />
              </svg>
              run, all checks hold
            </span>
            <span className="inline-flex items-center gap-1">
              <svg width="9" height="9" aria-hidden="true">
                <circle cx="4.5" cy="4.5" r="3.2" fill="none" stroke="var(--fail)" strokeWidth="1.4" />
              </svg>
              run, a check fails
            </span>
            <span className="inline-flex items-center gap-1">
              <span aria-hidden className="h-2.5 w-1 bg-warn" /> recorded event
            </span>
          </div>
          <div aria-hidden className="grid grid-cols-[4.75rem_1fr] gap-y-1">
            <span className={label}>Sections</span>
            <svg aria-hidden="true" width="100%" height="18" className="block overflow-visible">
              {grid}
              {timeline.sections.map((section) => (
                <svg
                  aria-hidden="true"
                  key={section.number}
                  x={at(section.from)}
                  width={width(section.from, section.to)}
                  height="18"
                >
                  <rect
                    x=".5"
                    y=".5"
                    width="calc(100% - 1px)"
                    height="17"
                    rx="2"
                    fill="var(--hover)"
                    stroke="var(--line-2)"
                  />
                  <text x="6" y="13" fontSize="11" fill="var(--ink-2)">
                    {section.number}
                    {span(section.from, section.to) >= titleFromPercent && ` ${section.title}`}
                  </text>
                </svg>
              ))}
            </svg>
            <span className={label}>Questions</span>
            <svg aria-hidden="true" width="100%" height="18" className="block overflow-visible">
              {grid}
              {timeline.questions.map((question) => (
                <svg
                  aria-hidden="true"
                  key={`${question.number}-${question.from}`}
                  x={at(question.from)}
                  width={width(question.from, question.to)}
                  height="18"
                >
                  <rect
                    x=".5"
                    y=".5"
                    width="calc(100% - 1px)"
                    height="17"
                    rx="2"
                    fill="var(--accent-soft)"
                    stroke="var(--accent-line)"
                  />
                  {span(question.from, question.to) >= labelFromPercent && (
                    <text
                      x="50%"
                      y="13"
                      textAnchor="middle"
                      fontSize="10.5"
                      fill="var(--ink-2)"
                      className="numeric"
                    >
                      {question.number}
                    </text>
                  )}
                </svg>
              ))}
            </svg>
            <span className={label}>Runs</span>
            <svg aria-hidden="true" width="100%" height="18" className="block overflow-visible">
              {grid}
              {timeline.runs.map((run) => (
                <circle
                  key={`${run.itemNumber}-${run.at}`}
                  cx={at(run.at)}
                  cy="9"
                  r="3.4"
                  fill={run.passed ? 'var(--pass)' : 'var(--panel)'}
                  stroke={run.passed === null ? 'var(--ctl)' : run.passed ? 'var(--pass)' : 'var(--fail)'}
                  strokeWidth="1.4"
                  strokeDasharray={run.passed === null ? '2 2' : undefined}
                />
              ))}
            </svg>
            <span className={label}>Events</span>
            <svg aria-hidden="true" width="100%" height="18" className="block overflow-visible">
              {grid}
              {timeline.marks.map((mark) => (
                <svg aria-hidden="true" key={`${mark.kind}-${mark.at}`} x={at(mark.at)} overflow="visible">
                  <rect x="-2" y="4" width="4" height="10" fill="var(--warn)" />
                </svg>
              ))}
            </svg>
            <span />
            <svg aria-hidden="true" width="100%" height="14" className="block overflow-visible">
              {ticksPercent.map((tick) => (
                <text
                  key={tick}
                  x={`${tick}%`}
                  y="11"
                  textAnchor={tick === 0 ? 'start' : tick === 100 ? 'end' : 'middle'}
                  fontSize="10.5"
                  fill="var(--ink-3)"
                  className="numeric"
                >
                  {tick}%
                </text>
              ))}
            </svg>
          </div>
        </>
      }
    />
  );
}

/** Everything with a moment, in order: events and runs as rows. */
function TimelineTable({ timeline }: { timeline: ReportTimeline }) {
  const end = timelineEnd(timeline);
  const rows = [
    ...timeline.sections.map((section) => ({
      at: section.from,
      what: 'Section entered',
      detail: `${section.number} ${section.title}`,
    })),
    ...timeline.questions.map((question) => ({
      at: question.from,
      what: 'Question opened',
      detail: `Q${question.number}`,
    })),
    ...timeline.runs.map((run) => ({
      at: run.at,
      what: 'Run',
      detail: `${trackWords(run.itemNumber)}, ${run.passed === null ? 'no verdict' : run.passed ? 'all checks hold' : 'a check fails'}`,
    })),
    ...timeline.marks.map((mark) => ({ at: mark.at, what: 'Event', detail: mark.label })),
  ].sort((a, b) => a.at - b.at);
  return (
    <Table caption="Timeline, by share of the time taken" stickyHead boxClassName="max-h-96">
      <TableHead>
        <tr>
          <HeadCell align="right">At</HeadCell>
          <HeadCell>Section</HeadCell>
          <HeadCell>What</HeadCell>
          <HeadCell>Detail</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={`${row.what}-${row.detail}-${row.at}`}>
            <Cell numeric>{shareText(percentAt(row.at, end))}</Cell>
            <Cell>{sectionAt(timeline, row.at)}</Cell>
            <Cell>{row.what}</Cell>
            <Cell>{row.detail}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
