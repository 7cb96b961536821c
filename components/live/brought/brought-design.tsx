'use client';

import type { Doc } from 'yjs';
import { answerText } from '../../../domain/edit-log/answer-layout.ts';
import { DrawingText } from '../../design/drawing-text.tsx';
import { useAnswer } from '../../edit-log/use-answer.ts';
import { Notes } from '../room/shared-notes.tsx';

interface BroughtDesignProps {
  doc: Doc;
  documentId: string;
  readOnly: boolean;
}

/** The copy of a drawing and its decision note. */
export function BroughtDesign({ doc, documentId, readOnly }: BroughtDesignProps) {
  const answer = useAnswer(doc, 'design');
  if (answer?.kind !== 'design') return null;
  return (
    <div className="h-full overflow-y-auto">
      <section aria-label="Drawing" className="p-3.5">
        <DrawingText design={answer.design} />
      </section>
      <section aria-label="Decision note" className="h-80 border-t border-line">
        <Notes label="Decision note" text={answerText(doc)} {...{ documentId, readOnly }} />
      </section>
    </div>
  );
}
