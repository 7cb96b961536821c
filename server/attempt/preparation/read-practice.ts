import { findAttemptForCandidate } from '../../../db/queries/attempts.ts';
import type { Runtime } from '../../../domain/form.ts';
import { type PublicQuestion, publicQuestion } from '../../../question-bank/public-question.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { ensureDocument } from '../../edit-log/ensure-document.ts';
import { starterOf, startOf } from '../../edit-log/starter-of.ts';
import { Failure, notFound } from '../../failure.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { sessionHash } from '../../session-hash.ts';
import { findPracticeQuestion, type PracticeKind, practiceKinds, practiceNumber } from './practice-kinds.ts';
import { getWaitingAttempt } from './waiting-attempt.ts';

export interface Practice {
  attemptId: string;
  sessionHash: string;
  documentId: string;
  kind: PracticeKind;
  positionTitle: string;
  runtime: Runtime | null;
  question: PublicQuestion;
  /** Other kinds that can be practised. */
  kinds: PracticeKind[];
}

/** A practice question with its document. Untimed, repeatable; nothing of it can be read by staff. */
export async function readPractice(principal: CandidatePrincipal, kind: PracticeKind): Promise<Practice> {
  const question = await findPracticeQuestion(kind);
  if (!question) throw notFound(`no practice question of kind ${kind}`);
  return database().db.transaction(async (tx) => {
    await authorizeAttempt(tx, principal, 'attempt.take', principal.attemptId);
    const attempt = await getWaitingAttempt(tx, principal.attemptId);
    const facts = await findAttemptForCandidate(tx, attempt.id);
    if (!facts) throw notFound();
    const kinds = await practiceKinds(facts.form.sections);
    if (!kinds.includes(kind)) throw new Failure('not-found', 'This kind is not in your assessment.');
    const documentId = await ensureDocument(tx, {
      attemptId: attempt.id,
      purpose: 'practice',
      itemNumber: practiceNumber(kind),
      kind,
      starter: starterOf(question),
      start: startOf(question),
    });
    return {
      attemptId: attempt.id,
      sessionHash: sessionHash(principal.sessionId),
      documentId,
      kind,
      positionTitle: facts.position.title,
      runtime: attempt.runtime,
      question: publicQuestion(question, { runtime: attempt.runtime }),
      kinds,
    };
  });
}
