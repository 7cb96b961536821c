import type { ReactNode } from 'react';

export interface ReportFact {
  label: string;
  value: ReactNode;
  /** After the value, in lighter type: "of 2 h 12". */
  detail?: ReactNode;
}

/** The row of plain facts under the recommendation. */
export function ReportFacts({ facts }: { facts: readonly ReportFact[] }) {
  return (
    <dl className="flex flex-wrap border-y border-line">
      {facts.map((fact) => (
        <div
          key={fact.label}
          className="min-w-36 flex-1 border-line px-4 py-2.5 first:pl-0 not-last:border-r max-sm:border-r-0 max-sm:px-0"
        >
          <dt className="text-caption text-ink-3">{fact.label}</dt>
          <dd className="text-[0.9375rem] leading-[1.3125rem] font-medium tracking-[-0.012em] tabular-nums">
            {fact.value} {fact.detail && <span className="font-normal text-ink-3">{fact.detail}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
