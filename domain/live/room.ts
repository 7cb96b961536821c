import type { AnswerKind } from '../answer.ts';
import type { DimensionCode, Level } from '../dimension.ts';
import type { SessionState } from './session.ts';

export const liveRoles = ['lead', 'scorer', 'observer'] as const;
/** `lead` and `scorer` rate; an `observer` only watches. */
export type LiveRole = (typeof liveRoles)[number];

export interface AgendaEntry {
  itemNumber: number;
  title: string;
  kind: string;
  plannedMs: number;
  /** Milliseconds that the item was the current one, so far. */
  usedMs: number;
  state: 'ahead' | 'current' | 'done';
}

export interface RoomPerson {
  /** Person id; `candidate` for the candidate. */
  id: string;
  name: string;
  role: LiveRole | 'candidate';
  /** Heard from within the last seconds. */
  present: boolean;
}

export interface SharedDocuments {
  /** Root `files`, as answers have. */
  code: string;
  /** Roots `nodes` and `edges`. */
  drawing: string;
  /** Root array `lines`: one map a line, {by, text, at}. */
  chat: string;
}

export interface OpenAsk {
  what: 'move' | 'cancel';
  by: 'candidate' | 'staff';
  /** ISO 8601, for a move. */
  startsAt: string | null;
  reason: string;
  /** The reader is the side that answers. */
  mayAnswer: boolean;
}

/** What both sides see. Nothing here tells of probes, hints, anchors, twists that are still hidden, or scores. */
export interface SharedRoom {
  attemptId: string;
  sessionHash: string;
  positionTitle: string;
  state: SessionState;
  /** ISO 8601. */
  startsAt: string;
  plannedMinutes: number;
  candidateTimeZone: string | null;
  /** Raised by each accepted move: the calendar file's SEQUENCE. */
  sequence: number;
  meetingUrl: string;
  /** Said to the candidate beforehand when somebody watches whom the list of people does not name. */
  unseenObservers: boolean;
  recording: 'unasked' | 'accepted' | 'declined';
  /** Milliseconds since the candidate was admitted; null before. */
  elapsedMs: number | null;
  /** Milliseconds between planned start and admission; null before. A fact, not a score. */
  lateMs: number | null;
  /** Milliseconds left of the quiet minutes; null outside them. */
  focusLeftMs: number | null;
  people: RoomPerson[];
  ask: OpenAsk | null;
  /** Null before the candidate is admitted. */
  documents: SharedDocuments | null;
  /** Counts of runs of the shared code: the runs themselves are asked for when one of them changes. */
  runs: { started: number; finished: number };
  /** Items whose drawing may be run. */
  simulators: number[];
}

export interface RevealedTwist {
  itemNumber: number;
  id: string;
  text: string;
  /** Milliseconds after the admission. */
  atMs: number;
}

/** An earlier answer that was opened in the session, as both sides see it. */
export interface BroughtInRoom<Question> {
  /** 1-based within the session. */
  number: number;
  /** The item of the agenda on which it is talked about. */
  itemNumber: number;
  title: string;
  kind: AnswerKind;
  /** The copy: roots as answers have. */
  documentId: string;
  /** The run at which it was opened; null: as it was submitted. */
  run: number | null;
  /** Counts of runs of the copy: the runs themselves are asked for when one of them changes. */
  runs: { started: number; finished: number };
  /** As the candidate saw it then. */
  question: Question;
}

export interface CandidateItem<Question> {
  itemNumber: number;
  title: string;
  current: boolean;
  /** Shared notes of this item: the answer's document. */
  documentId: string;
  question: Question;
}

/** The candidate's page: the same room without the interviewers' panels. Only items that were opened are in it. */
export interface CandidateRoom<Question> extends SharedRoom {
  side: 'candidate';
  items: CandidateItem<Question>[];
  twists: RevealedTwist[];
  brought: BroughtInRoom<Question>[];
}

export interface InterviewerItem<Question> extends AgendaEntry {
  /** Null until it was opened. */
  documentId: string | null;
  question: Question;
  /** Null for items that rules grade. */
  rubric: {
    opening: string;
    probes: { text: string; tickedAtMs: number | null }[];
    twists: { id: string; text: string; listenFor: string; revealedAtMs: number | null }[];
    dimensions: { code: DimensionCode; name: string; weight: number; behaviours: Record<Level, string> }[];
    mustName: string[];
    redFlags: string[];
    hints: { text: string; atMs: number; by: string }[];
  } | null;
}

export interface RoomCard {
  ratings: { itemNumber: number; dimension: DimensionCode; levelId: string; note: string; seq: number }[];
  evidence: {
    id: string;
    itemNumber: number;
    dimension: DimensionCode;
    source: 'recorded' | 'heard';
    quote: string;
    /** Seconds between the moment and its writing; null when it was pinned from the log. */
    writtenAfterSeconds: number | null;
  }[];
  privateNotes: string;
  submittedAt: string | null;
}

export interface InterviewerRoom<Question> extends SharedRoom {
  side: 'interviewer';
  candidateName: string;
  me: { id: string; role: LiveRole };
  /** Whoever leads now. */
  leadId: string | null;
  /** Nobody led for long enough that a scorer may take over. */
  mayTakeLead: boolean;
  mayAdmit: boolean;
  items: InterviewerItem<Question>[];
  brought: BroughtInRoom<Question>[];
  /** The reader's own card; null for observers. */
  card: RoomCard | null;
  /** Who rates, and whether they have submitted: never what. */
  raters: { id: string; name: string; submitted: boolean }[];
  debriefOpen: boolean;
}

/** A cursor or a selection, passed on and never stored. Positions are Yjs relative positions in base64. */
export interface Presence {
  /** Document id; the presence reaches only those who may read it. */
  documentId: string;
  /** Path of the file within the document; empty for text without files. */
  path: string;
  anchor: string | null;
  head: string | null;
}
export interface PresenceOf extends Presence {
  /** Person id, or `candidate`. */
  who: string;
  name: string;
}
