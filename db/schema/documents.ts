import { bigint, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { attempt } from './attempts.ts';
import { bytes, createdAt, instant, primaryId } from './columns.ts';

/**
 * The one edit log. A document is a Yjs document whose updates are rows; `head` is the last sequence number, taken
 * under the row's lock, so that numbers are committed in the order in which they were given. fillfactor 50 (set in
 * the migration) keeps the counter's updates on the page.
 */
export const document = pgTable(
  'document',
  {
    id: primaryId(),
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempt.id, { onDelete: 'cascade' }),
    /** `answer` belongs to a question; later rooms add `notes`, `drawing`, `chat`. Secret and shared content are never in one document. */
    purpose: text('purpose').notNull(),
    itemNumber: integer('item_number'),
    head: bigint('head', { mode: 'number' }).notNull().default(0),
    bytesTotal: bigint('bytes_total', { mode: 'number' }).notNull().default(0),
    createdAt: createdAt(),
  },
  (t) => [unique('document_purpose').on(t.attemptId, t.purpose, t.itemNumber)],
);

export const documentUpdate = pgTable(
  'document_update',
  {
    documentId: uuid('document_id')
      .notNull()
      .references(() => document.id, { onDelete: 'cascade' }),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    /** Made by the browser once a batch: a retry is recognised and answered with the first seq. */
    batchId: uuid('batch_id').notNull(),
    authorId: uuid('author_id').notNull(),
    receivedAt: instant('received_at').notNull(),
    bytes: bytes('bytes').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.documentId, t.seq] }),
    unique('document_update_batch').on(t.documentId, t.batchId),
  ],
);

export const documentSnapshot = pgTable(
  'document_snapshot',
  {
    documentId: uuid('document_id')
      .notNull()
      .references(() => document.id, { onDelete: 'cascade' }),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    bytes: bytes('bytes').notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.documentId, t.seq] })],
);

/** A Yjs client id is bound to the session that used it first; inserts under another's id are refused. */
export const documentClient = pgTable(
  'document_client',
  {
    documentId: uuid('document_id')
      .notNull()
      .references(() => document.id, { onDelete: 'cascade' }),
    clientId: bigint('client_id', { mode: 'number' }).notNull(),
    authorId: uuid('author_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.documentId, t.clientId] })],
);

/** Updates past the deadline: kept aside, shown as late, merged only by a decision of staff or a grant. */
export const lateUpdate = pgTable(
  'late_update',
  {
    id: primaryId(),
    documentId: uuid('document_id')
      .notNull()
      .references(() => document.id, { onDelete: 'cascade' }),
    batchId: uuid('batch_id').notNull(),
    authorId: uuid('author_id').notNull(),
    receivedAt: instant('received_at').notNull(),
    characters: integer('characters').notNull(),
    bytes: bytes('bytes').notNull(),
    decidedAt: instant('decided_at'),
    decision: text('decision').$type<'merged' | 'rejected'>(),
    decidedBy: uuid('decided_by'),
  },
  (t) => [
    unique('late_update_batch').on(t.documentId, t.batchId),
    index('late_update_document').on(t.documentId),
  ],
);
