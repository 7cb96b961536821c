import { listLiveDocuments } from '../../db/queries/live-sessions.ts';
import type { CandidateItem, CandidateRoom } from '../../domain/live/room.ts';
import { type PublicQuestion, publicQuestion } from '../../question-bank/public-question.ts';
import { authorizeAttempt } from '../authorize.ts';
import { database } from '../database.ts';
import type { CandidatePrincipal } from '../session.ts';
import { broughtInRoom } from './earlier/brought-in-room.ts';
import { loadSession } from './load-session.ts';
import { sharedRoom, sinceAdmission } from './shared-room.ts';
import { talkedRubric } from './talked-rubric.ts';

/**
 * The room as the candidate may see it: items that were opened, twists that were revealed, and nothing of probes, hints,
 * anchors or scores. It is built from the parts that she may have, never by taking secret parts away.
 */
export async function readRoomForCandidate(
  principal: CandidatePrincipal,
): Promise<CandidateRoom<PublicQuestion>> {
  const { attemptId } = principal;
  return database().db.transaction(async (tx) => {
    await authorizeAttempt(tx, principal, 'attempt.take', attemptId);
    const session = await loadSession(tx, attemptId);
    const documents = await listLiveDocuments(tx, attemptId);
    const { view } = session;
    const current = view.opened.at(-1)?.itemNumber ?? null;
    const asked = [...new Set(view.opened.map((one) => one.itemNumber))];
    return {
      side: 'candidate',
      ...(await sharedRoom(tx, session, documents, { side: 'candidate', sessionId: principal.sessionId })),
      items: asked.flatMap((number): CandidateItem<PublicQuestion>[] => {
        const item = session.items.find((one) => one.number === number);
        const question = item ? session.questions.get(item.hash) : undefined;
        const document = documents.find((one) => one.purpose === 'answer' && one.itemNumber === number);
        if (!item || !question || !document) return [];
        return [
          {
            itemNumber: number,
            title: item.title,
            current: number === current,
            documentId: document.id,
            question: publicQuestion(question, { runtime: session.attempt.runtime }),
          },
        ];
      }),
      brought: await broughtInRoom(tx, session, documents),
      twists: view.twists.flatMap(({ itemNumber, twistId, at }) => {
        const item = session.items.find((one) => one.number === itemNumber);
        const question = item ? session.questions.get(item.hash) : undefined;
        const twist = talkedRubric(question)?.twists.find((one) => one.id === twistId);
        return twist
          ? [{ itemNumber, id: twist.id, text: twist.text, atMs: sinceAdmission(session, at) }]
          : [];
      }),
    };
  });
}
