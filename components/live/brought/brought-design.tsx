'use client';

import { useState } from 'react';
import type { Doc } from 'yjs';
import { answerText } from '../../../domain/edit-log/answer-layout.ts';
import { DesignAnswer } from '../../design/design-answer.tsx';
import type { DesignQuestionView } from '../../design/design-types.ts';
import { Tabs } from '../../ui/data/tabs.tsx';
import { Notes } from '../room/shared-notes.tsx';

interface BroughtDesignProps {
  doc: Doc;
  documentId: string;
  question: DesignQuestionView;
  readOnly: boolean;
}

/** The copy of a drawing and its decision note: both sides change it, and each runs it for itself. */
export function BroughtDesign({ doc, documentId, question, readOnly }: BroughtDesignProps) {
  const [tab, setTab] = useState('drawing');
  return (
    <DesignAnswer {...{ doc, documentId, question, readOnly }} wide onShow={() => setTab('drawing')}>
      {({ board, simulate, verdict }) => (
        <Tabs
          label="Drawing and decision note"
          className="h-full bg-panel"
          contentClassName="overflow-y-auto"
          value={tab}
          onChange={setTab}
          trailing={
            <>
              {verdict}
              {simulate}
            </>
          }
          items={[
            { value: 'drawing', label: 'Drawing', content: board },
            {
              value: 'note',
              label: 'Decision note',
              content: <Notes label="Decision note" text={answerText(doc)} {...{ documentId, readOnly }} />,
            },
          ]}
        />
      )}
    </DesignAnswer>
  );
}
