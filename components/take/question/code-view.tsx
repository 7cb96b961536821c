'use client';

import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { Runtime } from '../../../domain/form.ts';
import type { PasteFact } from '../../paste/paste-fact.ts';
import { Tabs } from '../../ui/data/tabs.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { SplitPane } from '../../ui/layout/split-pane.tsx';
import type { QuestionView as Question } from '../workspace/workspace-types.ts';
import { CodeAnswer } from './code-answer.tsx';
import { loadReference } from './load-views.ts';
import { NarrowPrompt } from './narrow-prompt.tsx';
import type { RunSource } from './use-code-runs.ts';

const TypeScriptReference = lazy(async () => ({ default: (await loadReference()).TypeScriptReference }));

const splitLimits = { firstMinPx: 300, secondMinPx: 520 };
const resultsLimits = { firstMinPx: 180, secondMinPx: 120 };

interface CodeViewProps {
  doc: Parameters<typeof CodeAnswer>[0]['doc'];
  question: Extract<Question, { kind: 'code' }>;
  source: RunSource;
  readOnly: boolean;
  ownTexts: () => readonly string[];
  prompt: ReactNode;
  runtime: Runtime | null;
  wide: boolean;
  onPaste?: (fact: PasteFact) => void;
  onSubmit?: () => void;
}

/** The problem, the editor and the results of a code question; loaded when one is in the section. */
export function CodeView({ prompt, runtime, wide, ...code }: CodeViewProps) {
  const [tab, setTab] = useState('prompt');
  const reference = (
    <Suspense fallback={<Skeleton className="m-4 h-40" />}>
      <TypeScriptReference runtime={runtime} />
    </Suspense>
  );
  return (
    <CodeAnswer {...code} onRunBegins={() => setTab('results')} onOpenEditor={() => setTab('editor')}>
      {({ editor, results }) =>
        wide ? (
          <SplitPane
            orientation="columns"
            label="Resize prompt and editor"
            defaultShare={0.3}
            limits={splitLimits}
            first={
              <Tabs
                label="Prompt and reference"
                className="h-full bg-panel"
                contentClassName="overflow-y-auto"
                items={[
                  { value: 'prompt', label: 'Problem', content: prompt },
                  { value: 'reference', label: 'TypeScript', content: reference },
                ]}
              />
            }
            second={
              <SplitPane
                orientation="rows"
                label="Resize editor and results"
                defaultShare={0.64}
                limits={resultsLimits}
                first={editor}
                second={results}
              />
            }
          />
        ) : (
          <Tabs
            label="Prompt, editor and results"
            className="h-full bg-panel"
            contentClassName="overflow-y-auto"
            value={tab}
            onChange={setTab}
            items={[
              {
                value: 'prompt',
                label: 'Problem',
                content: <NarrowPrompt beside="prompt, editor and results">{prompt}</NarrowPrompt>,
              },
              { value: 'editor', label: 'Editor', content: editor, keepMounted: true },
              { value: 'results', label: 'Results', content: results, keepMounted: true },
              { value: 'reference', label: 'TypeScript', content: reference },
            ]}
          />
        )
      }
    </CodeAnswer>
  );
}
