import type { Executor } from '../../../db/executor.ts';
import { findDocumentOfItem } from '../../../db/queries/documents.ts';
import { findRun } from '../../../db/queries/earlier-answers.ts';
import { insertAudit } from '../../../db/queries/people.ts';
import type { AnswerContent, AnswerKind } from '../../../domain/answer.ts';
import { answerFromDocument } from '../../../domain/edit-log/answer-from-document.ts';
import { documentOfAnswer } from '../../../domain/edit-log/document-of-answer.ts';
import type { AnswerPlace, BroughtAnswer } from '../../../domain/live/brought-answer.ts';
import type { LiveActor } from '../../../domain/live/event.ts';
import { sqlVerdictSchema } from '../../../domain/sql/wire.ts';
import { publicQuestion } from '../../../question-bank/public-question.ts';
import { beginDocument } from '../../edit-log/ensure-document.ts';
import { readDocumentState } from '../../edit-log/read-document-state.ts';
import { getPinnedQuestion } from '../../pinned-question.ts';

/**
 * Begins the document of an earlier answer that was opened in a session, with the answer as it was: as it was submitted,
 * which is what was graded, or as the chosen run had it. Edits that came late and were not accepted are not in the log,
 * and so not in the copy. Nothing is written where it was copied from.
 */
export async function copyAnswer(
  tx: Executor,
  sessionId: string,
  { brought, by }: { brought: BroughtAnswer; by: LiveActor },
): Promise<void> {
  const { hash, runtime } = brought.question;
  const shown = publicQuestion(await getPinnedQuestion(tx, hash), { runtime });
  const parts = shown.kind === 'choice' ? shown.parts : [];
  const takesOne = parts.flatMap((part) =>
    part.form === 'options' && part.select === 'one' ? [part.id] : [],
  );
  await beginDocument(
    tx,
    { attemptId: sessionId, purpose: 'live-answer', itemNumber: brought.number },
    documentOfAnswer(await answerOf(tx, brought), new Set(takesOne)),
  );
  // Whoever looks after that attempt can see that its answer was shown elsewhere.
  await insertAudit(tx, {
    actor: by === null ? { kind: 'system' } : { kind: 'person', id: by },
    action: 'answer-opened-live',
    subject: { kind: 'attempt', id: brought.from.attemptId },
    data: { itemNumber: brought.from.itemNumber, sessionId },
  });
}

async function answerOf(tx: Executor, { from, run, question }: BroughtAnswer): Promise<AnswerContent> {
  const { kind } = question;
  if (run === null) return answerAt(tx, from, kind, null);
  const row = await findRun(tx, { ...from, number: run });
  if (!row) throw new Error(`run ${run} of attempt ${from.attemptId} is gone`);
  // The files of a run are what its results are about; the log may have lacked the last keystrokes then. The text of an
  // SQL execution is no answer: there the log says what the answer was.
  if (kind === 'code' || kind === 'world') return { kind, files: row.files };
  const verdict = sqlVerdictSchema.safeParse(row.verdict);
  if (kind === 'sql' && verdict.success && verdict.data.kind === 'checks') return { kind, files: row.files };
  return answerAt(tx, from, kind, row.documentSeq);
}

async function answerAt(
  tx: Executor,
  from: AnswerPlace,
  kind: AnswerKind,
  seq: number | null,
): Promise<AnswerContent> {
  const document = await findDocumentOfItem(tx, { ...from, purpose: 'answer' });
  if (!document) throw new Error(`item ${from.itemNumber} of attempt ${from.attemptId} has no answer`);
  return answerFromDocument(await readDocumentState(tx, document.id, seq), kind);
}
