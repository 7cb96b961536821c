'use client';

import { lazy, type ReactNode, Suspense } from 'react';
import type { Runtime } from '../../../domain/form.ts';
import { useEditLog } from '../../edit-log/edit-log-provider.tsx';
import { useDocument } from '../../edit-log/use-document.ts';
import type { IncidentTarget } from '../../incident/incident-types.ts';
import type { PasteFact } from '../../paste/paste-fact.ts';
import type { SqlTarget } from '../../sql/state/sql-client.ts';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { SplitPane } from '../../ui/layout/split-pane.tsx';
import type { WorldTarget } from '../../world-run/world-client.ts';
import { ownTextsOf } from '../state/use-documents.ts';
import type { WorkspaceQuestion } from '../workspace/workspace-types.ts';
import { loadCodeView, loadDesignView, loadIncidentView, loadSqlView, loadWorldView } from './load-views.ts';
import { PromptPane } from './prompt-pane.tsx';
import type { RunSource } from './use-code-runs.ts';
import { useWide } from './use-wide.ts';
import { WrittenAnswer } from './written-answer.tsx';

const CodeView = lazy(async () => ({ default: (await loadCodeView()).CodeView }));
const WorldView = lazy(async () => ({ default: (await loadWorldView()).WorldView }));
const IncidentView = lazy(async () => ({ default: (await loadIncidentView()).IncidentView }));
const DesignView = lazy(async () => ({ default: (await loadDesignView()).DesignView }));
const SqlView = lazy(async () => ({ default: (await loadSqlView()).SqlView }));

interface QuestionViewProps {
  item: Pick<WorkspaceQuestion, 'documentId' | 'question' | 'investigation'>;
  /** Of this page: their texts are the candidate's own. */
  siblings: readonly WorkspaceQuestion[];
  /** Other texts of hers, and the reference: not on this page. */
  earlierTexts?: () => readonly string[];
  label: string;
  points?: number;
  voided?: boolean;
  runtime: Runtime | null;
  /** The time is over, or the session has ended. */
  closed: boolean;
  source: RunSource;
  /** Whose database an SQL question works on. */
  sqlTarget: SqlTarget;
  /** Whose runs a world question has. */
  worldTarget: WorldTarget;
  /** Whose investigation an incident has. */
  incidentTarget: IncidentTarget;
  /** The prompt, drawn by the server. */
  promptText: ReactNode;
  promptFooter: ReactNode;
  onPaste?: (fact: PasteFact) => void;
  onSubmit?: () => void;
}

const splitLimits = { firstMinPx: 300, secondMinPx: 520 };

/** One question: the prompt beside the answer, or above it, or as tabs, by the width there is. */
export function QuestionView(props: QuestionViewProps) {
  const {
    item,
    siblings,
    earlierTexts,
    label,
    points,
    voided,
    runtime,
    closed,
    source,
    sqlTarget,
    worldTarget,
    incidentTarget,
    promptText,
    promptFooter,
    onPaste,
    onSubmit,
  } = props;
  const { question } = item;
  const wide = useWide();
  const client = useEditLog();
  const { doc, state } = useDocument(item.documentId);
  const readOnly =
    closed || state.kind === 'late' || (state.kind === 'closed' && state.reason !== 'too-large');
  const ownTexts = () => [...ownTextsOf(client, siblings), ...(earlierTexts?.() ?? [])];
  const prompt = (
    <PromptPane
      question={question}
      prompt={promptText}
      label={label}
      {...(points === undefined ? {} : { points })}
      voided={voided ?? false}
      footer={promptFooter}
    />
  );
  if (question.kind === 'code') {
    return (
      <Suspense fallback={<Skeleton className="m-4 h-40" />}>
        <CodeView
          {...{ doc, question, source, readOnly, ownTexts, prompt, runtime, wide }}
          {...(onPaste ? { onPaste } : {})}
          {...(onSubmit ? { onSubmit } : {})}
        />
      </Suspense>
    );
  }
  if (question.kind === 'world') {
    return (
      <Suspense fallback={<Skeleton className="m-4 h-40" />}>
        <WorldView
          {...{ doc, question, readOnly, ownTexts, prompt, wide, runtime }}
          target={worldTarget}
          {...(onPaste ? { onPaste } : {})}
          {...(onSubmit ? { onSubmit } : {})}
        />
      </Suspense>
    );
  }
  if (question.kind === 'sql') {
    return (
      <Suspense fallback={<Skeleton className="m-4 h-40" />}>
        <SqlView
          {...{ doc, question, readOnly, ownTexts, prompt, wide }}
          target={sqlTarget}
          {...(onPaste ? { onPaste } : {})}
          {...(onSubmit ? { onSubmit } : {})}
        />
      </Suspense>
    );
  }
  if (question.kind === 'incident') {
    return (
      <Suspense fallback={<Skeleton className="m-4 h-40" />}>
        <IncidentView
          {...{ doc, question, readOnly, ownTexts, prompt, wide }}
          documentId={item.documentId}
          investigation={item.investigation}
          target={incidentTarget}
          {...(onPaste ? { onPaste } : {})}
        />
      </Suspense>
    );
  }
  if (question.kind === 'design') {
    return (
      <Suspense fallback={<Skeleton className="m-4 h-40" />}>
        <DesignView
          {...{ doc, question, readOnly, ownTexts, prompt, wide }}
          documentId={item.documentId}
          {...(onPaste ? { onPaste } : {})}
        />
      </Suspense>
    );
  }
  const answer = (
    <WrittenAnswer
      doc={doc}
      question={question}
      readOnly={readOnly}
      ownTexts={ownTexts}
      {...(onPaste ? { onPaste } : {})}
    />
  );
  if (!wide) {
    return (
      <div className="h-full overflow-y-auto bg-panel">
        {prompt}
        <section aria-label="Your answer" className="flex flex-col border-t border-line px-4 py-4">
          {answer}
        </section>
      </div>
    );
  }
  return (
    <SplitPane
      orientation="columns"
      label="Resize prompt and answer"
      defaultShare={question.kind === 'choice' ? 0.42 : 0.4}
      limits={splitLimits}
      first={<div className="h-full overflow-y-auto bg-panel">{prompt}</div>}
      second={
        <section aria-label="Your answer" className="flex h-full flex-col overflow-y-auto bg-panel px-5 py-4">
          {answer}
        </section>
      }
    />
  );
}
