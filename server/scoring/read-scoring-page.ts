import type { Executor } from '../../db/executor.ts';
import { findAttemptFacts, listAnswerDocuments, listAttemptItems } from '../../db/queries/attempt-facts.ts';
import { listCurrentGrades } from '../../db/queries/grades.ts';
import { findScorecard, listCurrentRatings, listEvidence, listRaters } from '../../db/queries/scorecards.ts';
import { mayAccess } from '../../domain/access.ts';
import type { IncidentAnswer } from '../../domain/answer.ts';
import type { Design } from '../../domain/design/design.ts';
import { type DimensionCode, dimensionNames, isDimensionCode, type Level } from '../../domain/dimension.ts';
import { answerFromDocument } from '../../domain/edit-log/answer-from-document.ts';
import { type Rules, type Runtime, ratedWeights } from '../../domain/form.ts';
import { type InvestigationView, investigationView } from '../../domain/incident/wire.ts';
import { type PublicDesign, publicDesign } from '../../question-bank/public-design.ts';
import { type PublicIncident, publicIncident } from '../../question-bank/public-incident.ts';
import { incidentFor, isRatedQuestion, promptFor, type Question } from '../../question-bank/question.ts';
import { withSteps } from '../attempt/incident/with-steps.ts';
import { authorizeAttempt } from '../authorize.ts';
import { database } from '../database.ts';
import { readDocumentState } from '../edit-log/read-document-state.ts';
import { notFound } from '../failure.ts';
import { getPinnedQuestions } from '../pinned-question.ts';
import { describeGrade } from '../report/describe-outcome.ts';
import type { StaffPrincipal } from '../session.ts';
import { mayReadGrades } from './may-read-grades.ts';
import { dimensionsOf, ratedItems } from './rated-items.ts';
import { readAnswerText } from './read-answer-text.ts';
import { shownName } from './shown-name.ts';

export interface ScoringQuestion {
  number: number;
  title: string;
  minutes: number;
  prompt: string;
  answer: string;
  /** Of an incident: what the postmortem is about. Nothing in it says what was right. */
  incident: { question: PublicIncident; answer: IncidentAnswer; view: InvestigationView } | null;
  /** Of a design: the drawing that the note is about, and what it was drawn for. */
  design: { question: PublicDesign; drawing: Design } | null;
  documentSeq: number;
  dimensions: { code: DimensionCode; name: string; weight: number; behaviours: Record<Level, string> }[];
  mustName: string[];
  redFlags: string[];
  probes: string[];
}

export interface OwnRating {
  itemNumber: number;
  dimension: DimensionCode;
  levelId: string;
  note: string;
  seq: number;
}
export interface OwnEvidence {
  id: string;
  itemNumber: number;
  dimension: DimensionCode;
  source: 'recorded' | 'heard';
  quote: string;
  rangeStart: number | null;
  rangeEnd: number | null;
}

export interface ScoringPage {
  attemptId: string;
  candidate: string;
  positionTitle: string;
  formNumber: number;
  status: string;
  /** False while the attempt runs again after a grant. */
  mayScore: boolean;
  rules: Rules;
  declaredAids: Record<string, string>;
  questions: ScoringQuestion[];
  ratings: OwnRating[];
  evidence: OwnEvidence[];
  privateNotes: string;
  submittedAt: Date | null;
  /** Automatic results; null while they are sealed for this rater. */
  autoResults: { number: number; title: string; kind: string; score: number; outcome: string }[] | null;
  /** Others' ratings; null until this rater has submitted. */
  others:
    | {
        name: string;
        submitted: boolean;
        ratings: { itemNumber: number; dimension: string; levelId: string; note: string }[];
      }[]
    | null;
  /** How many others rate this attempt: a number, no scores, no names. */
  otherRaters: number;
}

/** Everything a rater's page shows of one attempt, sealed as the access table says. */
export async function readScoringPage(principal: StaffPrincipal, attemptId: string): Promise<ScoringPage> {
  const { db } = database();
  return db.transaction(async (tx) => {
    const relation = await authorizeAttempt(tx, principal, 'scorecard.write-own', attemptId);
    const facts = await findAttemptFacts(tx, attemptId);
    const card = await findScorecard(tx, attemptId, principal.id);
    if (!facts || !card) throw notFound();
    const finished = facts.attempt.status === 'submitted' || facts.attempt.status === 'graded';
    const items = await listAttemptItems(tx, attemptId);
    const voided = new Set(items.filter((item) => item.voidedAt).map((item) => item.number));
    const rated = ratedItems(facts.form.sections, voided);
    const pinned = await getPinnedQuestions(
      tx,
      rated.map((item) => item.hash),
    );
    const documents = finished ? await listAnswerDocuments(tx, attemptId) : [];
    const questions: ScoringQuestion[] = [];
    for (const item of rated) {
      const question = pinned.get(item.hash);
      if (!isRatedQuestion(question)) continue;
      const document = documents.find((entry) => entry.itemNumber === item.number);
      questions.push({
        number: item.number,
        title: item.title,
        minutes: item.minutes,
        prompt: promptFor(question, facts.attempt.runtime),
        answer: document ? await readAnswerText(tx, document.id, document.head) : '',
        incident: await readIncident(tx, question, facts.attempt, {
          itemNumber: item.number,
          documentId: document?.id ?? null,
        }),
        design: document ? await readDrawing(tx, question, document.id) : null,
        documentSeq: document?.head ?? 0,
        dimensions: dimensionsOf(item).flatMap((code) => {
          const behaviours = question.rubric.anchors[code];
          return behaviours
            ? [{ code, name: dimensionNames[code], weight: ratedWeights(item)[code] ?? 0, behaviours }]
            : [];
        }),
        mustName: question.rubric.mustName,
        redFlags: question.rubric.redFlags,
        probes: question.rubric.probes,
      });
    }
    const raters = await listRaters(tx, attemptId);
    const mayReadOthers = mayAccess(principal, 'scorecard.read-others', relation);
    return {
      attemptId,
      candidate: shownName(attemptId, facts.candidate.name, facts.position.namesHidden),
      positionTitle: facts.position.title,
      formNumber: facts.form.number,
      status: facts.attempt.status,
      mayScore: finished,
      rules: facts.form.rules,
      declaredAids: facts.attempt.declaredAids,
      questions,
      ratings: (await listCurrentRatings(tx, [card.id])).flatMap((row) =>
        isDimensionCode(row.dimension)
          ? [
              {
                itemNumber: row.itemNumber,
                dimension: row.dimension,
                levelId: row.levelId,
                note: row.note,
                seq: row.seq,
              },
            ]
          : [],
      ),
      evidence: (await listEvidence(tx, [card.id])).flatMap((row) =>
        isDimensionCode(row.dimension)
          ? [
              {
                id: row.id,
                itemNumber: row.itemNumber,
                dimension: row.dimension,
                source: row.source,
                quote: row.quote,
                rangeStart: row.rangeStart,
                rangeEnd: row.rangeEnd,
              },
            ]
          : [],
      ),
      privateNotes: card.privateNotes,
      submittedAt: card.submittedAt,
      autoResults:
        finished && mayReadGrades(principal, relation, facts.position)
          ? (await listCurrentGrades(tx, attemptId)).map((grade) => {
              const item = facts.form.sections
                .flatMap((s) => s.items)
                .find((i) => i.number === grade.itemNumber);
              return {
                number: grade.itemNumber,
                title: item?.title ?? '',
                kind: item?.kind ?? '',
                score: grade.score,
                outcome: describeGrade(item?.kind ?? '', grade),
              };
            })
          : null,
      others: mayReadOthers ? await othersOf(tx, raters, principal.id) : null,
      otherRaters: raters.filter((rater) => rater.raterId !== principal.id).length,
    };
  });
}

async function readIncident(
  tx: Executor,
  question: Question,
  attempt: { id: string; runtime: Runtime | null },
  at: { itemNumber: number; documentId: string | null },
): Promise<ScoringQuestion['incident']> {
  if (question.kind !== 'incident' || at.documentId === null) return null;
  const answer = await withSteps(
    tx,
    answerFromDocument(await readDocumentState(tx, at.documentId), 'incident'),
    { attemptId: attempt.id, itemNumber: at.itemNumber },
  );
  if (answer.kind !== 'incident') return null;
  const incident = incidentFor(question, attempt.runtime);
  return { question: publicIncident(incident), answer, view: investigationView(incident, answer.steps) };
}

async function readDrawing(
  tx: Executor,
  question: Question,
  documentId: string,
): Promise<ScoringQuestion['design']> {
  if (question.kind !== 'design') return null;
  const answer = answerFromDocument(await readDocumentState(tx, documentId), 'design');
  return answer.kind === 'design' ? { question: publicDesign(question), drawing: answer.design } : null;
}

async function othersOf(
  tx: Parameters<typeof listCurrentRatings>[0],
  raters: Awaited<ReturnType<typeof listRaters>>,
  ownId: string,
): Promise<NonNullable<ScoringPage['others']>> {
  const others = raters.filter((rater) => rater.raterId !== ownId);
  const submitted = others.filter((rater) => rater.submittedAt !== null);
  const ratings = await listCurrentRatings(
    tx,
    submitted.map((rater) => rater.cardId),
  );
  return others.map((rater) => ({
    name: rater.name,
    submitted: rater.submittedAt !== null,
    ratings: ratings
      .filter((rating) => rating.cardId === rater.cardId)
      .map(({ itemNumber, dimension, levelId, note }) => ({ itemNumber, dimension, levelId, note })),
  }));
}
