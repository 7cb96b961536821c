import { randomUUID } from 'node:crypto';
import type { Executor } from '../../db/executor.ts';
import { moveBeginning } from '../../db/queries/demo.ts';
import { findDocument, insertUpdate } from '../../db/queries/documents.ts';
import { insertStep } from '../../db/queries/investigations.ts';
import { answerFromDocument } from '../../domain/edit-log/answer-from-document.ts';
import type { SeededRandom } from '../../domain/random.ts';
import type { Question } from '../../question-bank/question.ts';
import { ensureDocument } from '../edit-log/ensure-document.ts';
import { readDocumentState } from '../edit-log/read-document-state.ts';
import { starterOf, startOf } from '../edit-log/starter-of.ts';
import type { CandidateLoad } from './candidate-load.ts';
import { demoInvestigation, demoUpdates } from './demo-answer.ts';
import type { Span } from './demo-events.ts';
import { type SqlVersion, writeSqlRuns } from './sql-runs.ts';
import { writeRun } from './write-run.ts';

/** Share of an incident's time in which cards are opened; then comes the diagnosis. */
const looking = 0.6;

/** The edits of one answer, spread over the time it was worked on, with the runs in between. */
export async function writeAnswer(
  tx: Executor,
  load: CandidateLoad,
  attemptId: string,
  question: Question,
  span: Span,
  random: SeededRandom,
): Promise<void> {
  const documentId = await ensureDocument(tx, {
    attemptId,
    purpose: 'answer',
    itemNumber: span.item.number,
    kind: question.kind,
    starter: starterOf(question),
    start: startOf(question),
  });
  await moveBeginning(tx, documentId, new Date(span.from));
  const investigation =
    question.kind === 'incident' ? demoInvestigation(question, random.next() < load.candidate.skill) : null;
  const updates = demoUpdates(question, {
    investigation,
    random,
    skill: load.candidate.skill,
    triedFirst: load.candidate.triedFirst,
    text: load.texts[load.candidate.written],
  });
  // Looking comes before concluding.
  const editsFrom = span.from + (investigation ? looking : 0) * (span.to - span.from);
  const editedAt = (index: number) =>
    editsFrom + ((span.to - editsFrom) * (index + 1)) / (updates.length + 1);
  for (const [index, step] of (investigation?.steps ?? []).entries()) {
    const takenAt =
      span.from + (looking * (span.to - span.from) * (index + 1)) / (investigation?.steps.length ?? 1);
    const documentSeq = updates.filter((_, number) => editedAt(number) <= takenAt).length;
    await insertStep(tx, {
      ...{ attemptId, itemNumber: span.item.number, number: index + 1, documentSeq },
      ...{ ...step, takenAt: new Date(takenAt) },
    });
  }
  let seq = (await findDocument(tx, documentId))?.head ?? 0;
  const author = randomUUID();
  const sqlVersions: SqlVersion[] = [];
  for (const [index, bytes] of updates.entries()) {
    seq += 1;
    const at = new Date(editedAt(index));
    await insertUpdate(tx, {
      documentId,
      attemptId,
      seq,
      batchId: randomUUID(),
      authorId: author,
      bytes,
      newClientIds: [],
      receivedAt: at,
    });
    if (question.kind === 'sql') {
      const answer = answerFromDocument(await readDocumentState(tx, documentId, seq), 'sql');
      if (answer.kind === 'sql') sqlVersions.push({ documentSeq: seq, files: answer.files, at });
    }
    if (question.kind === 'code' || question.kind === 'world')
      await writeRun(tx, load, {
        attemptId,
        question,
        documentId,
        seq,
        number: index + 1,
        author,
        at,
        itemNumber: span.item.number,
      });
  }
  if (question.kind === 'sql') {
    await writeSqlRuns(tx, load.lab, {
      ...{ attemptId, itemNumber: span.item.number, authorId: author, question, versions: sqlVersions },
    });
  }
}
