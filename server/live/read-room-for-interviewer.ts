import type { Executor } from '../../db/executor.ts';
import { listLiveDocuments } from '../../db/queries/live-sessions.ts';
import { findScorecard, listCurrentRatings, listEvidence, listRaters } from '../../db/queries/scorecards.ts';
import { dimensionNames, isDimensionCode } from '../../domain/dimension.ts';
import type { FormItem } from '../../domain/form.ts';
import { leadIdOf, leadIsAbsent } from '../../domain/live/decide-command.ts';
import { admitBeforeMs } from '../../domain/live/limits.ts';
import type { InterviewerItem, InterviewerRoom, RoomCard } from '../../domain/live/room.ts';
import { usedTimes } from '../../domain/live/session.ts';
import { type PublicQuestion, publicQuestion } from '../../question-bank/public-question.ts';
import type { Question } from '../../question-bank/question.ts';
import { authorizeAttempt } from '../authorize.ts';
import { database } from '../database.ts';
import { notFound } from '../failure.ts';
import { dimensionsOf } from '../scoring/rated-items.ts';
import type { StaffPrincipal } from '../session.ts';
import { debriefIsOpen } from './debrief/read-debrief.ts';
import { broughtInRoom } from './earlier/brought-in-room.ts';
import { type LoadedSession, loadSession } from './load-session.ts';
import { type LiveDocument, sharedRoom, sinceAdmission } from './shared-room.ts';
import { talkedRubric } from './talked-rubric.ts';

/** The room as somebody of the session sees it: the rubric and the reader's own card; of others only that they submitted. */
export async function readRoomForInterviewer(
  principal: StaffPrincipal,
  attemptId: string,
): Promise<InterviewerRoom<PublicQuestion>> {
  return database().db.transaction(async (tx) => {
    await authorizeAttempt(tx, principal, 'live.take-part', attemptId);
    const session = await loadSession(tx, attemptId);
    const documents = await listLiveDocuments(tx, attemptId);
    const { view, participants, now } = session;
    const me = participants.find((one) => one.personId === principal.id);
    if (!me) throw notFound();
    const leadId = leadIdOf(view, participants);
    const raters = await listRaters(tx, attemptId);
    const over = view.state === 'closed' || view.state === 'cancelled';
    return {
      side: 'interviewer',
      ...(await sharedRoom(tx, session, documents, { side: 'staff', sessionId: principal.id })),
      candidateName: session.candidate.name,
      me: { id: principal.id, role: me.role },
      leadId,
      mayTakeLead:
        me.role !== 'observer' &&
        leadId !== principal.id &&
        !over &&
        leadIsAbsent({ view, participants, now }),
      mayAdmit:
        leadId === principal.id &&
        view.state === 'waiting' &&
        view.startsAt.getTime() - now.getTime() <= admitBeforeMs,
      items: session.items.map((item) => interviewerItem(session, documents, item)),
      brought: await broughtInRoom(tx, session, documents),
      card: await cardOf(tx, attemptId, principal.id),
      raters: raters.map((rater) => ({
        id: rater.raterId,
        name: rater.name,
        submitted: rater.submittedAt !== null,
      })),
      debriefOpen: debriefIsOpen(view, raters),
    };
  });
}

function interviewerItem(
  session: LoadedSession,
  documents: readonly LiveDocument[],
  item: FormItem,
): InterviewerItem<PublicQuestion> {
  const { view, now } = session;
  const question = session.questions.get(item.hash);
  if (!question) throw new Error(`question ${item.slug} is not pinned`);
  const opened = view.opened.some((one) => one.itemNumber === item.number);
  const isCurrent = view.opened.at(-1)?.itemNumber === item.number && view.state === 'running';
  return {
    itemNumber: item.number,
    title: item.title,
    kind: item.kind,
    plannedMs: item.minutes * 60_000,
    usedMs: usedTimes(view, now).get(item.number) ?? 0,
    state: isCurrent ? 'current' : opened ? 'done' : 'ahead',
    documentId:
      documents.find((one) => one.purpose === 'answer' && one.itemNumber === item.number)?.id ?? null,
    question: publicQuestion(question, { runtime: session.attempt.runtime }),
    rubric: rubricOf(session, item, question),
  };
}

function rubricOf(
  session: LoadedSession,
  item: FormItem,
  question: Question,
): InterviewerItem<PublicQuestion>['rubric'] {
  const rubric = talkedRubric(question);
  if (rubric === null) return null;
  const { view } = session;
  const name = (by: string | null) =>
    session.participants.find((one) => one.personId === by)?.name ?? session.candidate.name;
  const of = <T extends { itemNumber: number }>(rows: readonly T[]) =>
    rows.filter((row) => row.itemNumber === item.number);
  const time = (row: { at: Date } | undefined) => (row ? sinceAdmission(session, row.at) : null);
  return {
    opening: rubric.opening,
    probes: rubric.probes.map((text, probe) => ({
      text,
      tickedAtMs: time(of(view.probes).find((row) => row.probe === probe)),
    })),
    twists: rubric.twists.map(({ id, text, listenFor }) => ({
      id,
      text,
      listenFor,
      revealedAtMs: time(of(view.twists).find((row) => row.twistId === id)),
    })),
    dimensions: dimensionsOf(item).flatMap((code) => {
      const behaviours = rubric.anchors[code];
      return behaviours
        ? [{ code, name: dimensionNames[code], weight: item.weights[code] ?? 0, behaviours }]
        : [];
    }),
    mustName: rubric.mustName,
    redFlags: rubric.redFlags,
    hints: of(view.hints).map(({ text, at, by }) => ({
      text,
      atMs: sinceAdmission(session, at),
      by: name(by),
    })),
  };
}

async function cardOf(tx: Executor, attemptId: string, personId: string): Promise<RoomCard | null> {
  const card = await findScorecard(tx, attemptId, personId);
  if (!card) return null;
  const [ratings, evidence] = [await listCurrentRatings(tx, [card.id]), await listEvidence(tx, [card.id])];
  return {
    ratings: ratings.flatMap(({ itemNumber, dimension, levelId, note, seq }) =>
      isDimensionCode(dimension) ? [{ itemNumber, dimension, levelId, note, seq }] : [],
    ),
    evidence: evidence.flatMap(({ id, itemNumber, dimension, source, quote, momentAt, createdAt }) =>
      isDimensionCode(dimension)
        ? [
            {
              id,
              itemNumber,
              dimension,
              source,
              quote,
              writtenAfterSeconds: momentAt
                ? Math.max(0, Math.round((createdAt.getTime() - momentAt.getTime()) / 1000))
                : null,
            },
          ]
        : [],
    ),
    privateNotes: card.privateNotes,
    submittedAt: card.submittedAt?.toISOString() ?? null,
  };
}
