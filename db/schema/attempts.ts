import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { ApplicationAnswers } from '../../domain/application.ts';
import type { AttemptStatus } from '../../domain/attempt.ts';
import type { Runtime } from '../../domain/form.ts';
import { createdAt, instant, primaryId } from './columns.ts';
import { person } from './people.ts';
import { form, position } from './positions.ts';

export const candidate = pgTable(
  'candidate',
  {
    id: primaryId(),
    name: text('name').notNull(),
    email: text('email').notNull(),
    phone: text('phone').notNull().default(''),
    createdAt: createdAt(),
    erasedAt: instant('erased_at'),
  },
  (t) => [index('candidate_email').on(t.email)],
);

/**
 * Recruiting answers (pay, notice period, years per language), apart from everything that scorers read.
 * domain/access.ts names it as its own resource.
 */
export const application = pgTable(
  'application',
  {
    attemptId: uuid('attempt_id')
      .primaryKey()
      .references(() => attempt.id, { onDelete: 'cascade' }),
    answers: jsonb('answers').$type<ApplicationAnswers>().notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  () => [],
);

export const attempt = pgTable(
  'attempt',
  {
    id: primaryId(),
    positionId: uuid('position_id')
      .notNull()
      .references(() => position.id),
    candidateId: uuid('candidate_id')
      .notNull()
      .references(() => candidate.id),
    formId: uuid('form_id')
      .notNull()
      .references(() => form.id),
    mode: text('mode').$type<'timed' | 'live'>().notNull().default('timed'),
    status: text('status').$type<AttemptStatus>().notNull().default('invited'),
    /** Raised by every change of status or time: conditional updates check it. */
    revision: integer('revision').notNull().default(0),
    /** Last moment to start. */
    startBy: instant('start_by').notNull(),
    /** The person's extra-time factor, for example 1.25. Invisible to those who judge. */
    timeFactor: real('time_factor').notNull().default(1),
    timeZone: text('time_zone'),
    runtime: text('runtime').$type<Runtime>(),
    acceptedAt: instant('accepted_at'),
    consentedAt: instant('consented_at'),
    rulesConfirmedAt: instant('rules_confirmed_at'),
    /** Hash of the resume code shown to the candidate after consent. */
    resumeCodeHash: text('resume_code_hash'),
    startedAt: instant('started_at'),
    submittedAt: instant('submitted_at'),
    submittedBy: text('submitted_by').$type<'candidate' | 'deadline'>(),
    receipt: text('receipt'),
    /** What the candidate declared for aids that are allowed if declared. */
    declaredAids: jsonb('declared_aids').$type<Record<string, string>>().notNull().default({}),
    declinedAt: instant('declined_at'),
    withdrawnAt: instant('withdrawn_at'),
    invitedBy: uuid('invited_by').references(() => person.id),
    createdAt: createdAt(),
  },
  (t) => [
    index('attempt_position').on(t.positionId, t.status),
    index('attempt_candidate').on(t.candidateId),
    index('attempt_running').on(t.status, t.startedAt),
  ],
);

/** A section is entered once and left once; re-entry after a grant clears `leftAt`. */
export const attemptSection = pgTable(
  'attempt_section',
  {
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempt.id, { onDelete: 'cascade' }),
    number: integer('number').notNull(),
    enteredAt: instant('entered_at').notNull(),
    leftAt: instant('left_at'),
    leftBy: text('left_by').$type<'candidate' | 'deadline'>(),
  },
  (t) => [primaryKey({ columns: [t.attemptId, t.number] })],
);

/** One row a question of the form: navigator state. */
export const attemptItem = pgTable(
  'attempt_item',
  {
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempt.id, { onDelete: 'cascade' }),
    /** 1-based over the whole form. */
    number: integer('number').notNull(),
    sectionNumber: integer('section_number').notNull(),
    questionHash: text('question_hash').notNull(),
    slug: text('slug').notNull(),
    kind: text('kind').notNull(),
    seenAt: instant('seen_at'),
    flagged: boolean('flagged').notNull().default(false),
    /** Milliseconds the question was on screen, summed from the page's beats. */
    openMs: integer('open_ms').notNull().default(0),
    voidedAt: instant('voided_at'),
    voidReason: text('void_reason'),
  },
  (t) => [primaryKey({ columns: [t.attemptId, t.number] })],
);

/** Append-only ledger of time given. `sectionNumber` null means the attempt as a whole. */
export const timeGrant = pgTable(
  'time_grant',
  {
    id: primaryId(),
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempt.id, { onDelete: 'cascade' }),
    sectionNumber: integer('section_number'),
    grantedMs: integer('granted_ms').notNull(),
    basis: text('basis').$type<'outage' | 'browser-gap' | 'accommodation' | 'other'>().notNull(),
    reason: text('reason').notNull(),
    grantedBy: uuid('granted_by').references(() => person.id),
    /** Set for the grant of a measured outage, so that the same outage is granted once. */
    outageKey: text('outage_key'),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('time_grant_outage').on(t.attemptId, t.outageKey)],
);

/** A link is a secret of 256 random bits, stored as its hash. Opening it changes nothing. */
export const invitationLink = pgTable(
  'invitation_link',
  {
    id: primaryId(),
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempt.id, { onDelete: 'cascade' }),
    tokenHash: text('token_hash').notNull().unique(),
    issuedBy: uuid('issued_by').references(() => person.id),
    createdAt: createdAt(),
    expiresAt: instant('expires_at').notNull(),
    consumedAt: instant('consumed_at'),
    revokedAt: instant('revoked_at'),
  },
  (t) => [index('invitation_link_attempt').on(t.attemptId)],
);

/** A candidate's session, scoped to one attempt and nothing else, checked on every request. */
export const candidateSession = pgTable(
  'candidate_session',
  {
    id: primaryId(),
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempt.id, { onDelete: 'cascade' }),
    tokenHash: text('token_hash').notNull().unique(),
    openedBy: text('opened_by').$type<'link' | 'resume-code'>().notNull(),
    linkId: uuid('link_id').references(() => invitationLink.id),
    userAgent: text('user_agent').notNull().default(''),
    createdAt: createdAt(),
    seenAt: instant('seen_at').notNull(),
    revokedAt: instant('revoked_at'),
  },
  (t) => [index('candidate_session_attempt').on(t.attemptId)],
);

/** Facts with their times: pastes, focus, machines, gaps. Never a judgement. */
export const attemptEvent = pgTable(
  'attempt_event',
  {
    id: primaryId(),
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempt.id, { onDelete: 'cascade' }),
    sessionId: uuid('session_id'),
    itemNumber: integer('item_number'),
    kind: text('kind').notNull(),
    at: createdAt(),
    data: jsonb('data').$type<Record<string, unknown>>().notNull().default({}),
    /** Sent by the browser with a retry key: the same event is stored once. */
    clientKey: text('client_key'),
    candidateNote: text('candidate_note'),
    candidateNoteAt: instant('candidate_note_at'),
  },
  (t) => [
    index('attempt_event_attempt').on(t.attemptId, t.at),
    unique('attempt_event_key').on(t.attemptId, t.clientKey),
  ],
);

/** Heartbeats of one browser, one row a session and stretch: a gap between stretches is that browser's gap. */
export const presenceStretch = pgTable(
  'presence_stretch',
  {
    id: primaryId(),
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempt.id, { onDelete: 'cascade' }),
    sessionId: uuid('session_id').notNull(),
    beganAt: instant('began_at').notNull(),
    lastAt: instant('last_at').notNull(),
  },
  (t) => [index('presence_stretch_attempt').on(t.attemptId, t.lastAt)],
);

/** What a candidate asks of staff, and what they answered. */
export const candidateRequest = pgTable(
  'candidate_request',
  {
    id: primaryId(),
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempt.id, { onDelete: 'cascade' }),
    kind: text('kind')
      .$type<
        'more-days' | 'accommodation' | 'time' | 'late-edits' | 'problem' | 'human-review' | 'withdraw'
      >()
      .notNull(),
    itemNumber: integer('item_number'),
    text: text('text').notNull(),
    state: jsonb('state').$type<Record<string, unknown>>().notNull().default({}),
    createdAt: createdAt(),
    answeredAt: instant('answered_at'),
    answeredBy: uuid('answered_by').references(() => person.id),
    answer: text('answer'),
    outcome: text('outcome').$type<'granted' | 'refused' | 'answered'>(),
  },
  (t) => [index('candidate_request_attempt').on(t.attemptId, t.createdAt)],
);
