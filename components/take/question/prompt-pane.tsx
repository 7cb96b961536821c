import type { ReactNode } from 'react';
import { kindNames } from '../../../domain/kind.ts';
import { Badge } from '../../ui/data/badge.tsx';
import { InvariantList } from '../../world-run/invariant-list.tsx';
import type { QuestionView } from '../workspace/workspace-types.ts';

interface PromptPaneProps {
  question: QuestionView;
  /** The prompt, drawn by the server: the page needs no Markdown reader of its own. */
  prompt: ReactNode;
  /** "Question 6", or "Practice". */
  label: string;
  points?: number;
  voided?: boolean;
  /** At the end: report a problem, rules. */
  footer?: ReactNode;
}

/** What the candidate reads: the task, what it is worth, how it is scored. */
export function PromptPane({ question, prompt, label, points, voided = false, footer }: PromptPaneProps) {
  return (
    <article className="px-4 py-3.5">
      <div className="mb-2 flex flex-wrap items-center gap-1.5">
        <Badge>{kindNames[question.kind].toLowerCase()}</Badge>
        {points !== undefined && <Badge>{points === 1 ? '1 point' : `${points} points`}</Badge>}
        <Badge>{question.minutes} min suggested</Badge>
      </div>
      <h1 className="text-question">
        <span className="sr-only">{label}: </span>
        {question.title}
      </h1>
      {voided && (
        <p className="mt-2 border-l-2 border-warn-line pl-2.5 text-warn">
          Staff have taken this question out of your assessment. It is not scored; you can pass over it.
        </p>
      )}
      <div className="mt-2">{prompt}</div>
      {(question.kind === 'code' || question.kind === 'sql') && question.visibleChecks.length > 0 && (
        <section className="mt-5">
          <h2 className="text-dense font-semibold">
            Visible checks, run on every press of {question.kind === 'sql' ? 'Check' : 'Run'}
          </h2>
          <ul className="mt-1 border-t border-line">
            {question.visibleChecks.map((check) => (
              <li
                key={check.name}
                className="flex items-baseline justify-between gap-3 border-b border-line py-1 text-dense"
              >
                <span className="min-w-0">{check.title}</span>
                <span className="numeric shrink-0 text-caption text-ink-3">{check.sharePercent} %</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {question.kind === 'world' && <InvariantList invariants={question.invariants} />}
      <section className="mt-5">
        <h2 className="text-dense font-semibold">How it is scored</h2>
        <ul className="mt-1 flex max-w-prose flex-col gap-0.5 text-caption text-ink-2">
          {question.scoring.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
      {footer && (
        <div className="mt-5 flex flex-wrap items-center gap-2 border-t border-line pt-3">{footer}</div>
      )}
    </article>
  );
}
