import type { Executor } from '../../db/executor.ts';
import {
  findAttemptFacts,
  listAnswerDocuments,
  listAttemptSections,
  listTimeGrants,
} from '../../db/queries/attempt-facts.ts';
import { listUpdates, listUpdateTimes } from '../../db/queries/documents.ts';
import { listStepFacts } from '../../db/queries/investigations.ts';
import { listLiveDocuments } from '../../db/queries/live-sessions.ts';
import { listAttemptEvents, listRunFacts } from '../../db/queries/report-facts.ts';
import { findScorecard, listEvidence, listRaters } from '../../db/queries/scorecards.ts';
import { mayAccess } from '../../domain/access.ts';
import { encodeLogSlice } from '../../domain/edit-log/wire.ts';
import { findFormItem } from '../../domain/form.ts';
import { replayPosition } from '../../domain/replay/positions.ts';
import { trackDocument } from '../../domain/replay/tracks.ts';
import { shareAt } from '../../domain/time-share.ts';
import { type PublicQuestion, publicQuestion } from '../../question-bank/public-question.ts';
import { authorizeAttempt } from '../authorize.ts';
import { database } from '../database.ts';
import { notFound } from '../failure.ts';
import { getPinnedQuestion } from '../pinned-question.ts';
import { shownName } from '../scoring/shown-name.ts';
import type { StaffPrincipal } from '../session.ts';
import { readLiveMoments } from './live-moments.ts';
import { type RoomTrack, readRoomTracks } from './room-tracks.ts';

export interface ReplayPage {
  attemptId: string;
  candidate: string;
  positionTitle: string;
  mode: 'timed' | 'live';
  /**
   * Position of the end. Positions of a timed attempt are whole parts of the person's own allowance, of a live session
   * milliseconds since the admission (domain/replay/positions.ts).
   */
  end: number;
  /** Positions in the whole of the person's own time: what a share is counted in. */
  partsPerWhole: number;
  /** Questions that were opened. */
  items: {
    number: number;
    title: string;
    /** As the candidate saw it: no keys, no references. */
    question: PublicQuestion;
    /** Position of each edit, the first one's first. */
    edits: number[];
  }[];
  /** Code, drawing and chat of a live room, as far as they were used, and earlier answers opened in it; empty for a timed attempt. */
  tracks: Omit<RoomTrack, 'documentId'>[];
  /** The candidate declined the recording: the course is gone, and only the final state is left. */
  recordingDeleted: boolean;
  /** When each question was on screen, where that was recorded. */
  shown: { number: number; from: number; to: number }[];
  /** `passed` is null for a run without a verdict and for those who may not see automatic results yet. */
  runs: {
    /** Of a live room also a track of its own (domain/replay/tracks.ts): the shared code, a copy of an earlier answer. */
    itemNumber: number;
    number: number;
    at: number;
    /** The edit of its track that was run; 0 when that is not kept. */
    seq: number;
    passed: boolean | null;
  }[];
  /** Of incidents: the cards that were opened and what was done, by their ids in the question. */
  steps: {
    itemNumber: number;
    number: number;
    kind: 'card' | 'action';
    ref: string;
    at: number;
    seq: number;
  }[];
  /** Twists that were revealed, hints that were given, earlier answers that were opened; empty for a timed attempt. */
  moments: {
    id: string;
    itemNumber: number;
    /** The track that it is about, where that is not the item's own. */
    track: number | null;
    at: number;
    kind: 'twist' | 'simulator' | 'hint' | 'brought';
    text: string;
  }[];
  /** Pieces of evidence that quote the log or a moment: of one's own card, and of all cards for those who may read the report. */
  pins: {
    id: string;
    /** The track that it quotes: its item, or that of a live room (domain/replay/tracks.ts). */
    track: number;
    itemNumber: number;
    /** Null for what was heard: it has a moment and no place in the log. */
    seq: number | null;
    at: number;
    dimension: string;
    quote: string;
    rater: string;
  }[];
}

/** The time line of a submitted attempt or a closed session. The contents of its documents come one by one, see `readReplayLog`. */
export async function readReplay(principal: StaffPrincipal, attemptId: string): Promise<ReplayPage> {
  return database().db.transaction(
    async (tx) => {
      const { facts, relation } = await authorizeReplay(tx, principal, attemptId);
      const startedAt = facts.attempt.startedAt;
      const endedAt = facts.attempt.submittedAt;
      if (!startedAt || !endedAt) throw notFound('not submitted');
      const sections = facts.form.sections;
      const times = {
        startedAt,
        timeFactor: facts.attempt.timeFactor,
        sections,
        entered: await listAttemptSections(tx, attemptId),
        grants: await listTimeGrants(tx, attemptId),
      };
      const live = facts.attempt.mode === 'live' ? await readLiveMoments(tx, attemptId, startedAt) : null;
      const at = live ? live.at : (instant: Date) => replayPosition(shareAt(times, instant));
      const items: ReplayPage['items'] = [];
      for (const document of await listAnswerDocuments(tx, attemptId)) {
        const item = document.itemNumber === null ? null : findFormItem(sections, document.itemNumber);
        if (!item) continue;
        const question = publicQuestion(await getPinnedQuestion(tx, item.hash), {
          runtime: facts.attempt.runtime,
        });
        // Edits that came late and were merged by a decision stand at the end of the log with an earlier hour.
        let newest = 0;
        const edits = (await listUpdateTimes(tx, document.id)).map((update) => {
          newest = Math.max(newest, at(update.receivedAt));
          return newest;
        });
        items.push({ number: item.number, title: item.title, question, edits });
      }
      const tracks = live ? await readRoomTracks(tx, attemptId, at) : [];
      items.sort((a, b) => a.number - b.number);
      const maySeeOutcome = mayAccess(principal, 'grade.read', relation);
      const events = await listAttemptEvents(tx, attemptId);
      const opened =
        live?.opened ??
        events.flatMap((event) =>
          event.kind === 'question-opened' && event.itemNumber !== null
            ? [{ number: event.itemNumber, at: at(event.at) }]
            : [],
        );
      const end = Math.max(at(endedAt), ...[...items, ...tracks].map((one) => one.edits.at(-1) ?? 0), 1);
      return {
        attemptId,
        candidate: shownName(attemptId, facts.candidate.name, facts.position.namesHidden),
        positionTitle: facts.position.title,
        mode: facts.attempt.mode,
        end,
        partsPerWhole: live ? end : replayPosition(1),
        moments: live?.moments ?? [],
        items,
        tracks: tracks.map(({ documentId: _, ...track }) => track),
        recordingDeleted: live?.recordingDeleted ?? false,
        shown: opened.map((event, index) => ({
          number: event.number,
          from: event.at,
          to: opened[index + 1]?.at ?? end,
        })),
        runs: (await listRunFacts(tx, attemptId)).map((run) => ({
          itemNumber: run.itemNumber,
          number: run.number,
          at: at(run.startedAt),
          seq: run.documentSeq,
          passed: maySeeOutcome ? run.passed : null,
        })),
        steps: (await listStepFacts(tx, attemptId)).map(({ takenAt, documentSeq, ...step }) => ({
          ...step,
          at: at(takenAt),
          seq: documentSeq,
        })),
        pins: await readPins(tx, principal, attemptId, {
          ofAll: mayAccess(principal, 'scorecard.read-others', relation),
          items,
          tracks,
          momentOf: live ? (instant) => Math.min(end, at(instant)) : null,
        }),
      };
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}

/**
 * Every update of one answer, or of one track of a live room (domain/replay/tracks.ts), as one log slice from the first:
 * what a replay is played from.
 */
export async function readReplayLog(
  principal: StaffPrincipal,
  input: { attemptId: string; number: number },
): Promise<Uint8Array> {
  return database().db.transaction(async (tx) => {
    await authorizeReplay(tx, principal, input.attemptId);
    const wanted = trackDocument(input.number);
    const document = (await listLiveDocuments(tx, input.attemptId)).find(
      (one) => one.purpose === wanted?.purpose && one.itemNumber === wanted.itemNumber,
    );
    if (!document) throw notFound();
    const updates = await listUpdates(tx, document.id, 0, null);
    return encodeLogSlice({ head: updates.at(-1)?.seq ?? 0, updates: updates.map((update) => update.bytes) });
  });
}

/** A candidate still at work is not looked over the shoulder: there is a replay once the attempt is submitted. */
async function authorizeReplay(tx: Executor, principal: StaffPrincipal, attemptId: string) {
  const relation = await authorizeAttempt(tx, principal, 'answer.read', attemptId);
  const facts = await findAttemptFacts(tx, attemptId);
  if (facts?.attempt.status !== 'submitted' && facts?.attempt.status !== 'graded')
    throw notFound('still running');
  return { facts, relation };
}

async function readPins(
  tx: Executor,
  principal: StaffPrincipal,
  attemptId: string,
  options: {
    ofAll: boolean;
    items: ReplayPage['items'];
    tracks: readonly RoomTrack[];
    /** Position of a moment in a live session; null for a timed attempt, whose pins all quote the log. */
    momentOf: ((instant: Date) => number) | null;
  },
): Promise<ReplayPage['pins']> {
  const raters = options.ofAll
    ? (await listRaters(tx, attemptId)).filter((rater) => rater.submittedAt || rater.raterId === principal.id)
    : [];
  const own = options.ofAll ? null : await findScorecard(tx, attemptId, principal.id);
  const names = new Map(raters.map((rater) => [rater.cardId, rater.name]));
  if (own) names.set(own.id, principal.name);
  return (await listEvidence(tx, [...names.keys()])).flatMap((piece) => {
    const seq = piece.documentSeq;
    const track = options.tracks.find((one) => one.documentId === piece.documentId);
    const edits = track?.edits ?? options.items.find((item) => item.number === piece.itemNumber)?.edits;
    if (!edits || (seq === null && !options.momentOf)) return [];
    const moment = options.momentOf?.(piece.momentAt ?? piece.createdAt) ?? 0;
    return [
      {
        id: piece.id,
        track: track?.number ?? piece.itemNumber,
        itemNumber: piece.itemNumber,
        seq,
        // A moment before the first edit has no edit to stand at.
        at: (seq === null ? undefined : edits[seq - 1]) ?? moment,
        dimension: piece.dimension,
        quote: piece.quote,
        rater: names.get(piece.scorecardId) ?? '',
      },
    ];
  });
}
