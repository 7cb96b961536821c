import { and, eq, sql } from 'drizzle-orm';
import type { Runtime } from '../../domain/form.ts';
import type { Executor } from '../executor.ts';
import { run } from '../schema/grading.ts';

export interface EarlierAnswer {
  attemptId: string;
  itemNumber: number;
  positionTitle: string;
  /** `YYYY-MM-DD`: the hours of an attempt would tell whoever judges how much time the person was given. */
  submittedOn: string;
  hash: string;
  kind: string;
  title: string;
  runtime: Runtime | null;
  /** Somebody of the session still owes a rating of that attempt. */
  ratingOwed: boolean;
}

/**
 * What the candidate of a live session wrote in timed attempts that she has handed in, under the same e-mail address, in
 * the session's position or in one that somebody who manages this one manages too; the newest attempt first. What only
 * `systemAuthorId` has written into was never answered.
 */
export async function listEarlierAnswers(
  db: Executor,
  sessionId: string,
  systemAuthorId: string,
): Promise<EarlierAnswer[]> {
  const rows = await db.execute<{
    attempt_id: string;
    item_number: number;
    position_title: string;
    submitted_on: string;
    hash: string;
    kind: string;
    title: string;
    runtime: Runtime | null;
    rating_owed: boolean;
  }>(sql`
    select a.id as attempt_id, i.number as item_number, p.title as position_title,
           to_char(a.submitted_at at time zone 'UTC', 'YYYY-MM-DD') as submitted_on,
           v.hash, v.kind, v.title, a.runtime,
           exists (select 1 from scorecard s
                   join live_participant l on l.person_id = s.rater_id and l.attempt_id = session.id
                   where s.attempt_id = a.id and s.submitted_at is null and s.withdrawn_at is null) as rating_owed
    from attempt session
    join candidate herself on herself.id = session.candidate_id and herself.erased_at is null
    join candidate c on lower(c.email) = lower(herself.email) and c.erased_at is null
    join attempt a on a.candidate_id = c.id and a.mode = 'timed' and a.status in ('submitted', 'graded')
         and a.withdrawn_at is null and a.submitted_at is not null
    join position p on p.id = a.position_id
    join attempt_item i on i.attempt_id = a.id
    join question_version v on v.hash = i.question_hash
    where session.id = ${sessionId} and session.mode = 'live'
      and (p.id = session.position_id or exists (
        select 1 from position_manager mine
        join position_manager theirs on theirs.person_id = mine.person_id and theirs.position_id = p.id
        join person m on m.id = mine.person_id and m.disabled_at is null
        where mine.position_id = session.position_id))
      and (exists (
          select 1 from document d join document_update u on u.document_id = d.id
          where d.attempt_id = a.id and d.purpose = 'answer' and d.item_number = i.number
            and u.author_id <> ${systemAuthorId})
        or exists (
          select 1 from investigation_step step
          where step.attempt_id = a.id and step.item_number = i.number and step.kind = 'action'))
    order by a.submitted_at desc, a.id, i.number`);
  return rows.map((row) => ({
    attemptId: row.attempt_id,
    itemNumber: row.item_number,
    positionTitle: row.position_title,
    submittedOn: row.submitted_on,
    hash: row.hash,
    kind: row.kind,
    title: row.title,
    runtime: row.runtime,
    ratingOwed: row.rating_owed,
  }));
}

export interface EarlierRun {
  attemptId: string;
  itemNumber: number;
  number: number;
  /** `ok`, or how the program ended; null for what has no such word. */
  status: string | null;
  /** Visible checks, and how many of them passed; null for a run without checks. */
  checks: { passed: number; of: number } | null;
  /** Seeds of a world that ran, and how many of them failed; null for other kinds. */
  seeds: { failed: number; of: number } | null;
}

/** Finished runs of these attempts, of each item the newest `perItem`, the newest first; counted here, because verdicts are large. */
export async function listEarlierRuns(
  db: Executor,
  attemptIds: readonly string[],
  perItem: number,
): Promise<EarlierRun[]> {
  if (attemptIds.length === 0) return [];
  const rows = await db.execute<{
    attempt_id: string;
    item_number: number;
    number: number;
    status: string | null;
    checks: number | null;
    passed: number | null;
    seeds: number | null;
    failed: number | null;
  }>(sql`
    select * from (
      select r.attempt_id, r.item_number, r.number, r.verdict ->> 'status' as status,
             ${lengthOf('checks')} as checks, ${countOf('checks', true)} as passed,
             ${lengthOf('seeds')} as seeds, ${countOf('seeds', false)} as failed,
             row_number() over (partition by r.attempt_id, r.item_number order by r.number desc) as age
      from run r
      where r.attempt_id = any(${sql.param([...attemptIds])}::uuid[]) and r.item_number > 0
        and r.ended_at is not null and r.failure_code is null and jsonb_typeof(r.verdict) = 'object'
        and r.verdict ->> 'kind' is distinct from 'reset'
    ) newest
    where age <= ${perItem}
    order by attempt_id, item_number, number desc`);
  return rows.map((row) => ({
    attemptId: row.attempt_id,
    itemNumber: row.item_number,
    number: row.number,
    status: row.status,
    checks: row.checks === null ? null : { passed: row.passed ?? 0, of: row.checks },
    seeds: row.seeds === null ? null : { failed: row.failed ?? 0, of: row.seeds },
  }));
}

function lengthOf(list: 'checks' | 'seeds') {
  return sql`case when jsonb_typeof(r.verdict -> ${list}) = 'array' then jsonb_array_length(r.verdict -> ${list}) end`;
}

function countOf(list: 'checks' | 'seeds', passed: boolean) {
  return sql`case when jsonb_typeof(r.verdict -> ${list}) = 'array' then (
    select count(*)::int from jsonb_array_elements(r.verdict -> ${list}) one
    where (one ->> 'passed')::boolean = ${passed}) end`;
}

/** One run with its files and what it showed. */
export async function findRun(db: Executor, key: { attemptId: string; itemNumber: number; number: number }) {
  const rows = await db
    .select()
    .from(run)
    .where(
      and(eq(run.attemptId, key.attemptId), eq(run.itemNumber, key.itemNumber), eq(run.number, key.number)),
    );
  return rows[0] ?? null;
}
