'use client';

import { Play } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type * as Y from 'yjs';
import { readDesign } from '../../domain/design/design-document.ts';
import { answerText } from '../../domain/edit-log/answer-layout.ts';
import { InlineMarkdown } from '../markdown/inline-markdown.tsx';
import { MarkdownEditor } from '../markdown/markdown-editor.tsx';
import type { PasteFact } from '../paste/paste-fact.ts';
import { useSharedText } from '../shared-text/use-shared-text.ts';
import { Button } from '../ui/button/button.tsx';
import { Skeleton } from '../ui/feedback/skeleton.tsx';
import { Kbd } from '../ui/keyboard/kbd.tsx';
import { useShortcuts } from '../ui/keyboard/use-shortcuts.ts';
import { ScenarioTables } from './brief/scenario-tables.tsx';
import { DesignBoard } from './design-board.tsx';
import type { DesignQuestionView } from './design-types.ts';
import { OutcomePanel, Verdict } from './results/outcome-panel.tsx';
import { simulationOf } from './run/simulation.ts';
import { useSimulatedDesign } from './run/use-simulated-design.ts';
import { useDesign, useDesignHistory } from './use-design.ts';

export interface DesignParts {
  /** The button that starts a run, with its key. */
  simulate: ReactNode;
  /** What of the scenario the prompt does not say in words. */
  tables: ReactNode;
  /** Drawing, settings, results, as they stand side by side. */
  board: ReactNode;
  /** The same for a page that shows one at a time. */
  drawing: ReactNode;
  results: ReactNode;
  note: ReactNode;
  /** "2 of 6 missed", once something has run. */
  verdict: ReactNode;
}

export interface DesignAnswerProps {
  doc: Y.Doc | null;
  documentId: string;
  question: DesignQuestionView;
  readOnly: boolean;
  ownTexts?: () => readonly string[];
  onPaste?: (fact: PasteFact) => void;
  /** A run began: where there are tabs, show it. */
  onShow: (part: 'results') => void;
  wide: boolean;
  /** Begins as a list rather than as a picture; by default where there is little room. */
  asListFirst?: boolean;
  /** Why nothing may be run now; absent where it may. */
  locked?: string | undefined;
  children: (parts: DesignParts) => ReactNode;
}

/** Everything of a design but where it stands on the page. */
export function DesignAnswer({ doc, ...props }: DesignAnswerProps) {
  if (!doc) return <Skeleton className="m-4 h-40" />;
  return <OpenDesign doc={doc} {...props} />;
}

function OpenDesign({
  doc,
  documentId,
  question,
  readOnly,
  onShow,
  wide,
  asListFirst = !wide,
  locked,
  children,
  ...rest
}: DesignAnswerProps & { doc: Y.Doc }) {
  const design = useDesign(doc);
  const history = useDesignHistory(doc);
  const run = useSimulatedDesign(simulationOf(documentId), question, design);
  const [asList, setAsList] = useState(asListFirst);
  const simulate = () => {
    if (run.state.running || locked) return;
    onShow('results');
    // Read from the document: a field that the same key press has just left is in it, and not yet drawn here.
    run.simulate(readDesign(doc));
  };
  useShortcuts([{ keys: 'mod+enter', label: 'Simulate', group: 'Question', run: simulate }]);
  const { result } = run.state;
  const board = {
    question,
    design,
    history,
    run,
    asList,
    onAsList: setAsList,
    onSimulate: simulate,
    locked,
  } as const;
  const editable = readOnly ? null : doc;
  return children({
    simulate: (
      <Button
        variant="primary"
        size="small"
        className="gap-1.5"
        pending={run.state.running !== null}
        disabledReason={locked}
        onClick={simulate}
      >
        <Play size={12} strokeWidth={1.75} aria-hidden />
        {run.state.running ? 'Simulating' : 'Simulate'}
        <Kbd keys="mod+enter" />
      </Button>
    ),
    tables: <ScenarioTables question={question} />,
    board: <DesignBoard {...board} doc={editable} show="all" />,
    drawing: <DesignBoard {...board} doc={editable} show="drawing" />,
    results: <DesignBoard {...board} doc={editable} show="results" />,
    note: (
      <div className={wide ? 'grid h-full grid-cols-[minmax(0,1fr)_300px]' : ''}>
        <div className="flex min-h-0 min-w-0 flex-col">
          <p className="max-w-prose px-4 py-2.5 text-ui">
            <InlineMarkdown text={question.note} />
          </p>
          <Note text={answerText(doc)} readOnly={readOnly} {...rest} />
        </div>
        {wide && (
          <OutcomePanel
            {...{ question, design, result }}
            problems={run.problems}
            stale={run.stale}
            shown={run.shown}
            onSelect={run.setSelected}
            className="border-l border-line"
          />
        )}
      </div>
    ),
    verdict: result && <Verdict objectives={question.objectives} results={result.objectives} />,
  });
}

function Note({
  text,
  readOnly,
  ...rest
}: { text: Y.Text; readOnly: boolean } & Pick<DesignAnswerProps, 'ownTexts' | 'onPaste'>) {
  const [value, write] = useSharedText(text);
  return (
    <MarkdownEditor
      label="Decision note"
      value={value}
      onChange={write}
      placeholder="What limits this system, what it refuses first, what is lost when something fails, and what you chose against."
      readOnly={readOnly}
      {...(rest.ownTexts ? { ownTexts: rest.ownTexts } : {})}
      {...(rest.onPaste ? { onPaste: rest.onPaste } : {})}
      className="min-h-80 flex-1 border-x-0 border-b-0"
    />
  );
}
