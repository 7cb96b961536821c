'use client';

import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId, useRef, useState } from 'react';
import type { Doc } from 'yjs';
import { answerText } from '../../../domain/edit-log/answer-layout.ts';
import type { BroughtInRoom } from '../../../domain/live/room.ts';
import type { CodeEditorHandle } from '../../code-editor/code-editor.tsx';
import { useDocument } from '../../edit-log/use-document.ts';
import { MarkdownPreview } from '../../markdown/markdown-preview.tsx';
import { useWide } from '../../take/question/use-wide.ts';
import { WrittenAnswer } from '../../take/question/written-answer.tsx';
import type { QuestionView } from '../../take/workspace/workspace-types.ts';
import { Button } from '../../ui/button/button.tsx';
import { cn } from '../../ui/class-names.ts';
import { Tabs } from '../../ui/data/tabs.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { SplitPane } from '../../ui/layout/split-pane.tsx';
import { Notes } from '../room/shared-notes.tsx';
import { BroughtFiles } from './brought-files.tsx';
import { BroughtResults } from './brought-results.tsx';

interface BroughtAnswerProps {
  brought: BroughtInRoom<QuestionView & { prompt: string }>;
  readOnly: boolean;
  /** `/api/live` or `/api/live/<attempt>`. */
  base: string;
}

const parts = { firstMinPx: 120, secondMinPx: 110 };

/** An earlier answer as a copy that all write in, with its prompt and what the run showed at which it was opened. */
export function BroughtAnswer({ brought, readOnly, base }: BroughtAnswerProps) {
  const { number, title, run, question, documentId } = brought;
  const { doc } = useDocument(documentId);
  const editor = useRef<CodeEditorHandle>(null);
  const wide = useWide();
  const world = question.kind === 'world';
  const [tab, setTab] = useState<string>(world ? 'results' : 'copy');
  const copy = doc ? (
    <Copy doc={doc} {...{ question, documentId, readOnly, editor }} />
  ) : (
    <Skeleton className="m-3 h-24" />
  );
  const results =
    run === null ? null : (
      <BroughtResults
        url={`${base}/brought/${number}`}
        run={run}
        invariants={question.kind === 'world' ? question.invariants : []}
        onOpenPlace={(path, line, column) => {
          setTab('copy');
          editor.current?.reveal(path, line, column);
        }}
      />
    );
  return (
    <section aria-label={`Earlier answer: ${title}`} className="flex h-full min-h-0 flex-col">
      <Head run={run} prompt={question.prompt} />
      <div className="min-h-0 flex-1">
        {results === null ? (
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

/** What this is, said plainly, and the prompt behind a button. */
function Head({ run, prompt }: { run: number | null; prompt: string }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1">
        <Button
          size="small"
          variant="ghost"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          <ChevronRight size={12} strokeWidth={1.75} aria-hidden className={cn(open && 'rotate-90')} />
          Prompt
        </Button>
        <p className="text-dense text-ink-2">
          <span className="font-medium text-ink">A copy: the original stays as it was.</span>{' '}
          {run === null ? 'Opened as it was submitted.' : `Opened at run ${run}.`}
        </p>
      </div>
      <section
        id={id}
        hidden={!open}
        aria-label="Prompt of the earlier answer"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must take focus to be scrolled by keyboard.
        tabIndex={0}
        className="max-h-[45%] shrink-0 overflow-y-auto border-b border-line bg-sunken px-3.5 py-3"
      >
        {open && <MarkdownPreview text={prompt} />}
      </section>
    </>
  );
}

interface CopyProps {
  doc: Doc;
  question: QuestionView;
  documentId: string;
  readOnly: boolean;
  editor: Parameters<typeof BroughtFiles>[0]['editor'];
}

function Copy({ doc, question, documentId, readOnly, editor }: CopyProps): ReactNode {
  switch (question.kind) {
    case 'code':
    case 'world':
      return <BroughtFiles {...{ doc, documentId, readOnly, editor }} given={question.given} />;
    case 'sql':
      return <BroughtFiles {...{ doc, documentId, readOnly, editor }} given={noneGiven} />;
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
