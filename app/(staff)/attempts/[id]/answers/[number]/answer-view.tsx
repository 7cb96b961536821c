'use client';

import { ChoiceAnswer } from '../../../../../../components/answers/choice-answer.tsx';
import { EstimateAnswer } from '../../../../../../components/answers/estimate-answer.tsx';
import { DesignRecord } from '../../../../../../components/design/design-record.tsx';
import {
  DiagnosisRecord,
  InvestigationSteps,
} from '../../../../../../components/incident/investigation-record.tsx';
import { CodeBlock } from '../../../../../../components/markdown/code-block.tsx';
import { Markdown } from '../../../../../../components/markdown/markdown.tsx';
import { EmptyState } from '../../../../../../components/ui/feedback/empty-state.tsx';
import type { AnswerContent } from '../../../../../../domain/answer.ts';
import type { AnswerAt } from '../../../../../../server/report/read-answer-at.ts';

const nothing = () => {};

/** An answer to read, in the form in which it was given. */
export function AnswerView({
  question,
  answer,
  investigation = null,
}: {
  question: AnswerAt['question'];
  answer: AnswerContent;
  /** Of an incident: what was opened and done. Where it is played, the marks of the time line say so. */
  investigation?: AnswerAt['investigation'];
}) {
  if (question.kind === 'choice' && answer.kind === 'choice') {
    return <ChoiceAnswer parts={question.parts} value={answer.picks} onChange={nothing} readOnly />;
  }
  if (question.kind === 'estimate' && answer.kind === 'estimate') {
    return (
      <EstimateAnswer
        parts={question.parts}
        values={answer.values}
        onChange={nothing}
        reasoning={answer.reasoning}
        onReasoningChange={nothing}
        readOnly
      />
    );
  }
  if (answer.kind === 'code' || answer.kind === 'world' || answer.kind === 'sql') {
    return (
      <div className="flex flex-col gap-4">
        {answer.files.map((file) => (
          <section key={file.path}>
            <h3 className="numeric mb-1.5 text-caption text-ink-3">{file.path}</h3>
            <CodeBlock code={file.text} language={file.path.split('.').at(-1)} label={file.path} />
          </section>
        ))}
      </div>
    );
  }
  if (question.kind === 'incident' && answer.kind === 'incident') {
    return (
      <div className="flex flex-col gap-4">
        {investigation && (
          <section>
            <h3 className="mb-1 text-dense font-semibold">Investigation</h3>
            <InvestigationSteps view={investigation} question={question} cited={answer.evidence} />
          </section>
        )}
        <DiagnosisRecord question={question} answer={answer} />
        <section>
          <h3 className="mb-1 text-dense font-semibold">Postmortem</h3>
          {answer.postmortem.trim() === '' ? (
            <p className="text-ink-3">Nothing was written at this point.</p>
          ) : (
            <Markdown text={answer.postmortem} headingOffset={3} className="max-w-prose" />
          )}
        </section>
      </div>
    );
  }
  if (question.kind === 'design' && answer.kind === 'design') {
    return <DesignRecord design={answer.design} publicDesign={question} note={answer.note} />;
  }
  if (answer.kind === 'discussion') {
    if (answer.text.trim() === '')
      return <EmptyState className="px-0">Nothing was written at this point.</EmptyState>;
    return <Markdown text={answer.text} headingOffset={2} className="max-w-prose" />;
  }
  return null;
}
