import type { Executor } from '../../db/executor.ts';
import { answerFromDocument } from '../../domain/edit-log/answer-from-document.ts';
import { readDocumentState } from '../edit-log/read-document-state.ts';

/** The text that is rated, as it stood at a sequence number of the log: a discussion's, a postmortem, a decision note. */
export async function readAnswerText(tx: Executor, documentId: string, atSeq: number): Promise<string> {
  // All lie in the same place of their documents.
  const answer = answerFromDocument(await readDocumentState(tx, documentId, atSeq), 'discussion');
  return answer.kind === 'discussion' ? answer.text : '';
}
