import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { LiveEvent } from '../../domain/live/event.ts';
import type { LiveRole } from '../../domain/live/room.ts';
import { attempt } from './attempts.ts';
import { createdAt, instant } from './columns.ts';
import { person } from './people.ts';

/** A live session is an attempt of mode `live`; this is what only a session has. Its state is in its events. */
export const liveSession = pgTable('live_session', {
  attemptId: uuid('attempt_id')
    .primaryKey()
    .references(() => attempt.id, { onDelete: 'cascade' }),
  /** Video and voice are left to a meeting tool; empty when there is none. */
  meetingUrl: text('meeting_url').notNull().default(''),
  /** The zone in which the start was meant. */
  timeZone: text('time_zone').notNull(),
  /** The last event's number, taken under this row's lock. */
  head: integer('head').notNull().default(0),
  candidateSeenAt: instant('candidate_seen_at'),
  createdAt: createdAt(),
});

export const liveParticipant = pgTable(
  'live_participant',
  {
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => liveSession.attemptId, { onDelete: 'cascade' }),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    role: text('role').$type<LiveRole>().notNull(),
    unseen: boolean('unseen').notNull().default(false),
    seenAt: instant('seen_at'),
  },
  (t) => [
    primaryKey({ columns: [t.attemptId, t.personId] }),
    index('live_participant_person').on(t.personId),
  ],
);

/** Append-only. `by` is null for the candidate. */
export const liveEvent = pgTable(
  'live_event',
  {
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => liveSession.attemptId, { onDelete: 'cascade' }),
    seq: integer('seq').notNull(),
    at: createdAt(),
    by: uuid('by'),
    event: jsonb('event').$type<LiveEvent>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.attemptId, t.seq] }),
    // Whether an attempt was followed up is asked from the attempt's side.
    index('live_event_brought')
      .on(sql`(${t.event} -> 'from' ->> 'attemptId')`)
      .where(sql`${t.event} ->> 'kind' = 'answer-brought'`),
  ],
);
