'use client';

import { Check, ChevronRight, X } from 'lucide-react';
import { Difference } from './difference.tsx';
import type { RunCheckView } from './run-view.ts';

/** The visible checks; those that fail stand open with what was expected. */
export function CheckList({ checks }: { checks: readonly RunCheckView[] }) {
  return (
    <ul>
      {checks.map((check) => (
        <li key={check.name} className="border-b border-line">
          <details open={!check.passed} className="group">
            <summary className="flex min-h-8 list-none items-center gap-2 px-3 py-1 text-dense hover:bg-hover pointer-coarse:min-h-11">
              <ChevronRight
                size={12}
                strokeWidth={1.75}
                aria-hidden
                className="shrink-0 text-ink-3 group-open:rotate-90"
              />
              {check.passed ? (
                <Check size={13} strokeWidth={2} aria-hidden className="shrink-0 text-pass" />
              ) : (
                <X size={13} strokeWidth={2} aria-hidden className="shrink-0 text-fail" />
              )}
              <span className="sr-only">{check.passed ? 'Holds:' : 'Fails:'}</span>
              <span className="min-w-0 flex-1 font-medium">{check.title}</span>
              <span
                aria-hidden
                className={`numeric text-caption ${check.passed ? 'text-pass' : 'text-fail'}`}
              >
                {check.passed ? 'holds' : 'fails'}
              </span>
            </summary>
            <div className="flex flex-col gap-2 pr-3 pb-3 pl-[2.6rem]">
              {check.message && <p className="text-dense text-ink-2">{check.message}</p>}
              {check.input !== null && (
                <dl className="grid grid-cols-[4.5rem_1fr] gap-x-3 text-code">
                  <dt className="text-caption leading-[1.125rem] text-ink-3">Input</dt>
                  <dd className="min-w-0">
                    <pre className="font-mono whitespace-pre-wrap [overflow-wrap:anywhere]">
                      {check.input}
                    </pre>
                  </dd>
                </dl>
              )}
              {(check.expected !== null || check.actual !== null) && (
                <Difference expected={check.expected} actual={check.actual} />
              )}
            </div>
          </details>
        </li>
      ))}
    </ul>
  );
}
