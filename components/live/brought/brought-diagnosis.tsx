'use client';

import type { Doc } from 'yjs';
import { answerText, setPick } from '../../../domain/edit-log/answer-layout.ts';
import { useAnswer } from '../../edit-log/use-answer.ts';
import { DiagnosisForm } from '../../incident/diagnosis-form.tsx';
import type { IncidentQuestionView } from '../../incident/incident-types.ts';
import { Notes } from '../room/shared-notes.tsx';

interface BroughtDiagnosisProps {
  doc: Doc;
  documentId: string;
  question: IncidentQuestionView;
  readOnly: boolean;
}

/** The copy of a diagnosis and its postmortem; what was opened for it stands beside them and does not change. */
export function BroughtDiagnosis({ doc, documentId, question, readOnly }: BroughtDiagnosisProps) {
  const answer = useAnswer(doc, 'incident');
  if (answer?.kind !== 'incident') return null;
  return (
    <div className="h-full overflow-y-auto">
      <DiagnosisForm
        {...{ question, answer, readOnly }}
        citing={false}
        onPick={(part, id, picked) => {
          const select = part === 'cause' || part === 'component' ? 'one' : 'many';
          doc.transact(() => setPick(doc, { partId: part, optionId: id, select }, picked));
        }}
      />
      <section aria-label="Postmortem" className="h-80 border-t border-line">
        <Notes label="Postmortem" text={answerText(doc)} {...{ documentId, readOnly }} />
      </section>
    </div>
  );
}
