'use client';

import { type ReactNode, useId, useState } from 'react';
import { Button } from '../ui/button/button.tsx';

interface ChartOrTableProps {
  title: ReactNode;
  detail?: ReactNode;
  /** The finding in one sentence: the chart's name for those who do not see it. */
  finding: string;
  chart: ReactNode;
  table: ReactNode;
  className?: string;
}

/** A chart that can be read as a table. On paper it is the chart. */
export function ChartOrTable({ title, detail, finding, chart, table, className }: ChartOrTableProps) {
  const [asTable, setAsTable] = useState(false);
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className={className}>
      <div className="mb-2 flex flex-wrap items-baseline gap-x-2.5 gap-y-1">
        <h2 id={titleId} className="text-section">
          {title}
        </h2>
        {detail && <span className="text-caption text-ink-3">{detail}</span>}
        <Button
          size="small"
          variant="ghost"
          aria-pressed={asTable}
          className="ml-auto print:hidden"
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? 'Show the chart' : 'Show as table'}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a figure inside holds rows of its own; the finding names the whole. */}
      <div role="group" aria-label={finding} className={asTable ? 'hidden print:block' : undefined}>
        {chart}
      </div>
      {asTable && <div className="print:hidden">{table}</div>}
    </section>
  );
}
