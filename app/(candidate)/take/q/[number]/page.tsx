import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Markdown } from '../../../../../components/markdown/markdown.tsx';
import { beforeQuestions } from '../../../../../components/take/offline/load-question-files.ts';
import { QuestionFiles } from '../../../../../components/take/offline/question-files.tsx';
import { Workspace } from '../../../../../components/take/workspace/workspace.tsx';
import { readWorkspace } from '../../../../../server/attempt/question/read-workspace.ts';
import { requireCandidatePage } from '../../../require-candidate-page.ts';
import { enterSectionAction, leaveSectionAction, reportProblemAction } from '../../actions.ts';

export const metadata: Metadata = { title: 'Assessment' };

/**
 * The open section as one page: steps between its questions change only the address, so they work without a network.
 * The number in the address only says where to begin.
 */
export default async function QuestionPage({ params }: { params: Promise<{ number: string }> }) {
  const number = Number((await params).number);
  const workspace = await readWorkspace(await requireCandidatePage());
  if (!workspace && number === beforeQuestions) return <QuestionFiles parts={[Workspace]} />;
  if (!workspace) redirect('/take');
  const { questions, ...rest } = workspace;
  return (
    <Workspace
      data={{ ...rest, questions: questions.map(withoutPrompt) }}
      prompts={Object.fromEntries(
        questions.map(({ number: key, question }) => [
          key,
          <Markdown key={key} text={question.prompt} headingOffset={1} />,
        ]),
      )}
      number={number}
      actions={{
        enterSection: enterSectionAction,
        leaveSection: leaveSectionAction,
        reportProblem: reportProblemAction,
      }}
    />
  );
}

/** The prompt travels drawn, not as text too. */
function withoutPrompt<T extends { question: { prompt: string } }>(item: T) {
  const { prompt: _drawn, ...question } = item.question;
  return { ...item, question };
}
