import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enterSection } from '../attempt/enter-section.ts';
import { type Invited, insertInvited, passTime, start, write } from '../attempt/invited-fixture.ts';
import { leaveSection } from '../attempt/leave-section.ts';
import { recordEvents } from '../attempt/record/record-events.ts';
import { submitAttempt } from '../attempt/submit-attempt.ts';
import { candidatesCsv } from '../position/candidates-csv.ts';
import { readPositionDashboard } from '../position/read-position-dashboard.ts';
import { readQueue } from '../scoring/read-queue.ts';
import { readScoringPage } from '../scoring/read-scoring-page.ts';
import { readStaffAttempt } from '../staff-attempt/read-staff-attempt.ts';
import { addStaff } from '../test-staff.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from '../test-use-cases.ts';
import { readAnswerAt } from './read-answer-at.ts';
import { previewFeedback } from './read-feedback.ts';
import { readReplay } from './read-replay.ts';
import { readReport } from './read-report.ts';

let database: UseCaseDatabase;
beforeAll(async () => {
  database = await openUseCaseDatabase();
});
afterAll(() => database.drop());

const factor = 1.375;

/** One assessment in which everything happens at the same shares of the person's own time. */
async function taken(timeFactor: number): Promise<Invited> {
  const { sql } = database;
  const invited = await insertInvited(sql, { sections: [{ minutes: 20 }, { minutes: 40 }] });
  const { attemptId, manager } = invited;
  await sql`update attempt set time_factor = ${timeFactor} where id = ${attemptId}`;
  await sql`insert into person_role (person_id, role) values (${manager.id}, 'hiring-manager'), (${manager.id}, 'interviewer')`;
  const candidate = await start(sql, invited);
  // She prepared herself the day before.
  for (const table of ['attempt_event', 'audit']) {
    await sql`update ${sql(table)} set created_at = created_at - interval '1 day'
      where ${sql(table === 'audit' ? 'subject_id' : 'attempt_id')} = ${attemptId}
        and created_at < (select started_at from attempt where id = ${attemptId})`;
  }
  const discussion = invited.questions.findIndex((one) => one.kind === 'discussion') + 1;
  await recordEvents(candidate, [
    {
      kind: 'paste',
      clientKey: attemptId,
      itemNumber: 1,
      data: { characters: 90, lines: 3, source: 'elsewhere' },
    },
  ]);
  await sql`update attempt_event set created_at = created_at + interval '5 minutes' * ${timeFactor}::float8
    where attempt_id = ${attemptId} and kind = 'paste'`;
  // What was recorded moves into the past with everything else; the audit log does too.
  const pass = async (minutes: number) => {
    const by = sql`interval '1 minute' * ${minutes * timeFactor}::float8`;
    await passTime(sql, attemptId, minutes * timeFactor);
    const today = sql`created_at > now() - interval '20 hours'`;
    await sql`update attempt_event set created_at = created_at - ${by} where attempt_id = ${attemptId} and ${today}`;
    await sql`update audit set created_at = created_at - ${by} where subject_id = ${attemptId} and ${today}`;
    await sql`update attempt_item set open_ms = open_ms + ${Math.round(minutes * timeFactor * 30_000)}, seen_at = now()
      where attempt_id = ${attemptId} and number in (1, ${discussion})`;
  };
  await pass(12);
  await leaveSection(candidate, { sectionNumber: 1 });
  await enterSection(candidate, { sectionNumber: 2 });
  await write(sql, candidate, discussion, 'It depends on the window between two effects.');
  await pass(30);
  await submitAttempt(candidate, { declaredAids: {} });
  await sql`update attempt set start_by = now() + interval '1 day' where id = ${attemptId}`;
  return invited;
}

/** Everything of an attempt that those who judge it are given, by who they are. */
async function payloads(invited: Invited, judge: Awaited<ReturnType<typeof addStaff>>) {
  const { attemptId, positionId, manager } = invited;
  const discussion = invited.questions.findIndex((one) => one.kind === 'discussion') + 1;
  const dashboard = await readPositionDashboard(manager, positionId);
  const before = {
    report: await readReport(manager, attemptId),
    feedback: await previewFeedback(manager, attemptId),
    dashboard,
    export: candidatesCsv(dashboard),
  };
  for (const rater of [judge, manager]) {
    await database.sql`insert into scorecard (attempt_id, rater_id) values (${attemptId}, ${rater.id})`;
  }
  return {
    ...before,
    queue: await readQueue(judge),
    scoring: await readScoringPage(judge, attemptId),
    answer: await readAnswerAt(judge, { attemptId, number: discussion, seq: null }),
    replay: JSON.parse(JSON.stringify(await readReplay(judge, attemptId), replayShares)),
    // A manager who rates.
    attempt: { ...(await readStaffAttempt(manager, attemptId)), assignable: [] },
    ownDashboard: await readPositionDashboard(manager, positionId),
  };
}

/** Positions of a replay as shares: they are whole numbers, and `comparable` would take each of them to the last part. */
function replayShares(key: string, value: unknown): unknown {
  if ((key === 'at' || key === 'from' || key === 'to') && typeof value === 'number')
    return value / 2000 + 1e-9;
  if (key === 'edits' && Array.isArray(value)) return value.map((at) => at / 2000 + 1e-9);
  return key === 'end' ? undefined : value;
}

const isoPattern = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** Ids away, shares to the hundredth, and every instant as its minutes before now: what is left may not differ. */
function comparable(payload: unknown): unknown {
  const now = Date.now();
  const minutesAgo = (instant: number) => `${Math.round((now - instant) / 60_000)} min ago`;
  const text = JSON.stringify(payload, (key, value: unknown) => {
    if (typeof value !== 'number') return value;
    // Since the submission, which is the same for both.
    if (key === 'waitingSeconds') return Math.round(value / 60);
    return Number.isInteger(value) ? value : Math.round(value * 50) / 50;
  })
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'id')
    .replace(/R-[0-9A-Z]{4}-[0-9A-Z]{4}/g, 'receipt')
    .replace(/Candidate [0-9A-F]{4}\b/g, 'Candidate')
    .replace(isoPattern, (iso) => minutesAgo(Date.parse(iso)));
  return JSON.parse(text);
}

// The guarantee: nobody who judges can tell who was given extra time. What they read of two people who did the same in
// the same parts of their own time is the same, to the word.
describe('extra time', () => {
  it('changes nothing that scorers, reports, exports and dashboards are given', async () => {
    const judge = await addStaff(database.db, 'Judge', 'interviewer');
    const other = await addStaff(database.db, 'Judge', 'interviewer');
    const plain = await payloads(await taken(1), judge);
    const longer = await payloads(await taken(factor), other);
    for (const [what, payload] of Object.entries(plain)) {
      expect(comparable(Reflect.get(longer, what)), what).toEqual(comparable(payload));
    }
    // The comparison sees time where it stands: a manager who does not judge is shown instants.
    expect(plain.report.timeShare).toBeCloseTo(0.7, 1);
    expect(plain.report.integrity.map((fact) => fact.share)).toContainEqual(expect.closeTo(5 / 60, 2));
  });

  it('stands in no such payload by any of its names, nor does time that was given', async () => {
    const judge = await addStaff(database.db, 'Judge', 'interviewer');
    const invited = await taken(factor);
    await database.sql`
      insert into time_grant (attempt_id, section_number, granted_ms, basis, reason)
      values (${invited.attemptId}, 2, 777123, 'accommodation', 'breaks as agreed')`;
    for (const [what, payload] of Object.entries(await payloads(invited, judge))) {
      // The milliseconds of an instant can be anything, .375 too.
      const text = JSON.stringify(payload).replace(isoPattern, 'an instant');
      for (const needle of [
        '1.375',
        '37.5',
        '0.375',
        '38 %',
        '777123',
        '12.95',
        'breaks as agreed',
        '27.5',
        '82.5',
        '4950000',
      ]) {
        expect(text.includes(needle), `${what} holds ${needle}`).toBe(false);
      }
      if (what !== 'attempt') expect(text, what).not.toMatch(/timeFactor|extraTime|allowance/i);
    }
  });
});
