import type { EvidenceBlock, IncidentClock, LogLine } from '../../../domain/incident/incident.ts';
import { cn } from '../../ui/class-names.ts';
import { IncidentChart } from '../chart/incident-chart.tsx';
import { TraceSpans } from './trace-spans.tsx';

/** What a card shows, block by block. */
export function EvidenceBlocks({
  blocks,
  clock,
}: {
  blocks: readonly EvidenceBlock[];
  clock: IncidentClock;
}) {
  return (
    <div className="flex min-w-0 flex-col gap-2.5 px-3 py-2.5">
      {blocks.map((block, index) => (
        // Blocks never move within a card.
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is their identity
        <Block key={index} block={block} clock={clock} />
      ))}
    </div>
  );
}

function Block({ block, clock }: { block: EvidenceBlock; clock: IncidentClock }) {
  switch (block.form) {
    case 'text':
      return <p className="max-w-prose text-ui whitespace-pre-line">{block.text}</p>;
    case 'log':
      return <LogLines lines={block.lines} />;
    case 'table':
      return <PlainTable {...block} />;
    case 'chart':
      return (
        <div className="max-w-xl">
          <IncidentChart chart={block} clock={clock} height={150} headingLevel={4} />
        </div>
      );
    case 'trace':
      return <TraceSpans caption={block.caption} spans={block.spans} />;
    case 'code':
      return (
        <figure className="min-w-0">
          {block.caption && <figcaption className="mb-1 text-caption text-ink-3">{block.caption}</figcaption>}
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it
            tabIndex={0}
            className="overflow-x-auto border border-line bg-sunken px-2.5 py-2 font-mono text-code"
          >
            {block.text}
          </pre>
        </figure>
      );
  }
}

const levelClasses: Record<LogLine['level'], string> = {
  debug: 'text-ink-3',
  info: 'text-ink-2',
  warn: 'text-warn',
  error: 'text-fail',
};

function LogLines({ lines }: { lines: readonly LogLine[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it
    <div tabIndex={0} className="overflow-x-auto border border-line">
      <table className="w-full border-collapse font-mono text-code">
        <caption className="sr-only">Log lines</caption>
        <thead className="bg-sunken font-sans text-caption text-ink-3">
          <tr>
            {['time', 'level', 'source', 'message'].map((name) => (
              <th key={name} scope="col" className="px-2.5 py-1 text-left font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr
              key={`${line.time}/${line.source}/${line.message}`}
              className="border-t border-line align-top"
            >
              <td className="px-2.5 py-0.5 whitespace-nowrap text-ink-3">{line.time}</td>
              <td className={cn('px-2.5 py-0.5 whitespace-nowrap', levelClasses[line.level])}>
                {line.level}
              </td>
              <td className="px-2.5 py-0.5 whitespace-nowrap text-ink-2">{line.source}</td>
              <td className="min-w-80 px-2.5 py-0.5">{line.message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Figures stand in mono, words do not. */
const quantity = /^[–<>~+-]?\s?\d/u;

function PlainTable({ caption, columns, rows }: Extract<EvidenceBlock, { form: 'table' }>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it
    <div tabIndex={0} className="overflow-x-auto">
      <table className="border-collapse text-dense">
        <caption className={caption ? 'pb-1 text-left text-caption text-ink-3' : 'sr-only'}>
          {caption ?? 'Figures'}
        </caption>
        <thead className="text-caption text-ink-3">
          <tr>
            {columns.map((column) => (
              <th
                key={column}
                scope="col"
                className="border-b border-line px-2.5 py-1 text-left font-medium first:pl-0"
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, number) => (
            // Rows may be alike, and never move.
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is their identity
            <tr key={number}>
              {row.map((cell, index) => (
                <td
                  key={columns[index]}
                  className={cn(
                    'border-b border-line px-2.5 py-0.5 align-top first:pl-0',
                    quantity.test(cell) && 'numeric text-ink-2',
                  )}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
