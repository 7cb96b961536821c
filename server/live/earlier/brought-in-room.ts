import type { Executor } from '../../../db/executor.ts';
import { countRuns, noRuns } from '../../../db/queries/runs.ts';
import type { BroughtInRoom } from '../../../domain/live/room.ts';
import type { SessionView } from '../../../domain/live/session.ts';
import { broughtTrackNumber } from '../../../domain/replay/tracks.ts';
import { type PublicQuestion, publicQuestion } from '../../../question-bank/public-question.ts';
import { getPinnedQuestions } from '../../pinned-question.ts';
import type { LiveDocument } from '../shared-room.ts';

/** The earlier answers that were opened so far, each with its copy's document and its question as it was pinned then. */
export async function broughtInRoom(
  tx: Executor,
  { view, attempt }: { view: SessionView; attempt: { id: string } },
  documents: readonly LiveDocument[],
): Promise<BroughtInRoom<PublicQuestion>[]> {
  if (view.brought.length === 0) return [];
  const questions = await getPinnedQuestions(
    tx,
    view.brought.map((one) => one.question.hash),
  );
  const runs = await countRuns(tx, attempt.id);
  return view.brought.flatMap(({ number, itemNumber, run, question: { hash, title, kind, runtime } }) => {
    const document = documents.find((one) => one.purpose === 'live-answer' && one.itemNumber === number);
    const question = questions.get(hash);
    if (!document || !question) return [];
    const documentId = document.id;
    return [
      {
        ...{ number, itemNumber, title, kind, documentId, run },
        runs: runs.get(broughtTrackNumber(number)) ?? noRuns,
        question: publicQuestion(question, { runtime }),
      },
    ];
  });
}
