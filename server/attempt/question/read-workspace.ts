import { readNow } from '../../../db/executor.ts';
import { listAttemptItems } from '../../../db/queries/attempt-facts.ts';
import { findAttemptForCandidate } from '../../../db/queries/attempts.ts';
import { listDocuments, listUpdates } from '../../../db/queries/documents.ts';
import { listSteps } from '../../../db/queries/investigations.ts';
import { isAnswered } from '../../../domain/answer.ts';
import { findFormItem, type Rules, type Runtime } from '../../../domain/form.ts';
import { type InvestigationView, investigationView } from '../../../domain/incident/wire.ts';
import { type PublicQuestion, publicQuestion } from '../../../question-bank/public-question.ts';
import { incidentFor } from '../../../question-bank/question.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { findAnswer } from '../../edit-log/read-document-state.ts';
import { beginsWritten, starterOf, startOf } from '../../edit-log/starter-of.ts';
import { notFound } from '../../failure.ts';
import { getPinnedQuestions } from '../../pinned-question.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { sessionHash } from '../../session-hash.ts';
import { withSteps } from '../incident/with-steps.ts';
import { type ClockView, catchUp, clockView } from '../read-clock.ts';
import { readTimes } from '../settle-attempt.ts';

export interface WorkspaceQuestion {
  number: number;
  sectionNumber: number;
  documentId: string;
  /** One a minute: the weight that the report gives the question. */
  points: number;
  question: PublicQuestion;
  /**
   * What the answer begins with, as a Yjs update in base64 (empty when it begins with nothing), so that the page need not
   * wait for it; null once somebody has written: then the log is read.
   */
  beginning: string | null;
  /** Of an incident: what was opened and done so far. */
  investigation: InvestigationView | null;
}

export interface WorkspaceSection {
  number: number;
  title: string;
  canReturn: boolean;
  breakMinutes: number;
  items: { number: number; seen: boolean; answered: boolean; flagged: boolean; voided: boolean }[];
}

export interface Workspace {
  attemptId: string;
  /** Names locks and channels of this browser session; it opens nothing. */
  sessionHash: string;
  positionTitle: string;
  team: string;
  contact: string;
  runtime: Runtime | null;
  rules: Rules;
  clock: ClockView;
  sections: WorkspaceSection[];
  /** Questions of the sections that are open now, and of no other. */
  questions: WorkspaceQuestion[];
}

/**
 * Everything the open section needs, in one reading, so that its prompts, files and navigator work without a network.
 * Questions of sections that have not begun are not in it. Null when the attempt is not running.
 */
export async function readWorkspace(principal: CandidatePrincipal): Promise<Workspace | null> {
  const { db } = database();
  const { attemptId } = principal;
  await authorizeAttempt(db, principal, 'attempt.take', attemptId);
  await catchUp(db, attemptId);
  return db.transaction(async (tx) => {
    const facts = await findAttemptForCandidate(tx, attemptId);
    if (!facts) throw notFound();
    const { attempt, form, position } = facts;
    if (attempt.status !== 'running') return null;
    const clock = clockView(attempt.status, await readTimes(tx, attempt, form), await readNow(tx));
    const [items, documents] = await Promise.all([
      listAttemptItems(tx, attemptId),
      listDocuments(tx, attemptId, 'answer'),
    ]);
    const questions = await getPinnedQuestions(
      tx,
      items.map((item) => item.questionHash),
    );
    const answered = new Set<number>();
    for (const item of items) {
      const question = questions.get(item.questionHash);
      const head = documents.find((one) => one.itemNumber === item.number)?.head ?? 0;
      // What nobody has written into since the starter needs no reading.
      if (!question) continue;
      // An incident can be answered by acting, which is in no document.
      if (question.kind !== 'incident' && head <= (beginsWritten(question) ? 1 : 0)) continue;
      const found = await findAnswer(
        tx,
        { attemptId, purpose: 'answer', itemNumber: item.number },
        question.kind,
      );
      if (!found) continue;
      const answer = await withSteps(tx, found.answer, { attemptId, itemNumber: item.number });
      if (isAnswered(answer, starterOf(question), startOf(question))) answered.add(item.number);
    }
    const open = new Set(clock.openSections.map((section) => section.number));
    const beginnings = new Map<number, string>();
    for (const item of items) {
      const question = questions.get(item.questionHash);
      const document = documents.find((one) => one.itemNumber === item.number);
      if (!question || !document || !open.has(item.sectionNumber)) continue;
      if (document.head === 0) beginnings.set(item.number, '');
      else if (document.head === 1 && beginsWritten(question)) {
        const [first] = await listUpdates(tx, document.id, 0, 1);
        if (first) beginnings.set(item.number, Buffer.from(first.bytes).toString('base64'));
      }
    }
    const investigations = new Map<number, InvestigationView>();
    for (const item of items) {
      const question = questions.get(item.questionHash);
      if (question?.kind !== 'incident' || !open.has(item.sectionNumber)) continue;
      const steps = await listSteps(tx, { attemptId, itemNumber: item.number });
      investigations.set(item.number, investigationView(incidentFor(question, attempt.runtime), steps));
    }
    return {
      attemptId,
      sessionHash: sessionHash(principal.sessionId),
      positionTitle: position.title,
      team: position.team,
      contact: position.contact,
      runtime: attempt.runtime,
      rules: form.rules,
      clock,
      sections: form.sections.map((section) => ({
        number: section.number,
        title: section.title,
        canReturn: section.canReturn,
        breakMinutes: section.breakMinutes,
        items: section.items.map(({ number }) => {
          const item = items.find((one) => one.number === number);
          return {
            number,
            seen: item?.seenAt != null,
            answered: answered.has(number),
            flagged: item?.flagged ?? false,
            voided: item?.voidedAt != null,
          };
        }),
      })),
      questions: items.flatMap((item): WorkspaceQuestion[] => {
        const question = questions.get(item.questionHash);
        const document = documents.find((one) => one.itemNumber === item.number);
        if (!question || !document || !open.has(item.sectionNumber)) return [];
        return [
          {
            number: item.number,
            sectionNumber: item.sectionNumber,
            documentId: document.id,
            points: findFormItem(form.sections, item.number)?.minutes ?? question.minutes,
            question: publicQuestion(question, { runtime: attempt.runtime }),
            beginning: beginnings.get(item.number) ?? null,
            investigation: investigations.get(item.number) ?? null,
          },
        ];
      }),
    };
  });
}
