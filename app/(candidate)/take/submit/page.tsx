import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SubmitDesk } from '../../../../components/take/submit/submit-desk.tsx';
import { readWorkspace } from '../../../../server/attempt/question/read-workspace.ts';
import { readOwnRecord } from '../../../../server/attempt/record/read-own-record.ts';
import { requireCandidatePage } from '../../require-candidate-page.ts';
import { noteAction, submitAction } from './actions.ts';

export const metadata: Metadata = { title: 'Submit' };

export default async function SubmitPage() {
  const principal = await requireCandidatePage();
  const workspace = await readWorkspace(principal);
  if (!workspace) redirect('/take');
  const record = await readOwnRecord(principal);
  return (
    <SubmitDesk
      attemptId={workspace.attemptId}
      sessionHash={workspace.sessionHash}
      positionTitle={workspace.positionTitle}
      team={workspace.team}
      clock={workspace.clock}
      sections={workspace.sections}
      questions={workspace.questions.map(({ number, documentId }) => ({ number, documentId }))}
      rules={workspace.rules}
      declaredAids={record.declaredAids}
      facts={record.facts.map(({ id, at, itemNumber, text, candidateNote }) => ({
        id,
        at: at.toISOString(),
        itemNumber,
        text,
        note: candidateNote,
      }))}
      submit={submitAction}
      note={noteAction}
    />
  );
}
