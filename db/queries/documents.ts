import { and, asc, desc, eq, gt, lte, type SQL, sql } from 'drizzle-orm';
import type { AttemptStatus } from '../../domain/attempt.ts';
import type { FormSection } from '../../domain/form.ts';
import type { Executor } from '../executor.ts';
import { fixedStatement } from '../fixed-statement.ts';
import { document, documentSnapshot, documentUpdate } from '../schema/documents.ts';

export interface DocumentRecord {
  id: string;
  attemptId: string;
  purpose: string;
  itemNumber: number | null;
  head: number;
  bytesTotal: number;
}

const documentFields = {
  id: document.id,
  attemptId: document.attemptId,
  purpose: document.purpose,
  itemNumber: document.itemNumber,
  head: document.head,
  bytesTotal: document.bytesTotal,
};

export async function findDocument(db: Executor, documentId: string): Promise<DocumentRecord | null> {
  const rows = await db.select(documentFields).from(document).where(eq(document.id, documentId));
  return rows[0] ?? null;
}

export async function findDocumentOfItem(
  db: Executor,
  key: { attemptId: string; purpose: string; itemNumber: number },
): Promise<DocumentRecord | null> {
  const rows = await db
    .select(documentFields)
    .from(document)
    .where(
      and(
        eq(document.attemptId, key.attemptId),
        eq(document.purpose, key.purpose),
        eq(document.itemNumber, key.itemNumber),
      ),
    );
  return rows[0] ?? null;
}

export async function listDocuments(
  db: Executor,
  attemptId: string,
  purpose: string,
): Promise<DocumentRecord[]> {
  return db
    .select(documentFields)
    .from(document)
    .where(and(eq(document.attemptId, attemptId), eq(document.purpose, purpose)))
    .orderBy(asc(document.itemNumber));
}

/** The new document's id, or null when there was one already: of two that come at once, one makes it. */
export async function insertDocument(
  db: Executor,
  value: { attemptId: string; purpose: string; itemNumber: number },
): Promise<string | null> {
  const rows = await db.insert(document).values(value).onConflictDoNothing().returning({ id: document.id });
  return rows[0]?.id ?? null;
}

export interface LockedDocument {
  attemptId: string;
  purpose: string;
  itemNumber: number | null;
  status: AttemptStatus;
  mode: 'timed' | 'live';
  startedAt: Date | null;
  timeFactor: number;
  formId: string;
  head: number;
  bytesTotal: number;
  /** The transaction's time. */
  now: Date;
}

/**
 * The first statement of every append. Holds the attempt against a change of its status or time until the commit, so
 * that no edit is acknowledged after the submission that should have contained it; then takes the document's counter.
 * The attempt is locked before the document, here and wherever both are, so that two transactions never wait for each
 * other: the document's row is reached only through the attempt's, which was locked to be read.
 */
export async function lockDocument(tx: Executor, documentId: string): Promise<LockedDocument | null> {
  const rows = await tx.execute<{
    attempt_id: string;
    purpose: string;
    item_number: number | null;
    status: AttemptStatus;
    mode: 'timed' | 'live';
    started_ms: number | null;
    time_factor: number;
    form_id: string;
    head: number;
    bytes_total: number;
    now_ms: number;
  }>(sql`
    with held as materialized (
      select a.id, a.status, a.mode, a.time_factor, a.form_id, ${epochMs(sql`a.started_at`)} as started_ms
      from attempt a where a.id = (select attempt_id from document where id = ${documentId})
      for share
    )
    select d.attempt_id, d.purpose, d.item_number, d.head::float8 as head, d.bytes_total::float8 as bytes_total,
           held.status, held.mode, held.time_factor, held.form_id, held.started_ms, ${epochMs(sql`now()`)} as now_ms
    from held join document d on d.attempt_id = held.id and d.id = ${documentId}
    for update of d`);
  const row = rows[0];
  if (!row) return null;
  return {
    attemptId: row.attempt_id,
    purpose: row.purpose,
    itemNumber: row.item_number,
    status: row.status,
    mode: row.mode,
    startedAt: row.started_ms === null ? null : new Date(row.started_ms),
    timeFactor: row.time_factor,
    formId: row.form_id,
    head: row.head,
    bytesTotal: row.bytes_total,
    now: new Date(row.now_ms),
  };
}

/** Takes the counter. Sequence numbers are given under this lock, so they are committed in their order. */
export async function lockHead(
  tx: Executor,
  documentId: string,
): Promise<{ head: number; bytesTotal: number }> {
  const rows = await tx
    .select({ head: document.head, bytesTotal: document.bytesTotal })
    .from(document)
    .where(eq(document.id, documentId))
    .for('update');
  if (!rows[0]) throw new Error(`document ${documentId} is gone`);
  return rows[0];
}

export interface BoundAuthor {
  authorId: string;
  /** The author is a session of this attempt's candidate. */
  ofCandidate: boolean;
}

export interface AppendFacts {
  /** Set when this batch was taken before. */
  knownSeq: number | null;
  /** Set when this batch was kept aside before. */
  keptAside: { characters: number; decision: 'merged' | 'rejected' | null } | null;
  /** Characters kept aside of this document and not decided yet. */
  lateCharacters: number;
  lateBytes: number;
  /** The update `rateWindowBatches` before the head was received within the rate window. */
  tooFast: boolean;
  /** Client id → who it is bound to, of the ids asked for. */
  bound: Map<number, BoundAuthor>;
  entered: { number: number; enteredAt: Date; leftAt: Date | null }[];
  grants: { sectionNumber: number | null; grantedMs: number }[];
}

/** Everything an append decides from, in one statement that begins after the locks are held: its snapshot is fresh. */
export async function readAppendFacts(
  tx: Executor,
  input: {
    documentId: string;
    attemptId: string;
    batchId: string;
    clientIds: readonly number[];
    head: number;
    rateWindowSeconds: number;
    rateWindowBatches: number;
  },
): Promise<AppendFacts> {
  const { documentId, attemptId, batchId } = input;
  const rows = await tx.execute<{
    known_seq: number | null;
    kept_characters: number | null;
    kept_decision: 'merged' | 'rejected' | null;
    late_characters: number;
    late_bytes: number;
    too_fast: boolean;
    bound: [number, string, boolean][];
    entered: [number, number, number | null][];
    grants: [number | null, number][];
  }>(sql`
    select
      (select seq::float8 from document_update where document_id = ${documentId} and batch_id = ${batchId}) as known_seq,
      kept.characters as kept_characters, kept.decision as kept_decision,
      late.characters::float8 as late_characters, late.bytes::float8 as late_bytes,
      exists(select 1 from document_update where document_id = ${documentId}
             and seq = ${input.head + 1 - input.rateWindowBatches}::bigint
             and received_at > now() - make_interval(secs => ${input.rateWindowSeconds}::float8)) as too_fast,
      (select coalesce(json_agg(json_build_array(c.client_id, c.author_id, s.id is not null)), '[]')
       from document_client c
       left join candidate_session s on s.id = c.author_id and s.attempt_id = ${attemptId}
       where c.document_id = ${documentId}
         and c.client_id = any(${sql.param([...input.clientIds])}::bigint[])) as bound,
      (select coalesce(json_agg(json_build_array(number, ${epochMs(sql`entered_at`)}, ${epochMs(sql`left_at`)}) order by number), '[]')
       from attempt_section where attempt_id = ${attemptId}) as entered,
      (select coalesce(json_agg(json_build_array(section_number, granted_ms)), '[]')
       from time_grant where attempt_id = ${attemptId}) as grants
    from (select coalesce(sum(characters), 0) as characters, coalesce(sum(length(bytes)), 0) as bytes
          from late_update where document_id = ${documentId} and decision is null) late
    left join late_update kept on kept.document_id = ${documentId} and kept.batch_id = ${batchId}`);
  const row = rows[0];
  if (!row) throw new Error('the facts of an append gave no row');
  return {
    knownSeq: row.known_seq,
    keptAside:
      row.kept_characters === null ? null : { characters: row.kept_characters, decision: row.kept_decision },
    lateCharacters: row.late_characters,
    lateBytes: row.late_bytes,
    tooFast: row.too_fast,
    bound: new Map(row.bound.map(([id, authorId, ofCandidate]) => [id, { authorId, ofCandidate }])),
    entered: row.entered.map(([number, enteredMs, leftMs]) => ({
      number,
      enteredAt: new Date(enteredMs),
      leftAt: leftMs === null ? null : new Date(leftMs),
    })),
    grants: row.grants.map(([sectionNumber, grantedMs]) => ({ sectionNumber, grantedMs })),
  };
}

/** Sections of a form never change: a changed form is a new row. */
export async function findFormSections(db: Executor, formId: string): Promise<FormSection[] | null> {
  const rows = await db.execute<{ sections: FormSection[] }>(
    sql`select sections from form where id = ${formId}`,
  );
  return rows[0]?.sections ?? null;
}

export interface NewUpdate {
  documentId: string;
  attemptId: string;
  seq: number;
  batchId: string;
  authorId: string;
  bytes: Uint8Array;
  /** Client ids that this update binds to its author. */
  newClientIds: readonly number[];
  /** Null is now; set for an update that was received earlier and kept aside. */
  receivedAt: Date | null;
}

/** Writes one update, moves the counter, binds client ids and tells the listeners, in one statement. */
export async function insertUpdate(tx: Executor, update: NewUpdate): Promise<void> {
  const { documentId, seq, authorId, bytes } = update;
  const received = update.receivedAt ? sql`${update.receivedAt.toISOString()}::timestamptz` : sql`now()`;
  const bind =
    update.newClientIds.length === 0
      ? sql``
      : sql`, bound as (insert into document_client (document_id, client_id, author_id) values ${sql.join(
          update.newClientIds.map((id) => sql`(${documentId}, ${id}::bigint, ${authorId})`),
          sql`, `,
        )} on conflict do nothing)`;
  await tx.execute(sql`
    with written as (
      insert into document_update (document_id, seq, batch_id, author_id, received_at, bytes)
      values (${documentId}, ${seq}::bigint, ${update.batchId}, ${authorId}, ${received}, ${bytes})
    ), moved as (
      update document set head = ${seq}::bigint, bytes_total = bytes_total + ${bytes.byteLength}::bigint
      where id = ${documentId}
    )${bind}
    select pg_notify(${editLogChannel}, ${`u ${update.attemptId} ${documentId} ${seq}`})`);
}

/** One channel for everything that streams tell: `u <attempt> <document> <seq>` and `a <attempt> <notice>`. */
export const editLogChannel = 'plumbline_edit_log';

export async function notifyChannel(tx: Executor, payload: string): Promise<void> {
  await tx.execute(sql`select pg_notify(${editLogChannel}, ${payload})`);
}

/** The newest snapshot that is not newer than `atSeq`. */
export async function findSnapshot(db: Executor, documentId: string, atSeq: number | null) {
  const rows = await db
    .select({ seq: documentSnapshot.seq, bytes: documentSnapshot.bytes })
    .from(documentSnapshot)
    .where(
      and(
        eq(documentSnapshot.documentId, documentId),
        atSeq === null ? undefined : lte(documentSnapshot.seq, atSeq),
      ),
    )
    .orderBy(desc(documentSnapshot.seq))
    .limit(1);
  return rows[0] ?? null;
}

export async function insertSnapshot(
  db: Executor,
  value: { documentId: string; seq: number; bytes: Uint8Array },
): Promise<void> {
  await db.insert(documentSnapshot).values(value).onConflictDoNothing();
}

/** Updates after `afterSeq` up to `throughSeq` (null: all there are), in order, without gaps. */
export async function listUpdates(
  db: Executor,
  documentId: string,
  afterSeq: number,
  throughSeq: number | null,
) {
  return db
    .select({ seq: documentUpdate.seq, bytes: documentUpdate.bytes })
    .from(documentUpdate)
    .where(
      and(
        eq(documentUpdate.documentId, documentId),
        gt(documentUpdate.seq, afterSeq),
        throughSeq === null ? undefined : lte(documentUpdate.seq, throughSeq),
      ),
    )
    .orderBy(asc(documentUpdate.seq));
}

/** Who wrote when, without the contents: the time line of a replay. */
export async function listUpdateTimes(db: Executor, documentId: string) {
  return db
    .select({
      seq: documentUpdate.seq,
      authorId: documentUpdate.authorId,
      receivedAt: documentUpdate.receivedAt,
      bytes: sql<number>`length(${documentUpdate.bytes})`,
    })
    .from(documentUpdate)
    .where(eq(documentUpdate.documentId, documentId))
    .orderBy(asc(documentUpdate.seq));
}

export interface StreamedUpdate {
  documentId: string;
  seq: number;
  batchId: string;
  authorId: string;
  bytes: Uint8Array;
}

const updatesOfMany = fixedStatement<
  { ids: string[]; seqs: number[]; limit: number },
  { document_id: string; seq: number; batch_id: string; author_id: string; bytes: Uint8Array }
>(sql`
  select w.document_id, u.seq::float8 as seq, u.batch_id, u.author_id, u.bytes
  from unnest(${sql.placeholder('ids')}::uuid[], ${sql.placeholder('seqs')}::bigint[]) as w(document_id, after)
  cross join lateral (
    select seq, batch_id, author_id, bytes from document_update
    where document_id = w.document_id and seq > w.after order by seq limit ${sql.placeholder('limit')}::int
  ) u
  order by w.document_id, u.seq
  limit ${sql.placeholder('limit')}::int`);

/**
 * New updates of many documents in one query, each document in order; at most `limit` in all. Each document is looked up
 * by itself: a plain join was planned as a merge that read the whole table from its beginning, for every look.
 */
export async function listUpdatesOfMany(
  db: Executor,
  after: ReadonlyMap<string, number>,
  limit: number,
): Promise<StreamedUpdate[]> {
  if (after.size === 0) return [];
  const rows = await updatesOfMany(db, { ids: [...after.keys()], seqs: [...after.values()], limit });
  return rows.map((row) => ({
    documentId: row.document_id,
    seq: row.seq,
    batchId: row.batch_id,
    authorId: row.author_id,
    bytes: row.bytes,
  }));
}

/** Heads of all documents of these attempts. */
export async function listHeads(db: Executor, attemptIds: readonly string[]) {
  if (attemptIds.length === 0) return [];
  return db
    .select({
      id: document.id,
      attemptId: document.attemptId,
      purpose: document.purpose,
      head: document.head,
    })
    .from(document)
    .where(sql`${document.attemptId} = any(${sql.param([...attemptIds])}::uuid[])`);
}

/** Of these candidate sessions, those that still hold, with their attempt's status. */
export async function listLiveSessions(db: Executor, sessionIds: readonly string[]) {
  if (sessionIds.length === 0) return [];
  const rows = await db.execute<{ id: string; attempt_id: string; status: AttemptStatus }>(sql`
    select s.id, s.attempt_id, a.status from candidate_session s join attempt a on a.id = s.attempt_id
    where s.revoked_at is null and s.id = any(${sql.param([...sessionIds])}::uuid[])`);
  return rows.map((row) => ({ sessionId: row.id, attemptId: row.attempt_id, status: row.status }));
}

function epochMs(instant: SQL): SQL {
  return sql`(floor(extract(epoch from ${instant}) * 1000))::float8`;
}
