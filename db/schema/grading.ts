import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { attempt } from './attempts.ts';
import { createdAt, instant, primaryId } from './columns.ts';
import { person } from './people.ts';

/** One press of Run: the code as it was, and what came back. A failure of ours is a row too, with its request id. */
export const run = pgTable(
  'run',
  {
    id: primaryId(),
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempt.id, { onDelete: 'cascade' }),
    itemNumber: integer('item_number').notNull(),
    number: integer('number').notNull(),
    authorId: uuid('author_id').notNull(),
    /** The edit log's position when Run was pressed. */
    documentSeq: bigint('document_seq', { mode: 'number' }).notNull(),
    files: jsonb('files').$type<{ path: string; text: string }[]>().notNull(),
    startedAt: instant('started_at').notNull(),
    endedAt: instant('ended_at'),
    /** What the candidate saw: visible checks, console, error, figures. */
    verdict: jsonb('verdict').$type<unknown>(),
    passed: boolean('passed'),
    failureCode: text('failure_code'),
    requestId: text('request_id').notNull(),
  },
  (t) => [unique('run_number').on(t.attemptId, t.itemNumber, t.number)],
);

/** One step of an investigation: a card that was opened, or something that was done. Append-only; what it cost follows from the order. */
export const investigationStep = pgTable(
  'investigation_step',
  {
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempt.id, { onDelete: 'cascade' }),
    itemNumber: integer('item_number').notNull(),
    /** 1-based, in the order in which they were taken. */
    number: integer('number').notNull(),
    kind: text('kind').$type<'card' | 'action'>().notNull(),
    /** The card's or the action's id in the question. */
    ref: text('ref').notNull(),
    /** The edit log's position at that moment. */
    documentSeq: bigint('document_seq', { mode: 'number' }).notNull(),
    takenAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.attemptId, t.itemNumber, t.number] }),
    unique('investigation_step_once').on(t.attemptId, t.itemNumber, t.kind, t.ref),
  ],
);

/** Append-only: a re-grade is a new row that supersedes. The report reads the newest that is not superseded. */
export const grade = pgTable(
  'grade',
  {
    id: primaryId(),
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempt.id, { onDelete: 'cascade' }),
    itemNumber: integer('item_number').notNull(),
    questionHash: text('question_hash').notNull(),
    documentSeq: bigint('document_seq', { mode: 'number' }).notNull(),
    verdict: text('verdict').notNull(),
    score: real('score').notNull(),
    checks: jsonb('checks').$type<unknown[]>().notNull(),
    answer: jsonb('answer').$type<unknown>().notNull(),
    gradedAt: createdAt(),
    supersededAt: instant('superseded_at'),
    supersededWhy: text('superseded_why'),
  },
  (t) => [index('grade_attempt').on(t.attemptId, t.itemNumber)],
);

/** One rater's sealed card for one attempt. Nobody reads another's before submitting their own. */
export const scorecard = pgTable(
  'scorecard',
  {
    id: primaryId(),
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempt.id, { onDelete: 'cascade' }),
    raterId: uuid('rater_id')
      .notNull()
      .references(() => person.id),
    assignedBy: uuid('assigned_by').references(() => person.id),
    assignedAt: createdAt(),
    submittedAt: instant('submitted_at'),
    withdrawnAt: instant('withdrawn_at'),
    privateNotes: text('private_notes').notNull().default(''),
  },
  (t) => [
    unique('scorecard_rater').on(t.attemptId, t.raterId),
    index('scorecard_rater_open').on(t.raterId, t.submittedAt),
  ],
);

/**
 * Append-only: the newest row of (card, item, dimension) counts. It stores the id of the behaviour that was chosen
 * (`TRD-3`, or `not-observed`), not points.
 */
export const rating = pgTable(
  'rating',
  {
    id: primaryId(),
    scorecardId: uuid('scorecard_id')
      .notNull()
      .references(() => scorecard.id, { onDelete: 'cascade' }),
    itemNumber: integer('item_number').notNull(),
    dimension: text('dimension').notNull(),
    levelId: text('level_id').notNull(),
    note: text('note').notNull().default(''),
    seq: integer('seq').notNull(),
    /** Why it was changed after the debrief; empty before. */
    changeReason: text('change_reason').notNull().default(''),
    createdAt: createdAt(),
  },
  (t) => [unique('rating_seq').on(t.scorecardId, t.itemNumber, t.dimension, t.seq)],
);

/** What was seen: a quotation of the answer as it stood at a sequence number, or a moment. */
export const evidence = pgTable(
  'evidence',
  {
    id: primaryId(),
    scorecardId: uuid('scorecard_id')
      .notNull()
      .references(() => scorecard.id, { onDelete: 'cascade' }),
    itemNumber: integer('item_number').notNull(),
    dimension: text('dimension').notNull(),
    /** `recorded`: it is in the log. `heard`: typed by the rater. */
    source: text('source').$type<'recorded' | 'heard'>().notNull(),
    quote: text('quote').notNull(),
    documentId: uuid('document_id'),
    documentSeq: bigint('document_seq', { mode: 'number' }),
    rangeStart: integer('range_start'),
    rangeEnd: integer('range_end'),
    /** The moment that a live rater writes about; `createdAt` says when it was written. */
    momentAt: instant('moment_at'),
    createdAt: createdAt(),
    removedAt: instant('removed_at'),
  },
  (t) => [index('evidence_card').on(t.scorecardId, t.itemNumber, t.dimension)],
);

/** People decide. Append-only; the newest counts. */
export const decision = pgTable(
  'decision',
  {
    id: primaryId(),
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempt.id, { onDelete: 'cascade' }),
    outcome: text('outcome').$type<'advance' | 'offer' | 'decline' | 'hold'>().notNull(),
    reason: text('reason').notNull(),
    decidedBy: uuid('decided_by')
      .notNull()
      .references(() => person.id),
    createdAt: createdAt(),
  },
  (t) => [index('decision_attempt').on(t.attemptId, t.createdAt)],
);

/** Questions a person has met in any attempt: never twice to the same candidate. */
export const exposure = pgTable(
  'exposure',
  {
    candidateEmail: text('candidate_email').notNull(),
    slug: text('slug').notNull(),
    at: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.candidateEmail, t.slug] })],
);
