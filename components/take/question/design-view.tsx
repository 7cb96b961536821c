'use client';

import { type ReactNode, useState } from 'react';
import type * as Y from 'yjs';
import { DesignAnswer } from '../../design/design-answer.tsx';
import type { PasteFact } from '../../paste/paste-fact.ts';
import { Badge } from '../../ui/data/badge.tsx';
import { Tabs } from '../../ui/data/tabs.tsx';
import type { QuestionView as Question } from '../workspace/workspace-types.ts';
import { NarrowPrompt } from './narrow-prompt.tsx';

interface DesignViewProps {
  doc: Y.Doc | null;
  documentId: string;
  question: Extract<Question, { kind: 'design' }>;
  readOnly: boolean;
  ownTexts: () => readonly string[];
  prompt: ReactNode;
  wide: boolean;
  onPaste?: (fact: PasteFact) => void;
}

/** Brief, canvas with its results, and the decision note; on a narrow page drawing and results are tabs of their own. */
export function DesignView({ prompt, wide, ...rest }: DesignViewProps) {
  const [tab, setTab] = useState('brief');
  return (
    <DesignAnswer {...rest} wide={wide} onShow={() => setTab(wide ? 'canvas' : 'results')}>
      {({ simulate, tables, board, drawing, results, note, verdict }) =>
        wide ? (
          <Tabs
            label="Brief, canvas and decision note"
            className="h-full bg-panel"
            contentClassName="overflow-y-auto"
            value={tab === 'brief' || tab === 'note' ? tab : 'canvas'}
            onChange={setTab}
            trailing={
              <>
                <span className="hidden min-w-0 truncate text-dense text-ink-2 xl:inline">
                  {rest.question.title}
                </span>
                <Badge>design</Badge>
                {verdict}
                {simulate}
              </>
            }
            items={[
              {
                value: 'brief',
                label: 'Brief',
                content: (
                  <div className="grid grid-cols-[minmax(22rem,2fr)_minmax(0,3fr)]">
                    <div>{prompt}</div>
                    <div className="min-w-0 border-l border-line px-4 py-3.5">{tables}</div>
                  </div>
                ),
              },
              { value: 'canvas', label: 'Canvas', content: board },
              { value: 'note', label: 'Decision note', content: note },
            ]}
          />
        ) : (
          <div className="flex h-full min-h-0 flex-col bg-panel">
            <div className="flex shrink-0 items-center justify-end gap-2 border-b border-line px-3 py-1">
              {verdict}
              {simulate}
            </div>
            <Tabs
              label="Brief, drawing, results and note"
              className="min-h-0 flex-1"
              contentClassName="overflow-y-auto"
              value={tab === 'canvas' ? 'drawing' : tab}
              onChange={setTab}
              items={[
                {
                  value: 'brief',
                  label: 'Brief',
                  content: (
                    <NarrowPrompt beside="drawing, settings and results">
                      {prompt}
                      <div className="border-t border-line px-4 py-3.5">{tables}</div>
                    </NarrowPrompt>
                  ),
                },
                { value: 'drawing', label: 'Drawing', content: drawing },
                { value: 'results', label: 'Results', content: results },
                { value: 'note', label: 'Note', content: note },
              ]}
            />
          </div>
        )
      }
    </DesignAnswer>
  );
}
