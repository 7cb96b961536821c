import type { Executor } from '../../db/executor.ts';
import { findAttemptFacts, listAnswerDocuments, listAttemptItems } from '../../db/queries/attempt-facts.ts';
import { listCurrentGrades } from '../../db/queries/grades.ts';
import type { AnswerContent } from '../../domain/answer.ts';
import { answerFromDocument } from '../../domain/edit-log/answer-from-document.ts';
import { findFormItem } from '../../domain/form.ts';
import { type InvestigationView, investigationView } from '../../domain/incident/wire.ts';
import { isGraded } from '../../domain/kind.ts';
import { type PublicQuestion, publicQuestion } from '../../question-bank/public-question.ts';
import { incidentFor } from '../../question-bank/question.ts';
import { withSteps } from '../attempt/incident/with-steps.ts';
import { authorizeAttempt } from '../authorize.ts';
import { database } from '../database.ts';
import { readDocumentState } from '../edit-log/read-document-state.ts';
import { notFound } from '../failure.ts';
import { getPinnedQuestion } from '../pinned-question.ts';
import { mayReadGrades } from '../scoring/may-read-grades.ts';
import { shownName } from '../scoring/shown-name.ts';
import type { StaffPrincipal } from '../session.ts';
import { findGradedChecks, type GradingState } from './graded-checks.ts';

export interface AnswerAt {
  attemptId: string;
  candidate: string;
  positionTitle: string;
  number: number;
  title: string;
  kind: string;
  /** The question as the candidate saw it: no keys, no references. */
  question: PublicQuestion;
  answer: AnswerContent;
  /** Of an incident: what was opened and done until then, each with what it showed. */
  investigation: InvestigationView | null;
  seq: number;
  head: number;
  /** What rules found of the answer as it was submitted. */
  grading:
    | GradingState
    /** For this reader, until she has submitted her own ratings. */
    | { state: 'sealed' }
    /** Staff took the question out: it is not graded. */
    | { state: 'voided' }
    /** Only people rate it. */
    | { state: 'rated' };
}

/**
 * One answer as it stood at a sequence number of the log: what an evidence link opens. A candidate still at work is not
 * looked over the shoulder: the answer can be read once it is submitted.
 */
export async function readAnswerAt(
  principal: StaffPrincipal,
  input: { attemptId: string; number: number; seq: number | null },
): Promise<AnswerAt> {
  return database().db.transaction(async (tx) => {
    const relation = await authorizeAttempt(tx, principal, 'answer.read', input.attemptId);
    const facts = await findAttemptFacts(tx, input.attemptId);
    const item = facts ? findFormItem(facts.form.sections, input.number) : null;
    if (!facts || !item) throw notFound();
    if (facts.attempt.status !== 'submitted' && facts.attempt.status !== 'graded')
      throw notFound('still running');
    const document = (await listAnswerDocuments(tx, input.attemptId)).find(
      (d) => d.itemNumber === input.number,
    );
    if (!document) throw notFound();
    const question = await getPinnedQuestion(tx, item.hash);
    const seq = Math.min(Math.max(1, input.seq ?? document.head), document.head);
    const answer = await withSteps(
      tx,
      answerFromDocument(await readDocumentState(tx, document.id, seq), question.kind),
      { attemptId: input.attemptId, itemNumber: item.number, atSeq: seq },
    );
    return {
      attemptId: input.attemptId,
      candidate: shownName(input.attemptId, facts.candidate.name, facts.position.namesHidden),
      positionTitle: facts.position.title,
      number: item.number,
      title: item.title,
      kind: question.kind,
      question: publicQuestion(question, { runtime: facts.attempt.runtime }),
      answer,
      investigation:
        question.kind === 'incident' && answer.kind === 'incident'
          ? investigationView(incidentFor(question, facts.attempt.runtime), answer.steps)
          : null,
      seq,
      head: document.head,
      grading: await readGrading(
        tx,
        input.attemptId,
        item,
        mayReadGrades(principal, relation, facts.position),
      ),
    };
  });
}

async function readGrading(
  tx: Executor,
  attemptId: string,
  item: { number: number; kind: string },
  mayRead: boolean,
): Promise<AnswerAt['grading']> {
  if (!isGraded(item.kind)) return { state: 'rated' };
  if (!mayRead) return { state: 'sealed' };
  const state = (await listAttemptItems(tx, attemptId)).find((one) => one.number === item.number);
  if (state?.voidedAt) return { state: 'voided' };
  return findGradedChecks(await listCurrentGrades(tx, attemptId), item);
}
