'use client';

import { use } from 'react';
import { FindingsContext, shortNameOf } from './findings.ts';

interface InvariantListProps {
  invariants: readonly { name: string; title: string; sharePercent: number }[];
}

/** What must hold in every seed, each with its share and what the shown run says of it. */
export function InvariantList({ invariants }: InvariantListProps) {
  const findings = use(FindingsContext);
  return (
    <section className="mt-5">
      <h2 className="text-dense font-semibold">Invariants, checked on every seed</h2>
      <ul className="mt-1 border-t border-line">
        {invariants.map(({ name, title, sharePercent }) => {
          const finding = findings?.find((one) => one.name === name);
          return (
            <li key={name} className="flex items-baseline gap-3 border-b border-line py-1 text-dense">
              <span className="shrink-0 font-mono">{shortNameOf(invariants, name)}</span>
              <span className="min-w-0 flex-1 text-ink-2">{title}</span>
              <span className="flex shrink-0 flex-col items-end font-mono text-caption">
                <span className="text-ink-3">{sharePercent} %</span>
                {finding &&
                  (finding.held ? (
                    <span className="text-pass">holds</span>
                  ) : (
                    <span className="text-fail">
                      {finding.failing === 0
                        ? 'broken'
                        : `${finding.failing} ${finding.failing === 1 ? 'fails' : 'fail'}`}
                    </span>
                  ))}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
