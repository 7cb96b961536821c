import type { TraceSpan } from '../../../domain/incident/incident.ts';
import { axisTicks, shortNumber } from '../chart/chart-scale.ts';

const colours = ['var(--c1)', 'var(--c5)', 'var(--c3)', 'var(--c4)', 'var(--c2)'];

/** A trace as a waterfall: a row a span, a colour a service, the duration as text. */
export function TraceSpans({ caption, spans }: { caption: string; spans: readonly TraceSpan[] }) {
  const end = Math.max(...spans.map((span) => span.at + span.takes), 1);
  const ticks = axisTicks(end, 4);
  const width = ticks.at(-1) ?? end;
  const inSeconds = width >= 10_000;
  const services = [...new Set(spans.map((span) => span.service))];
  const share = (value: number) => `${(100 * value) / width}%`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it
    <div tabIndex={0} className="overflow-x-auto">
      <table className="w-full min-w-[34rem] table-fixed border-collapse text-dense">
        <caption className="pb-1 text-left text-caption text-ink-3">{caption}</caption>
        <colgroup>
          <col className="w-[30%]" />
          <col className="w-[18%]" />
          <col />
        </colgroup>
        <thead className="text-caption text-ink-3">
          <tr>
            <th scope="col" className="py-0.5 text-left font-medium">
              Span
            </th>
            <th scope="col" className="py-0.5 text-left font-medium">
              Service
            </th>
            <th scope="col" className="relative h-5 font-normal">
              <span className="sr-only">Time in ms</span>
              {ticks.slice(0, -1).map((tick) => (
                <span
                  key={tick}
                  aria-hidden
                  className="numeric absolute top-0.5 text-caption"
                  style={{ left: share(tick) }}
                >
                  {inSeconds ? shortNumber(tick / 1_000) : shortNumber(tick)}
                  {tick === 0 && (inSeconds ? ' s' : ' ms')}
                </span>
              ))}
            </th>
          </tr>
        </thead>
        <tbody>
          {spans.map((span, index) => {
            const colour = colours[services.indexOf(span.service)] ?? 'var(--c7)';
            const takes = duration(span.takes);
            // A bar that leaves no room behind it has its duration before it, or else in its end.
            const full = (span.at + span.takes) / width > 0.86;
            const inside = full && span.at / width < 0.14;
            return (
              // Spans never move.
              // biome-ignore lint/suspicious/noArrayIndexKey: the place is their identity
              <tr key={index} className="border-t border-line">
                <th scope="row" className="truncate py-0.5 pr-2 text-left font-normal" title={span.name}>
                  <span style={{ paddingLeft: span.depth * 10 }}>
                    <span
                      aria-hidden
                      className="mr-1.5 inline-block h-3 w-[3px] align-[-2px]"
                      style={{ background: colour }}
                    />
                    {span.name}
                  </span>
                </th>
                <td className="truncate py-0.5 pr-2 text-ink-3" title={span.service}>
                  {span.service}
                </td>
                <td
                  className="relative h-6 bg-[linear-gradient(to_right,var(--grid)_1px,transparent_1px)]"
                  style={{ backgroundSize: `${100 / (ticks.length - 1)}% 100%` }}
                >
                  <span
                    aria-hidden
                    className="absolute top-1.5 h-3"
                    style={{
                      left: share(span.at),
                      width: `max(2px, ${share(span.takes)})`,
                      background: colour,
                    }}
                  />
                  <span
                    className={`numeric absolute top-1 text-caption leading-4 whitespace-nowrap text-ink-2 ${inside ? 'bg-panel px-1' : ''}`}
                    style={
                      inside
                        ? { right: `calc(100% - ${share(span.at + span.takes)} + 4px)` }
                        : full
                          ? { right: `calc(100% - ${share(span.at)} + 4px)` }
                          : { left: `calc(max(2px, ${share(span.takes)}) + ${share(span.at)} + 5px)` }
                    }
                  >
                    {takes}
                    <span className="sr-only">, from {duration(span.at)}</span>
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** `1,504 ms`, `42.1 s`. */
function duration(ms: number): string {
  return ms >= 10_000
    ? `${(ms / 1_000).toLocaleString('en-US', { maximumFractionDigits: 1 })} s`
    : `${ms.toLocaleString('en-US', { maximumFractionDigits: 2 })} ms`;
}
