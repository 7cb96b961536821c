import { sql } from 'drizzle-orm';
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { createdAt, instant, primaryId } from './columns.ts';

/** Staff. Candidates are not people here: they have no account and no password. */
export const person = pgTable(
  'person',
  {
    id: primaryId(),
    email: text('email').notNull(),
    name: text('name').notNull(),
    /** scrypt, with its parameters; null when the person signs in elsewhere or by link. */
    passwordHash: text('password_hash'),
    /** Demo people are refused in production. */
    demo: boolean('demo').notNull().default(false),
    disabledAt: instant('disabled_at'),
    /** Raised to end all sessions of the person at once. */
    sessionEpoch: integer('session_epoch').notNull().default(0),
    preferences: jsonb('preferences').$type<Record<string, unknown>>().notNull().default({}),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('person_email_unique').on(sql`lower(${t.email})`)],
);

export const personRole = pgTable(
  'person_role',
  {
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    role: text('role').$type<'administrator' | 'hiring-manager' | 'interviewer'>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.role] })],
);

/** Linked once by a verified e-mail, from then on found by issuer and subject only. */
export const externalIdentity = pgTable(
  'external_identity',
  {
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    linkedAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.issuer, t.subject] })],
);

/** One-time links for staff: first administrator, set a password, sign in by mail. */
export const staffLink = pgTable('staff_link', {
  id: primaryId(),
  personId: uuid('person_id')
    .notNull()
    .references(() => person.id, { onDelete: 'cascade' }),
  purpose: text('purpose').$type<'set-password' | 'sign-in'>().notNull(),
  tokenHash: text('token_hash').notNull().unique(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
  createdAt: createdAt(),
});

/** Fixed-window counters in PostgreSQL, so that every web process sees the same count. */
export const rateCounter = pgTable(
  'rate_counter',
  {
    key: text('key').notNull(),
    windowStart: instant('window_start').notNull(),
    count: integer('count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.key, t.windowStart] }), index('rate_counter_window').on(t.windowStart)],
);

/** Append-only. Written in the same transaction as what it tells of. */
export const audit = pgTable(
  'audit',
  {
    id: primaryId(),
    at: createdAt(),
    actorKind: text('actor_kind').$type<'person' | 'candidate' | 'system'>().notNull(),
    actorId: uuid('actor_id'),
    action: text('action').notNull(),
    subjectKind: text('subject_kind').notNull(),
    subjectId: uuid('subject_id'),
    data: jsonb('data').$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [index('audit_at').on(t.at), index('audit_subject').on(t.subjectKind, t.subjectId, t.at)],
);
