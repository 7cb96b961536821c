/**
 * Guarantee: a person finds every session of theirs, however many there were: those that run or lie ahead by their start,
 * those that are over page by page; and one whose candidate has gone is not told as planned.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readQueue } from '../scoring/read-queue.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from '../test-use-cases.ts';
import { listSessions, overPageRows } from './list-sessions.ts';
import { type LiveFixture, scheduleLive } from './live-fixture.ts';

let database: UseCaseDatabase;
let live: LiveFixture;
beforeAll(async () => {
  database = await openUseCaseDatabase();
  live = await scheduleLive(database, { startsInMinutes: 60 });
});
afterAll(() => database.drop());

/** Copies of the planned session, which begins in an hour, each to begin so many hours from now, its attempt in `status`. */
async function copySessions(hours: number[], status: string, submittedCards = false): Promise<void> {
  for (const hour of hours) {
    await database.sql.begin(async (tx) => {
      const [made] = await tx<{ id: string }[]>`
        insert into attempt select (jsonb_populate_record(null::attempt, to_jsonb(a) || jsonb_build_object(
          'id', gen_random_uuid(), 'status', ${status}::text, 'start_by', a.start_by + make_interval(hours => ${hour - 1}),
          'submitted_at', case when ${status} = 'submitted' then now() + make_interval(hours => ${hour}) end))).*
        from attempt a where a.id = ${live.attemptId} returning id`;
      const id = made?.id ?? '';
      await tx`insert into live_session select (jsonb_populate_record(null::live_session,
        to_jsonb(s) || jsonb_build_object('attempt_id', ${id}::text))).* from live_session s where s.attempt_id = ${live.attemptId}`;
      await tx`insert into live_participant select (jsonb_populate_record(null::live_participant,
        to_jsonb(p) || jsonb_build_object('attempt_id', ${id}::text))).* from live_participant p where p.attempt_id = ${live.attemptId}`;
      await tx`insert into live_event (attempt_id, seq, by, event)
        select ${id}, seq, by, event || jsonb_build_object('startsAt', now() + make_interval(hours => ${hour}))
        from live_event where attempt_id = ${live.attemptId} and seq = 1`;
      await tx`insert into scorecard select (jsonb_populate_record(null::scorecard, to_jsonb(c) || jsonb_build_object(
        'id', gen_random_uuid(), 'attempt_id', ${id}::text,
        'submitted_at', case when ${submittedCards} then now() + make_interval(hours => ${hour}) end))).*
        from scorecard c where c.attempt_id = ${live.attemptId}`;
    });
  }
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

test('those ahead come by their start, and a past of any length does not hide them', async () => {
  await copySessions([3, 2], 'accepted');
  await copySessions(
    upTo(overPageRows * 2 + 7).map((hour) => -hour),
    'submitted',
    true,
  );
  await copySessions([-500], 'invited');

  const first = await listSessions(live.lead);
  expect(first.aheadTotal).toBe(3);
  const starts = first.ahead.map(({ startsAt }) => startsAt.getTime());
  expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  expect(first.ahead.map(({ attemptId }) => attemptId)[0]).toBe(live.attemptId);

  const seen = new Set<string>();
  let last = Number.POSITIVE_INFINITY;
  for (let older = 0; ; older += overPageRows) {
    const page = await listSessions(live.lead, older);
    expect(page.ahead).toHaveLength(3);
    if (page.over.length === 0) break;
    expect(page.overTotal).toBe(overPageRows * 2 + 8);
    for (const entry of page.over) {
      seen.add(entry.attemptId);
      expect(entry.startsAt.getTime()).toBeLessThanOrEqual(last);
      last = entry.startsAt.getTime();
    }
  }
  expect(seen.size).toBe(overPageRows * 2 + 8);
});

test('a session whose candidate withdrew or declined is cancelled', async () => {
  await copySessions([4], 'withdrawn');
  await copySessions([5], 'declined');
  const { over } = await listSessions(live.scorer);
  expect(over.slice(0, 2).map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
});

test('nobody sees the sessions of others', async () => {
  const { ahead, over, overTotal } = await listSessions(live.stranger);
  expect([ahead, over, overTotal]).toEqual([[], [], 0]);
});

test('a rater’s queue tells how many cards there are, and pages through those submitted', async () => {
  await copySessions(
    upTo(210).map((hour) => -1_000 + hour),
    'submitted',
  );
  const queue = await readQueue(live.lead);
  const [counted] = await database.sql<{ open: number; done: number }[]>`
    select (count(*) filter (where submitted_at is null))::int as open, (count(submitted_at))::int as done
    from scorecard where rater_id = ${live.lead.id} and withdrawn_at is null`;
  expect([queue.openTotal, queue.doneTotal]).toEqual([counted?.open, counted?.done]);
  expect(queue.openTotal).toBeGreaterThan(210);
  expect(queue.open).toHaveLength(200);
  // The longest waiting first.
  const waited = queue.open.flatMap(({ waitingSeconds }) => waitingSeconds ?? []);
  expect(waited).toEqual(waited.toSorted((a, b) => b - a));

  const seen = new Set<string>();
  for (let older = 0; older < queue.doneTotal; older += 50) {
    for (const row of (await readQueue(live.lead, older)).done) seen.add(row.attemptId);
  }
  expect(seen.size).toBe(queue.doneTotal);
  expect((await readQueue(live.lead, 10_000)).done).toEqual([]);
});
