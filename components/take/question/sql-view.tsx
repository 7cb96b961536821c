'use client';

import '../../wire/zod-without-eval.ts';
import { type ReactNode, useState } from 'react';
import type * as Y from 'yjs';
import type { PasteFact } from '../../paste/paste-fact.ts';
import { SqlAnswer, type SqlParts } from '../../sql/sql-answer.tsx';
import type { SqlTarget } from '../../sql/state/sql-client.ts';
import { Tabs } from '../../ui/data/tabs.tsx';
import { SplitPane } from '../../ui/layout/split-pane.tsx';
import type { QuestionView as Question } from '../workspace/workspace-types.ts';
import { NarrowPrompt } from './narrow-prompt.tsx';
import { useOwnFiles } from './use-own-files.ts';

interface SqlViewProps {
  doc: Y.Doc | null;
  question: Extract<Question, { kind: 'sql' }>;
  target: SqlTarget;
  readOnly: boolean;
  ownTexts: () => readonly string[];
  prompt: ReactNode;
  wide: boolean;
  onPaste?: (fact: PasteFact) => void;
  onSubmit?: () => void;
}

const leftLimits = { firstMinPx: 240, secondMinPx: 620 };
const middleLimits = { firstMinPx: 320, secondMinPx: 260 };
const rowLimits = { firstMinPx: 160, secondMinPx: 120 };

/** Problem and schema, editor over results, plans over checks; one at a time behind tabs where there is no room. */
export function SqlView({ prompt, wide, question, doc, readOnly, ...rest }: SqlViewProps) {
  const own = useOwnFiles(doc, readOnly);
  const [tab, setTab] = useState<string>('prompt');
  const [left, setLeft] = useState('prompt');
  return (
    <SqlAnswer
      {...rest}
      {...{ doc, question, readOnly, own }}
      onShow={(part: keyof SqlParts) => setTab(part)}
    >
      {({ schema, editor, results, plan, checks }) =>
        wide ? (
          <SplitPane
            orientation="columns"
            label="Resize problem and editor"
            defaultShare={0.24}
            limits={leftLimits}
            first={
              <Tabs
                label="Problem and schema"
                className="h-full bg-panel"
                contentClassName="overflow-y-auto"
                value={left}
                onChange={setLeft}
                items={[
                  { value: 'prompt', label: 'Problem', content: prompt },
                  { value: 'schema', label: 'Schema', content: schema, keepMounted: true },
                ]}
              />
            }
            second={
              <SplitPane
                orientation="columns"
                label="Resize editor and plan"
                defaultShare={question.sessions === 2 ? 0.64 : 0.56}
                limits={middleLimits}
                first={
                  <SplitPane
                    orientation="rows"
                    label="Resize editor and results"
                    defaultShare={0.6}
                    limits={rowLimits}
                    first={editor}
                    second={results}
                  />
                }
                second={
                  <SplitPane
                    orientation="rows"
                    label="Resize plan and checks"
                    defaultShare={0.62}
                    limits={rowLimits}
                    first={
                      <section aria-label="Plan" className="flex h-full flex-col bg-panel">
                        <h2 className="flex min-h-9 shrink-0 items-center border-b border-line px-3 text-dense font-semibold">
                          Plan
                        </h2>
                        <div className="min-h-0 flex-1 overflow-y-auto">{plan}</div>
                      </section>
                    }
                    second={checks}
                  />
                }
              />
            }
          />
        ) : (
          <Tabs
            label="Problem, schema, editor, results, plan and checks"
            className="h-full bg-panel"
            contentClassName="overflow-y-auto"
            value={tab}
            onChange={setTab}
            items={[
              {
                value: 'prompt',
                label: 'Problem',
                content: <NarrowPrompt beside="problem, editor, results and plan">{prompt}</NarrowPrompt>,
              },
              { value: 'schema', label: 'Schema', content: schema, keepMounted: true },
              { value: 'editor', label: 'Editor', content: editor, keepMounted: true },
              { value: 'results', label: 'Results', content: results, keepMounted: true },
              { value: 'plan', label: 'Plan', content: plan },
              { value: 'checks', label: 'Checks', content: checks },
            ]}
          />
        )
      }
    </SqlAnswer>
  );
}
