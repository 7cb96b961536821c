'use client';

import { useState } from 'react';
import type * as Y from 'yjs';
import { DesignAnswer } from '../../design/design-answer.tsx';
import type { QuestionView } from '../../take/workspace/workspace-types.ts';
import { Tabs } from '../../ui/data/tabs.tsx';

interface SharedDesignProps {
  doc: Y.Doc;
  documentId: string;
  question: Extract<QuestionView, { kind: 'design' }>;
  /** The lead has opened the simulator. */
  mayRun: boolean;
  readOnly: boolean;
}

/** A design that both sides draw. Each runs it in the own browser: the same drawing gives the same run. */
export function SharedDesign({ mayRun, ...props }: SharedDesignProps) {
  const [tab, setTab] = useState('drawing');
  return (
    <DesignAnswer
      {...props}
      wide={false}
      asListFirst={false}
      locked={mayRun ? undefined : 'Opened by the lead, once you have said what will be the bottleneck.'}
      onShow={() => setTab('results')}
    >
      {({ simulate, tables, drawing, results, note, verdict }) => (
        <div className="flex h-full min-h-0 flex-col">
          <div className="flex min-h-9 shrink-0 flex-wrap items-center justify-end gap-2 border-b border-line px-3 py-1">
            {verdict}
            {simulate}
          </div>
          <Tabs
            label="The design"
            className="min-h-0 flex-1"
            contentClassName="overflow-y-auto"
            value={tab}
            onChange={setTab}
            items={[
              { value: 'drawing', label: 'Drawing', content: drawing },
              { value: 'results', label: 'Results', content: results },
              { value: 'note', label: 'Decision note', content: note },
              { value: 'facts', label: 'Facts', content: <div className="px-4 py-3.5">{tables}</div> },
            ]}
          />
        </div>
      )}
    </DesignAnswer>
  );
}
