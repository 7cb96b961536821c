'use client';

import type { ReactNode } from 'react';
import type { SqlExecution, StatementResult } from '../../../domain/sql/wire.ts';
import { CodeBlock } from '../../markdown/code-block.tsx';
import { statementText } from '../../sql/result/execution-text.ts';
import { ResultGrid } from '../../sql/result/result-grid.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';

/** What each statement of an execution gave, one under the other. */
export function BroughtExecution({ run }: { run: Pick<SqlExecution, 'statements'> }) {
  if (run.statements.length === 0) return <EmptyState>There was nothing to run.</EmptyState>;
  return (
    <ol>
      {run.statements.map((result, index) => (
        <li key={`${result.range.start}-${result.range.end}`} className="border-t border-line">
          <p
            className={
              result.kind === 'error' ? 'px-3 py-1 text-dense text-fail' : 'px-3 py-1 text-dense text-ink-2'
            }
          >
            Statement {index + 1}: {statementText(result)}
          </p>
          {result.notices.map((notice) => (
            <p key={`${notice.code}-${notice.message}`} className="px-3 pb-1 text-caption text-ink-3">
              {notice.severity}: {notice.message}
            </p>
          ))}
          <Given result={result} label={`Result of statement ${index + 1}`} />
        </li>
      ))}
    </ol>
  );
}

function Given({ result, label }: { result: StatementResult; label: string }): ReactNode {
  switch (result.kind) {
    case 'rows':
      return (
        <div className="h-40">
          <ResultGrid columns={result.columns} rows={result.rows} label={label} />
        </div>
      );
    case 'plan':
      return (
        <div className="px-3 pb-2">
          <CodeBlock code={result.text} label={label} />
        </div>
      );
    case 'done':
    case 'error':
      return null;
  }
}
