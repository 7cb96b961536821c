import { sql } from 'drizzle-orm';
import { boolean, integer, jsonb, pgTable, primaryKey, real, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { ApplicationQuestions } from '../../domain/application.ts';
import type { DimensionCode } from '../../domain/dimension.ts';
import type { FollowUp, FormSection, Gate, Rules } from '../../domain/form.ts';
import { createdAt, instant, primaryId } from './columns.ts';
import { person } from './people.ts';

export const position = pgTable('position', {
  id: primaryId(),
  title: text('title').notNull(),
  team: text('team').notNull().default(''),
  description: text('description').notNull().default(''),
  blueprintSlug: text('blueprint_slug').notNull(),
  openings: integer('openings').notNull().default(1),
  /** Scorers see "Candidate 7F3A" instead of a name. */
  namesHidden: boolean('names_hidden').notNull().default(true),
  /** A rater sees automatic results only after submitting. */
  autoResultsSealed: boolean('auto_results_sealed').notNull().default(true),
  /** After the decision the candidate reads the behaviour observed and the next level's. */
  feedbackToCandidate: boolean('feedback_to_candidate').notNull().default(false),
  applicationQuestions: jsonb('application_questions').$type<ApplicationQuestions>().notNull(),
  /** Bars on the display scale 1 + 3·D. `overall` is always there; a dimension's bar is optional. */
  overallBar: real('overall_bar').notNull(),
  bars: jsonb('bars').$type<Partial<Record<DimensionCode, number>>>().notNull().default({}),
  retentionDays: integer('retention_days').notNull().default(365),
  contact: text('contact').notNull().default(''),
  createdBy: uuid('created_by').references(() => person.id),
  createdAt: createdAt(),
  closedAt: instant('closed_at'),
});

/** Hiring managers see their own positions; administrators see all. */
export const positionManager = pgTable(
  'position_manager',
  {
    positionId: uuid('position_id')
      .notNull()
      .references(() => position.id, { onDelete: 'cascade' }),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
  },
  (t) => [primaryKey({ columns: [t.positionId, t.personId] })],
);

/**
 * The exact content of a question, once per hash: an old report survives an edited question. `gradingSecret` seeds
 * the held-out cases of simulated worlds; it never leaves the server.
 */
export const questionVersion = pgTable('question_version', {
  hash: text('hash').primaryKey(),
  questionId: uuid('question_id').notNull(),
  slug: text('slug').notNull(),
  kind: text('kind').notNull(),
  title: text('title').notNull(),
  files: jsonb('files').$type<Record<string, string>>().notNull(),
  gradingSecret: text('grading_secret').notNull(),
  createdAt: createdAt(),
});

/** One assembled, numbered form: what every candidate of a position gets until it is changed. */
export const form = pgTable(
  'form',
  {
    id: primaryId(),
    positionId: uuid('position_id')
      .notNull()
      .references(() => position.id, { onDelete: 'cascade' }),
    number: integer('number').notNull(),
    blueprintSlug: text('blueprint_slug').notNull(),
    blueprintTitle: text('blueprint_title').notNull(),
    mode: text('mode').$type<'timed' | 'live'>().notNull().default('timed'),
    sections: jsonb('sections').$type<FormSection[]>().notNull(),
    rules: jsonb('rules').$type<Rules>().notNull(),
    weights: jsonb('weights').$type<Partial<Record<DimensionCode, number>>>().notNull(),
    gates: jsonb('gates').$type<Gate[]>().notNull(),
    /** Null where the result counts by itself. */
    followUp: jsonb('follow_up').$type<FollowUp>(),
    seed: text('seed').notNull(),
    createdBy: uuid('created_by').references(() => person.id),
    createdAt: createdAt(),
    supersededAt: instant('superseded_at'),
  },
  (t) => [unique('form_number').on(t.positionId, t.number)],
);

/** Rows of the server's own life, written every few seconds: a gap in them is an outage of ours. */
export const liveness = pgTable('liveness', {
  id: primaryId(),
  process: text('process').notNull(),
  startedAt: instant('started_at').notNull().default(sql`now()`),
  seenAt: instant('seen_at').notNull().default(sql`now()`),
});
