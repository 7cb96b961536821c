'use client';

import { Play } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import type { Doc } from 'yjs';
import { answerText } from '../../../domain/edit-log/answer-layout.ts';
import type { BroughtInRoom } from '../../../domain/live/room.ts';
import type { CodeEditorHandle } from '../../code-editor/code-editor.tsx';
import { useDocument } from '../../edit-log/use-document.ts';
import { useWide } from '../../take/question/use-wide.ts';
import { WrittenAnswer } from '../../take/question/written-answer.tsx';
import type { QuestionView } from '../../take/workspace/workspace-types.ts';
import { Button } from '../../ui/button/button.tsx';
import { Tabs } from '../../ui/data/tabs.tsx';
import { Banner } from '../../ui/feedback/banner.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Kbd } from '../../ui/keyboard/kbd.tsx';
import { SplitPane } from '../../ui/layout/split-pane.tsx';
import { Notes } from '../room/shared-notes.tsx';
import { useRuns } from '../room/use-runs.ts';
import { BroughtDesign } from './brought-design.tsx';
import { BroughtDiagnosis } from './brought-diagnosis.tsx';
import { BroughtFiles } from './brought-files.tsx';
import { BroughtHead } from './brought-head.tsx';
import { BroughtResults } from './brought-results.tsx';
import { runWords } from './copy-program.ts';
import { CopyRun } from './copy-run.tsx';
import { readCopyRuns } from './read-brought.ts';
import { RunChoice } from './run-choice.tsx';

interface BroughtAnswerProps {
  brought: BroughtInRoom<QuestionView & { prompt: string }>;
  readOnly: boolean;
  /** `/api/live` or `/api/live/<attempt>`. */
  base: string;
}

const parts = { firstMinPx: 120, secondMinPx: 110 };

/**
 * An earlier answer as a copy that all write in and run, with its prompt, what the run showed at which it was opened, and
 * what the copy's own runs show.
 */
export function BroughtAnswer({ brought, readOnly, base }: BroughtAnswerProps) {
  const { number, title, run, question, documentId } = brought;
  const url = `${base}/brought/${number}`;
  const { doc } = useDocument(documentId);
  const editor = useRef<CodeEditorHandle>(null);
  const wide = useWide();
  const world = question.kind === 'world';
  const [tab, setTab] = useState<string>(world && run !== null ? 'results' : 'copy');
  const own = useRuns({
    ...{ url: `${url}/run`, documentId, counts: brought.runs, read: readCopyRuns },
  });
  const [chosen, setChosen] = useState<number | 'original' | 'newest'>('newest');
  const shown =
    chosen === 'original' ? null : (own.runs.find((one) => one.number === chosen) ?? own.runs[0] ?? null);
  const words = readOnly ? null : runWords(question);
  const busy = own.pressed || own.runs[0]?.state.kind === 'running';
  const press = () => {
    if (!words || busy) return;
    setChosen('newest');
    setTab('results');
    void own.run({});
  };
  const onOpenPlace = (path: string, line: number, column: number | null) => {
    setTab('copy');
    editor.current?.reveal(path, line, column);
  };
  const invariants = world ? question.invariants : noInvariants;
  const copy = doc ? (
    <Copy
      {...{ doc, question, documentId, readOnly, editor }}
      onRun={words && press}
      runButton={
        words && (
          <Button variant="primary" size="small" pending={busy} onClick={press} className="gap-1.5">
            <Play size={12} strokeWidth={1.75} aria-hidden />
            {busy ? words.running : words.run}
            <Kbd keys="mod+enter" />
          </Button>
        )
      }
    />
  ) : (
    <Skeleton className="m-3 h-24" />
  );
  // An incident has no runs; what was opened for it is what its copy is read beside.
  const incident = question.kind === 'incident' ? question : null;
  const hasResults = incident !== null || run !== null || words !== null || own.runs.length > 0;
  const results = (
    <div className="flex h-full min-h-0 flex-col">
      {own.problem !== null && shown?.state.kind !== 'failed' && (
        <Banner live tone="fail" title={own.problem} className="m-2" />
      )}
      <div className="min-h-0 flex-1">
        {shown ? (
          <CopyRun run={shown} {...{ url, invariants, onOpenPlace }} />
        ) : incident ? (
          <BroughtResults
            {...{ url, invariants, incident, onOpenPlace }}
            label="What was opened and done"
            heading="Investigation"
          />
        ) : run === null ? (
          <EmptyState>The copy was not run yet. Everybody in the session sees what a run shows.</EmptyState>
        ) : (
          <BroughtResults
            {...{ url, invariants, onOpenPlace }}
            label={`Results of run ${run}`}
            heading={own.runs.length > 0 ? `Run ${run} of the original` : `Run ${run}`}
          />
        )}
      </div>
    </div>
  );
  return (
    <section aria-label={`Earlier answer: ${title}`} className="flex h-full min-h-0 flex-col">
      <BroughtHead run={run} prompt={question.prompt}>
        {own.runs.length > 0 && (
          <RunChoice
            original={run}
            runs={own.runs}
            shown={shown?.number ?? null}
            onChoose={(one) => {
              setChosen(one ?? 'original');
              setTab('results');
            }}
          />
        )}
      </BroughtHead>
      <div className="min-h-0 flex-1">
        {!hasResults ? (
          copy
        ) : wide ? (
          <SplitPane
            orientation="rows"
            label="Resize copy and results"
            // A time line needs its height: what cannot be seen whole is not stepped through.
            defaultShare={world ? 0.36 : 0.5}
            limits={parts}
            first={copy}
            second={results}
          />
        ) : (
          <Tabs
            label="Copy and results"
            className="h-full"
            value={tab}
            onChange={setTab}
            items={[
              { value: 'copy', label: 'Copy', content: copy, keepMounted: true },
              { value: 'results', label: 'Results', content: results, keepMounted: true },
            ]}
          />
        )}
      </div>
    </section>
  );
}

interface CopyProps {
  doc: Doc;
  question: QuestionView;
  documentId: string;
  readOnly: boolean;
  editor: Parameters<typeof BroughtFiles>[0]['editor'];
  onRun: (() => void) | null;
  runButton: ReactNode;
}

function Copy({ question, ...rest }: CopyProps): ReactNode {
  const { doc, documentId, readOnly } = rest;
  switch (question.kind) {
    case 'code':
    case 'world':
      return <BroughtFiles {...rest} given={question.given} />;
    case 'sql':
      return <BroughtFiles {...rest} given={noneGiven} />;
    case 'incident':
      return <BroughtDiagnosis {...{ doc, documentId, question, readOnly }} />;
    case 'design':
      return <BroughtDesign {...{ doc, documentId, question, readOnly }} />;
    case 'discussion':
      return <Notes label="Earlier answer" text={answerText(doc)} {...{ documentId, readOnly }} />;
    case 'choice':
    case 'estimate':
      return (
        <div className="h-full overflow-y-auto p-3.5">
          <WrittenAnswer {...{ doc, question, readOnly }} />
        </div>
      );
  }
}

const noneGiven: readonly [] = [];
const noInvariants: readonly [] = [];
