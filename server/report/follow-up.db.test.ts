/**
 * Guarantee: the result of a form that asks for a live follow-up says that it is incomplete, in the report and in the
 * position's list, until a submitted card gives a level to the item on which an own answer was opened; a person can decide
 * at any time, and whoever owes a rating of that session does not learn of it here.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actInRoom } from '../live/act-in-room.ts';
import { pinMoment } from '../live/card/pin-moment.ts';
import { earlierItems, handInEarlier } from '../live/earlier/earlier-fixture.ts';
import { startLive } from '../live/live-fixture.ts';
import { readRoomForInterviewer } from '../live/read-room-for-interviewer.ts';
import { createPosition } from '../position/create-position.ts';
import { positionFieldsSchema } from '../position/position-fields.ts';
import { readPositionDashboard } from '../position/read-position-dashboard.ts';
import { scoreDimension } from '../scoring/score-dimension.ts';
import { submitScorecard } from '../scoring/submit-scorecard.ts';
import type { StaffPrincipal } from '../session.ts';
import { addStaff, letManage } from '../test-staff.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from '../test-use-cases.ts';
import { readReport } from './read-report.ts';
import { recordDecision } from './record-decision.ts';

let database: UseCaseDatabase;
beforeAll(async () => {
  database = await openUseCaseDatabase();
});
afterAll(() => database.drop());

const item = 1;

/** A session of the follow-up's blueprint, and what its candidate has handed in for a form that asks for it. */
async function followUp() {
  const live = await startLive(database, { blueprintSlug: 'follow-up-15', itemNumber: item });
  const earlier = await handInEarlier(database, live.attemptId);
  await database.sql`
    update form set follow_up = '{"minutes": 15}' where id = (select form_id from attempt where id = ${earlier.attemptId})`;
  await database.sql`update attempt set status = 'graded' where id = ${earlier.attemptId}`;
  return { live, earlier };
}

async function rate(rater: StaffPrincipal, attemptId: string, level: 'not-observed' | 3): Promise<void> {
  const room = await readRoomForInterviewer(rater, attemptId);
  for (const { code } of room.items[0]?.rubric?.dimensions ?? []) {
    const cell = { attemptId, itemNumber: item, dimension: code };
    if (level === 3)
      await pinMoment(rater, {
        ...cell,
        id: randomUUID(),
        heard: 'Named the seed that broke it.',
        secondsAgo: 1,
        writtenSecondsAgo: 0,
      });
    const levelId = level === 3 ? `${code}-3` : level;
    await scoreDimension(rater, { ...cell, levelId, note: '', afterSeq: 0 });
  }
}

test('incomplete until the item was scored, then complete with its session and item named', async () => {
  const { live, earlier } = await followUp();
  const { lead, scorer, manager, attemptId } = live;
  const report = () => readReport(manager, earlier.attemptId);
  const listed = async () => {
    const { rows } = await readPositionDashboard(manager, earlier.positionId);
    return rows.find((row) => row.attemptId === earlier.attemptId);
  };
  const first = await report();
  expect(first.report).toMatchObject({
    recommendation: 'incomplete',
    followUp: { kind: 'missing', minutes: 15, talked: false },
  });
  expect(first.report.headline).toContain('15 minutes');
  expect(await listed()).toMatchObject({ followUp: 'missing', sealed: false });

  await actInRoom(lead, attemptId, {
    kind: 'bring-answer',
    itemNumber: item,
    from: { attemptId: earlier.attemptId, itemNumber: earlierItems.world },
    run: 1,
  });
  await rate(lead, attemptId, 3);
  await rate(scorer, attemptId, 'not-observed');
  await actInRoom(lead, attemptId, { kind: 'close' });
  await submitScorecard(scorer, attemptId);
  // The lead's level stands on a card that is not submitted, and the scorer has seen nothing to rate.
  expect((await report()).report.followUp).toEqual({ kind: 'missing', minutes: 15, talked: true });
  await recordDecision(manager, {
    attemptId: earlier.attemptId,
    outcome: 'hold',
    reason: 'Waits for the talk.',
  });
  expect((await report()).decisions).toHaveLength(1);

  await submitScorecard(lead, attemptId);
  const complete = await report();
  expect(complete.report.recommendation).not.toBe('incomplete');
  expect(complete.report.followUp).toMatchObject({
    kind: 'scored',
    in: { sessionId: attemptId, itemNumber: item, itemTitle: 'Your own solution' },
  });
  expect(complete.followUpHref).toBe(`/attempts/${attemptId}/report`);
  expect(await listed()).toMatchObject({ followUp: 'scored' });
  // A manager of the take-home alone reads that it is complete and has no way into the session.
  const other = await addStaff(database.db, 'Other', 'hiring-manager');
  await letManage(database.db, earlier.positionId, other);
  const theirs = await readReport(other, earlier.attemptId);
  expect(theirs.report.followUp?.kind).toBe('scored');
  expect(theirs.followUpHref).toBeNull();
  // An item that was taken out counts for nothing.
  await database.sql`
    update attempt_item set voided_at = now() where attempt_id = ${attemptId} and number = ${item}`;
  expect((await report()).report.recommendation).toBe('incomplete');
});

test('whoever owes a rating of the session reads the result as incomplete', async () => {
  const { live, earlier } = await followUp();
  const { lead, manager, attemptId } = live;
  await actInRoom(lead, attemptId, {
    kind: 'bring-answer',
    itemNumber: item,
    from: { attemptId: earlier.attemptId, itemNumber: earlierItems.code },
    run: null,
  });
  await rate(lead, attemptId, 3);
  await actInRoom(lead, attemptId, { kind: 'close' });
  await submitScorecard(lead, attemptId);
  await database.sql`insert into scorecard (attempt_id, rater_id) values (${attemptId}, ${manager.id})`;
  const status = async () => [
    (await readReport(manager, earlier.attemptId)).report.followUp?.kind,
    (await readPositionDashboard(manager, earlier.positionId)).rows[0]?.followUp,
  ];
  expect(await status()).toEqual(['missing', 'missing']);
  await database.sql`
    update scorecard set submitted_at = now() where attempt_id = ${attemptId} and rater_id = ${manager.id}`;
  expect(await status()).toEqual(['scored', 'scored']);
});

test('a take-home asks for it by its blueprint, other forms ask for none; the question can be asked again', async () => {
  const { live, earlier } = await followUp();
  const fields = positionFieldsSchema.parse({
    title: 'Take-home',
    openings: '1',
    namesHidden: true,
    overallBar: '2.75',
    contact: 'Hiring, hiring@example.org',
    retentionDays: '365',
  });
  for (const [blueprintSlug, followUp] of [
    ['takehome-70', { minutes: 15 }],
    ['written-60', null],
  ] as const) {
    const { formId } = await createPosition(live.manager, { fields, blueprintSlug });
    const [form] = await database.sql`select follow_up from form where id = ${formId}`;
    expect(form?.follow_up).toEqual(followUp);
  }
  const met = await database.sql`
    select 1 from exposure e join candidate c on lower(c.email) = e.candidate_email
    join attempt a on a.candidate_id = c.id where a.id = ${earlier.attemptId} and e.slug = 'di-own-solution'`;
  expect(met).toHaveLength(0);
});
