'use client';

import '../../wire/zod-without-eval.ts';
import { type ReactNode, useState } from 'react';
import type * as Y from 'yjs';
import type { InvestigationView } from '../../../domain/incident/wire.ts';
import { IncidentAnswer, type IncidentParts } from '../../incident/incident-answer.tsx';
import type { IncidentTarget } from '../../incident/incident-types.ts';
import type { PasteFact } from '../../paste/paste-fact.ts';
import { Tabs } from '../../ui/data/tabs.tsx';
import { SplitPane } from '../../ui/layout/split-pane.tsx';
import { keepPageAgain } from '../offline/offline-copy.ts';
import type { QuestionView as Question } from '../workspace/workspace-types.ts';
import { NarrowPrompt } from './narrow-prompt.tsx';

interface IncidentViewProps {
  doc: Y.Doc | null;
  documentId: string;
  question: Extract<Question, { kind: 'incident' }>;
  target: IncidentTarget;
  investigation: InvestigationView | null;
  readOnly: boolean;
  ownTexts: () => readonly string[];
  prompt: ReactNode;
  wide: boolean;
  onPaste?: (fact: PasteFact) => void;
}

const leftLimits = { firstMinPx: 240, secondMinPx: 720 };
const rightLimits = { firstMinPx: 400, secondMinPx: 300 };

/** Problem and evidence, what was opened under the charts, and what is concluded; one at a time behind tabs where there is no room. */
export function IncidentView({ prompt, wide, ...rest }: IncidentViewProps) {
  const [tab, setTab] = useState('prompt');
  const [left, setLeft] = useState('prompt');
  return (
    <IncidentAnswer
      {...rest}
      {...('practice' in rest.target ? {} : { onTaken: () => void keepPageAgain() })}
      onShow={(part) => setTab(part)}
    >
      {(parts) =>
        wide ? (
          <SplitPane
            orientation="columns"
            label="Resize problem and board"
            defaultShare={0.21}
            limits={leftLimits}
            first={
              <Tabs
                label="Problem and evidence"
                className="h-full bg-panel"
                contentClassName="overflow-y-auto"
                value={left}
                onChange={setLeft}
                items={[
                  { value: 'prompt', label: 'Problem', content: prompt },
                  {
                    value: 'evidence',
                    label: 'Evidence',
                    count: openedOf(parts),
                    content: parts.evidence,
                    keepMounted: true,
                  },
                ]}
              />
            }
            second={
              <SplitPane
                orientation="columns"
                label="Resize board and diagnosis"
                defaultShare={0.68}
                limits={rightLimits}
                first={<Board parts={parts} />}
                second={
                  <Tabs
                    label="Act, diagnosis and postmortem"
                    className="h-full bg-panel"
                    contentClassName="overflow-y-auto"
                    items={conclusions(parts)}
                  />
                }
              />
            }
          />
        ) : (
          <div className="flex h-full min-h-0 flex-col bg-panel">
            {parts.problem}
            <Tabs
              label="Problem, evidence, board, act, diagnosis and postmortem"
              className="min-h-0 flex-1"
              contentClassName="overflow-y-auto"
              value={tab}
              onChange={setTab}
              items={[
                {
                  value: 'prompt',
                  label: 'Problem',
                  content: <NarrowPrompt beside="problem, board and diagnosis">{prompt}</NarrowPrompt>,
                },
                { value: 'evidence', label: 'Evidence', count: openedOf(parts), content: parts.evidence },
                { value: 'opened', label: 'Board', content: <Board parts={parts} flat /> },
                ...conclusions(parts),
              ]}
            />
          </div>
        )
      }
    </IncidentAnswer>
  );
}

function openedOf({ counts }: IncidentParts): string {
  return `${counts.opened} of ${counts.cards}`;
}

function conclusions({ actions, diagnosis, postmortem, counts }: IncidentParts) {
  return [
    { value: 'act', label: 'Act', ...(counts.done > 0 ? { count: counts.done } : {}), content: actions },
    { value: 'diagnosis', label: 'Diagnosis', count: `${counts.diagnosed} of 4`, content: diagnosis },
    { value: 'postmortem', label: 'Postmortem', content: postmortem, keepMounted: true },
  ];
}

/**
 * Time and harm, the charts that are free, and below them what was opened. On a high screen the charts stay; on a low one
 * they scroll with the rest, or nothing would be left for what was opened. `flat` scrolls with the page around it.
 */
function Board({ parts, flat = false }: { parts: IncidentParts; flat?: boolean }) {
  return (
    <section
      aria-label="Board"
      className={
        flat
          ? ''
          : 'flex h-full min-h-0 flex-col overflow-y-auto bg-panel [@media(min-height:820px)]:overflow-hidden'
      }
    >
      {parts.spent}
      {!flat && parts.problem}
      {parts.charts}
      <section
        aria-label="Opened evidence"
        className={
          flat
            ? ''
            : '[@media(min-height:820px)]:min-h-0 [@media(min-height:820px)]:flex-1 [@media(min-height:820px)]:overflow-y-auto'
        }
      >
        {parts.opened}
      </section>
    </section>
  );
}
