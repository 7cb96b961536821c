'use client';

import '../../wire/zod-without-eval.ts';
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import type * as Y from 'yjs';
import type { Runtime } from '../../../domain/form.ts';
import type { PasteFact } from '../../paste/paste-fact.ts';
import { Tabs } from '../../ui/data/tabs.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { SplitPane } from '../../ui/layout/split-pane.tsx';
import { WorldAnswer } from '../../world-run/world-answer.tsx';
import type { WorldTarget } from '../../world-run/world-client.ts';
import type { QuestionView as Question } from '../workspace/workspace-types.ts';
import { guestGlobals } from './guest-globals.ts';
import { loadReference } from './load-views.ts';
import { NarrowPrompt } from './narrow-prompt.tsx';
import { useOwnFiles } from './use-own-files.ts';

const TypeScriptReference = lazy(async () => ({ default: (await loadReference()).TypeScriptReference }));

interface WorldViewProps {
  doc: Y.Doc | null;
  question: Extract<Question, { kind: 'world' }>;
  target: WorldTarget;
  readOnly: boolean;
  ownTexts: () => readonly string[];
  prompt: ReactNode;
  runtime: Runtime | null;
  wide: boolean;
  onPaste?: (fact: PasteFact) => void;
  onSubmit?: () => void;
}

const splitLimits = { firstMinPx: 280, secondMinPx: 520 };
const resultsLimits = { firstMinPx: 160, secondMinPx: 200 };

/** Problem, editor and the seeds of a world; one at a time behind tabs where there is no room. */
export function WorldView({ doc, question, prompt, runtime, wide, readOnly, ...rest }: WorldViewProps) {
  const [tab, setTab] = useState<string>('prompt');
  const own = useOwnFiles(doc, readOnly);
  // A program may import the API's types or use them as they are: both are the same declarations.
  const libs = useMemo(
    () => [
      guestGlobals,
      ...question.given.map(({ path, text }) => ({
        path: `global-${path}`,
        text: text.replace(/^export /gmu, ''),
      })),
    ],
    [question.given],
  );
  const reference = (
    <Suspense fallback={<Skeleton className="m-4 h-40" />}>
      <TypeScriptReference runtime={runtime} />
    </Suspense>
  );
  return (
    <WorldAnswer {...rest} {...{ doc, own, question, readOnly, libs }} onShow={setTab}>
      {({ editor, results }) =>
        wide ? (
          <SplitPane
            orientation="columns"
            label="Resize problem and editor"
            defaultShare={0.26}
            limits={splitLimits}
            first={
              <Tabs
                label="Problem and reference"
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
                defaultShare={0.5}
                limits={resultsLimits}
                first={editor}
                second={results}
              />
            }
          />
        ) : (
          <Tabs
            label="Problem, editor and results"
            className="h-full bg-panel"
            contentClassName="overflow-y-auto"
            value={tab}
            onChange={setTab}
            items={[
              {
                value: 'prompt',
                label: 'Problem',
                content: <NarrowPrompt beside="problem, editor and results">{prompt}</NarrowPrompt>,
              },
              { value: 'editor', label: 'Editor', content: editor, keepMounted: true },
              { value: 'results', label: 'Results', content: results, keepMounted: true },
              { value: 'reference', label: 'TypeScript', content: reference },
            ]}
          />
        )
      }
    </WorldAnswer>
  );
}
