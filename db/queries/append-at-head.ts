import { sql } from 'drizzle-orm';
import type { Executor } from '../executor.ts';
import { fixedStatement } from '../fixed-statement.ts';
import { type BoundAuthor, editLogChannel, type NewUpdate } from './documents.ts';

/** A live session's document as it stood when it was read; nothing is locked. */
export interface HeadFacts {
  head: number;
  bytesTotal: number;
  running: boolean;
  /** This batch was taken before, or batches come faster than they may. */
  needsCare: boolean;
  /** Client id → who it is bound to, of the ids asked for. */
  bound: Map<number, BoundAuthor>;
  /** Updates after `knownSeq` up to the head, in order. */
  tail: Uint8Array[];
}

const value = sql.placeholder;

const headFacts = fixedStatement<
  {
    documentId: string;
    batchId: string;
    clientIds: number[];
    knownSeq: number;
    rateWindowSeconds: number;
    rateWindowBatches: number;
  },
  {
    head: number;
    bytes_total: number;
    running: boolean;
    needs_care: boolean;
    bound: [number, string, boolean][];
    tail: Uint8Array[];
  }
>(sql`
  select d.head::float8 as head, d.bytes_total::float8 as bytes_total, a.status = 'running' as running,
    exists(select 1 from document_update where document_id = d.id and batch_id = ${value('batchId')})
    or exists(select 1 from document_update where document_id = d.id
              and seq = d.head + 1 - ${value('rateWindowBatches')}::bigint
              and received_at > now() - make_interval(secs => ${value('rateWindowSeconds')}::float8)) as needs_care,
    (select coalesce(json_agg(json_build_array(c.client_id, c.author_id, s.id is not null)), '[]')
     from document_client c
     left join candidate_session s on s.id = c.author_id and s.attempt_id = d.attempt_id
     where c.document_id = d.id and c.client_id = any(${value('clientIds')}::bigint[])) as bound,
    array(select u.bytes from document_update u
          where u.document_id = d.id and u.seq > ${value('knownSeq')}::bigint and u.seq <= d.head order by u.seq) as tail
  from document d join attempt a on a.id = d.attempt_id
  where d.id = ${value('documentId')}`);

/** What an append without locks decides from, in one statement. Null when there is no such document. */
export async function readHeadFacts(
  db: Executor,
  input: Parameters<typeof headFacts>[1],
): Promise<HeadFacts | null> {
  const [row] = await headFacts(db, input);
  if (!row) return null;
  return {
    head: row.head,
    bytesTotal: row.bytes_total,
    running: row.running,
    needsCare: row.needs_care,
    bound: new Map(row.bound.map(([id, authorId, ofCandidate]) => [id, { authorId, ofCandidate }])),
    tail: row.tail,
  };
}

const writeAtHead = fixedStatement<Omit<NewUpdate, 'receivedAt'> & { notice: string }, { told: unknown }>(sql`
  with held as materialized (
    select status from attempt where id = ${value('attemptId')} for share
  ), moved as (
    update document set head = ${value('seq')}::bigint, bytes_total = bytes_total + length(${value('bytes')}::bytea)
    where id = ${value('documentId')} and attempt_id = ${value('attemptId')} and head = ${value('seq')}::bigint - 1
      and exists(select 1 from held where status = 'running')
    returning id
  ), written as (
    insert into document_update (document_id, seq, batch_id, author_id, received_at, bytes)
    select moved.id, ${value('seq')}::bigint, ${value('batchId')}::uuid, ${value('authorId')}::uuid, now(),
           ${value('bytes')}::bytea
    from moved
  ), bound as (
    insert into document_client (document_id, client_id, author_id)
    select moved.id, ids.id, ${value('authorId')}::uuid
    from moved, unnest(${value('newClientIds')}::bigint[]) as ids(id)
    on conflict do nothing
  )
  select pg_notify(${editLogChannel}, ${value('notice')}) as told from moved`);

/**
 * Writes one update as `seq`, moves the counter, binds client ids and tells the listeners, in one statement that is its
 * own transaction. False, and nothing is written, unless the session still runs and the log still ends before `seq`.
 * The attempt's row is locked before the document's, as `lockDocument` does: the session's end waits for this commit or
 * this statement sees the end.
 */
export async function insertAtHead(db: Executor, update: Omit<NewUpdate, 'receivedAt'>): Promise<boolean> {
  const { attemptId, documentId, seq } = update;
  const rows = await writeAtHead(db, { ...update, notice: `u ${attemptId} ${documentId} ${seq}` });
  return rows.length > 0;
}
