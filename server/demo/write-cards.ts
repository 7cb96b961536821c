import type { Executor } from '../../db/executor.ts';
import { writePastScorecard } from '../../db/queries/demo.ts';
import { findDocument } from '../../db/queries/documents.ts';
import { answerFromDocument } from '../../domain/edit-log/answer-from-document.ts';
import { ensureDocument } from '../edit-log/ensure-document.ts';
import { readDocumentState } from '../edit-log/read-document-state.ts';
import { type CandidateLoad, getPerson } from './candidate-load.ts';
import { demoReadings } from './candidates.ts';

const minuteMs = 60_000;

/** The cards of those who rated the attempt, one after another, and the empty ones of those who still owe a rating. */
export async function writeCards(
  tx: Executor,
  load: CandidateLoad,
  attemptId: string,
  submittedAt: Date,
  itemNumber: number | null,
): Promise<void> {
  const readings = demoReadings[load.candidate.written];
  const documentId =
    itemNumber === null
      ? null
      : await ensureDocument(tx, {
          attemptId,
          purpose: 'answer',
          itemNumber,
          kind: 'discussion',
          starter: [],
        });
  const head = documentId ? ((await findDocument(tx, documentId))?.head ?? 0) : 0;
  const text = documentId
    ? answerFromDocument(await readDocumentState(tx, documentId, head), 'discussion')
    : null;
  for (const [order, key] of [...load.candidate.rated, ...load.candidate.assigned].entries()) {
    const done = load.candidate.rated.includes(key) && itemNumber !== null && text?.kind === 'discussion';
    const ratedAt = new Date(submittedAt.getTime() + (order + 1) * 55 * minuteMs);
    const entries = done ? Object.entries(readings) : [];
    await writePastScorecard(tx, {
      attemptId,
      raterId: getPerson(load.people, key).id,
      assignedBy: load.manager.id,
      assignedAt: new Date(submittedAt.getTime() + 10 * minuteMs),
      submittedAt: done ? ratedAt : null,
      ratings: entries.flatMap(([dimension, given]) => {
        const reading = given[order % given.length];
        return reading
          ? [
              {
                itemNumber: itemNumber ?? 0,
                dimension,
                levelId: `${dimension}-${reading.level}`,
                note: '',
                seq: 1,
                changeReason: '',
                createdAt: ratedAt,
              },
            ]
          : [];
      }),
      evidence: entries.flatMap(([dimension, given]) => {
        const reading = given[order % given.length];
        const start = reading && text?.kind === 'discussion' ? text.text.indexOf(reading.quote) : -1;
        if (!reading || start < 0) return [];
        return [
          {
            itemNumber: itemNumber ?? 0,
            dimension,
            source: 'recorded' as const,
            quote: reading.quote,
            documentId,
            documentSeq: head,
            rangeStart: start,
            rangeEnd: start + reading.quote.length,
            createdAt: ratedAt,
          },
        ];
      }),
    });
  }
}
