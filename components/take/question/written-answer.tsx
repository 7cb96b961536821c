'use client';

import type * as Y from 'yjs';
import type { Text as SharedText } from 'yjs';
import { answerText, setPick, setTypedUnit, setTypedValue } from '../../../domain/edit-log/answer-layout.ts';
import { ChoiceAnswer } from '../../answers/choice-answer.tsx';
import { EstimateAnswer } from '../../answers/estimate-answer.tsx';
import { useAnswer } from '../../edit-log/use-answer.ts';
import { MarkdownEditor } from '../../markdown/markdown-editor.tsx';
import type { PasteFact } from '../../paste/paste-fact.ts';
import { useSharedText } from '../../shared-text/use-shared-text.ts';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import type { QuestionView } from '../workspace/workspace-types.ts';

interface WrittenAnswerProps {
  doc: Y.Doc | null;
  question: Exclude<QuestionView, { kind: 'code' | 'world' | 'sql' | 'incident' | 'design' }>;
  readOnly: boolean;
  onPaste?: (fact: PasteFact) => void;
  ownTexts?: () => readonly string[];
}

/** Picks, numbers and writing, each on the shared document. */
export function WrittenAnswer({ doc, question, ...rest }: WrittenAnswerProps) {
  // An editor that opened empty before the saved text is here would look like a loss.
  if (!doc) return <Skeleton className="h-40 w-full" />;
  switch (question.kind) {
    case 'choice':
      return <Choice doc={doc} question={question} readOnly={rest.readOnly} />;
    case 'estimate':
      return <Estimate doc={doc} question={question} {...rest} />;
    case 'discussion':
      return <Discussion text={answerText(doc)} {...rest} />;
  }
}

type KindProps<K extends QuestionView['kind']> = Omit<WrittenAnswerProps, 'doc' | 'question'> & {
  doc: Y.Doc;
  question: Extract<QuestionView, { kind: K }>;
};

function Choice({ doc, question, readOnly }: KindProps<'choice'>) {
  const answer = useAnswer(doc, 'choice');
  const picks = answer?.kind === 'choice' ? answer.picks : {};
  return (
    <ChoiceAnswer
      parts={question.parts}
      value={picks}
      readOnly={readOnly}
      onChange={(next) =>
        doc.transact(() => {
          for (const part of question.parts) {
            const select = part.form === 'options' ? part.select : 'many';
            const before = new Set(picks[part.id] ?? []);
            const after = new Set(next[part.id] ?? []);
            for (const optionId of before.difference(after)) {
              setPick(doc, { partId: part.id, optionId, select }, false);
            }
            for (const optionId of after.difference(before)) {
              setPick(doc, { partId: part.id, optionId, select }, true);
            }
          }
        })
      }
    />
  );
}

function Estimate({ doc, question, ...rest }: KindProps<'estimate'>) {
  const answer = useAnswer(doc, 'estimate');
  const values = answer?.kind === 'estimate' ? answer.values : {};
  const [reasoning, writeReasoning] = useSharedText(answerText(doc));
  return (
    <EstimateAnswer
      {...rest}
      parts={question.parts}
      values={values}
      reasoning={reasoning}
      onReasoningChange={writeReasoning}
      onChange={(next) =>
        doc.transact(() => {
          for (const [partId, typed] of Object.entries(next)) {
            const before = values[partId] ?? { value: '', unit: '' };
            if (typed.value !== before.value) setTypedValue(doc, partId, typed.value);
            if (typed.unit !== before.unit) setTypedUnit(doc, partId, typed.unit);
          }
        })
      }
    />
  );
}

function Discussion({
  text,
  readOnly,
  onPaste,
  ownTexts,
}: Omit<WrittenAnswerProps, 'doc' | 'question'> & { text: SharedText }) {
  const [value, write] = useSharedText(text);
  return (
    <MarkdownEditor
      label="Your answer"
      value={value}
      onChange={write}
      readOnly={readOnly}
      onPaste={onPaste}
      ownTexts={ownTexts}
      className="h-full flex-1"
    />
  );
}
