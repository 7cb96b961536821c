import { randomUUID } from 'node:crypto';
import { readNow } from '../../db/executor.ts';
import { findAttemptFacts, listAnswerDocuments, listAttemptItems } from '../../db/queries/attempt-facts.ts';
import { finishGrading, lockAttemptForGrading } from '../../db/queries/attempt-grading.ts';
import { insertGrade, listCurrentGrades } from '../../db/queries/grades.ts';
import type { AnswerContent } from '../../domain/answer.ts';
import { isAnswered } from '../../domain/answer.ts';
import { answerFromDocument } from '../../domain/edit-log/answer-from-document.ts';
import { gradeAnswer } from '../../question-bank/proof/grade-answer.ts';
import { isGradable, type Question } from '../../question-bank/question.ts';
import type { Sandbox, WorldSandbox } from '../../sandbox/contract.ts';
import type { Lab } from '../../sandbox/lab/contract.ts';
import { withSteps } from '../attempt/incident/with-steps.ts';
import { labKeyOf } from '../attempt/sql/sql-target.ts';
import { database } from '../database.ts';
import { readDocumentState } from '../edit-log/read-document-state.ts';
import { starterOf, startOf } from '../edit-log/starter-of.ts';
import { log } from '../log.ts';
import { getGradingSecret, getPinnedQuestions } from '../pinned-question.ts';

/** A failure of ours while grading: thrown, so that the queue tries again. Never a score. */
export class GradingFailed extends Error {}

interface GradedItem {
  itemNumber: number;
  questionHash: string;
  documentSeq: number;
  verdict: string;
  score: number;
  checks: unknown[];
  answer: AnswerContent;
}

/**
 * Grades what can be graded of a submitted attempt: the answers as the log has them, on the full checks of the pinned
 * versions. SQL questions need the lab, worlds
 * somewhere to run their held-out seeds. Questions that already have a current grade are left alone, so a repeated job changes nothing. The result
 * is written only if the attempt is still the one that was read (a reopening in between raises its revision).
 */
export async function gradeAttempt(
  attemptId: string,
  sandbox: Sandbox,
  lab?: Lab,
  worlds?: WorldSandbox,
): Promise<'graded' | 'not-submitted'> {
  const { db } = database();
  const work = await db.transaction(async (tx) => {
    const facts = await findAttemptFacts(tx, attemptId);
    if (facts?.attempt.status !== 'submitted') return null;
    const [items, documents, grades] = await Promise.all([
      listAttemptItems(tx, attemptId),
      listAnswerDocuments(tx, attemptId),
      listCurrentGrades(tx, attemptId),
    ]);
    const questions = await getPinnedQuestions(
      tx,
      items.map((item) => item.questionHash),
    );
    const open: { number: number; hash: string; question: Question; answer: AnswerContent; seq: number }[] =
      [];
    for (const item of items) {
      const question = questions.get(item.questionHash);
      const document = documents.find((entry) => entry.itemNumber === item.number);
      if (!question || !document || !isGradable(question)) continue;
      if (item.voidedAt || grades.some((grade) => grade.itemNumber === item.number)) continue;
      const answer = await withSteps(
        tx,
        answerFromDocument(await readDocumentState(tx, document.id, document.head), question.kind),
        { attemptId, itemNumber: item.number },
      );
      open.push({ number: item.number, hash: item.questionHash, question, answer, seq: document.head });
    }
    return { revision: facts.attempt.revision, open };
  });
  if (!work) return 'not-submitted';

  // The candidates' own databases are of no use any more: grading makes fresh copies.
  const sqlItems = work.open.filter((item) => item.question.kind === 'sql');
  for (const { number } of sqlItems) await lab?.close({ key: labKeyOf(attemptId, { itemNumber: number }) });

  const graded: GradedItem[] = [];
  for (const item of work.open) {
    const base = {
      itemNumber: item.number,
      questionHash: item.hash,
      documentSeq: item.seq,
      answer: item.answer,
    };
    if (!isGradable(item.question)) continue;
    if (!isAnswered(item.answer, starterOf(item.question), startOf(item.question))) {
      graded.push({ ...base, verdict: 'unanswered', score: 0, checks: [] });
      continue;
    }
    const outcome = await gradeAnswer(item.question, item.answer, sandbox, {
      requestId: randomUUID(),
      fairnessKey: `grading:${attemptId}`,
      realCandidate: true,
      select: 'all',
      ...(lab ? { lab } : {}),
      ...(worlds && item.question.kind === 'world'
        ? { world: await heldOut(item.question.runs.graded, item.hash, worlds) }
        : {}),
    });
    if (outcome.kind === 'failure') {
      throw new GradingFailed(
        `question ${item.number}: ${outcome.failure.code} ${outcome.failure.requestId}`,
      );
    }
    graded.push({ ...base, verdict: outcome.verdict, score: outcome.score, checks: outcome.checks });
  }

  return db.transaction(async (tx) => {
    const locked = await lockAttemptForGrading(tx, attemptId);
    if (locked?.status !== 'submitted') return 'not-submitted';
    // Something about the attempt changed meanwhile: read it again rather than write what may be out of date.
    if (locked.revision !== work.revision) throw new GradingFailed('the attempt changed while it was graded');
    for (const item of graded) await insertGrade(tx, { attemptId, ...item });
    await finishGrading(tx, attemptId);
    log().info({ attemptId, graded: graded.length, at: await readNow(tx) }, 'attempt graded');
    return 'graded';
  });
}

/** The held-out seeds of a pinned version. Their numbers say nothing without the version's secret. */
async function heldOut(count: number, hash: string, sandbox: WorldSandbox) {
  return {
    sandbox,
    secret: await getGradingSecret(database().db, hash),
    seeds: Array.from({ length: count }, (_, index) => index + 1),
  };
}
