/**
 * Guarantee: whoever may ever read a debrief is told why it is not open and who is awaited, and reads no score before;
 * a manager opens it with a reason while a rating is missing, which is then shown as missing and, when it comes, as
 * after the debrief. Everybody else finds nothing.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pinEvidence } from '../../scoring/pin-evidence.ts';
import { scoreDimension } from '../../scoring/score-dimension.ts';
import { submitScorecard } from '../../scoring/submit-scorecard.ts';
import type { StaffPrincipal } from '../../session.ts';
import { refusal } from '../../test-staff.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from '../../test-use-cases.ts';
import { actInRoom } from '../act-in-room.ts';
import { startLive } from '../live-fixture.ts';
import { readRoomForInterviewer } from '../read-room-for-interviewer.ts';
import { readDebriefPage } from './read-debrief-page.ts';

let database: UseCaseDatabase;
beforeAll(async () => {
  database = await openUseCaseDatabase();
});
afterAll(() => database.drop());

async function rateAll(rater: StaffPrincipal, attemptId: string, level: 1 | 4): Promise<void> {
  const room = await readRoomForInterviewer(rater, attemptId);
  for (const { code } of room.items.find((item) => item.itemNumber === 2)?.rubric?.dimensions ?? []) {
    const at = { attemptId, itemNumber: 2, dimension: code };
    await pinEvidence(rater, { ...at, quote: `SEEN BY ${rater.name}`, range: null });
    await scoreDimension(rater, { ...at, levelId: `${code}-${level}`, note: '', afterSeq: 0 });
  }
}

test('it says who is awaited, opens for a manager with a reason, and marks what comes after', async () => {
  const { attemptId, lead, scorer, observer, manager, stranger, candidate } = await startLive(database);
  expect(await readDebriefPage(lead, attemptId)).toMatchObject({ kind: 'waiting', state: 'running' });
  await rateAll(lead, attemptId, 4);
  await rateAll(scorer, attemptId, 1);
  await actInRoom(lead, attemptId, { kind: 'close' });
  await submitScorecard(lead, attemptId);

  const waiting = await readDebriefPage(lead, attemptId);
  expect(waiting).toEqual({
    kind: 'waiting',
    state: 'closed',
    own: 'submitted',
    openForOthers: false,
    awaited: { count: 1, names: ['Scorer'] },
    mayOpen: false,
    maySeeRoom: true,
  });
  expect(await readDebriefPage(scorer, attemptId)).toMatchObject({ own: 'owed', mayOpen: false });
  expect(await readDebriefPage(observer, attemptId)).toMatchObject({ own: 'none', mayOpen: false });
  expect(await readDebriefPage(manager, attemptId)).toMatchObject({ mayOpen: true, maySeeRoom: false });
  expect((await refusal(readDebriefPage(stranger, attemptId))).code).toBe('not-found');
  // Somebody who rates it later without having been there is told how many, not who.
  await database.sql`insert into scorecard (attempt_id, rater_id) values (${attemptId}, ${stranger.id})`;
  expect(await readDebriefPage(stranger, attemptId)).toMatchObject({
    own: 'owed',
    awaited: { count: 2, names: null },
  });
  await database.sql`delete from scorecard where rater_id = ${stranger.id}`;

  const open = { kind: 'open-debrief', reason: 'The scorer is ill.' } as const;
  for (const person of [lead, scorer, candidate])
    expect((await refusal(actInRoom(person, attemptId, open))).code).toBe('not-found');
  await actInRoom(manager, attemptId, open);
  const page = await readDebriefPage(manager, attemptId);
  if (page.kind !== 'open') throw new Error('the debrief is not open');
  expect(page.debrief.openedBecause).toBe('The scorer is ill.');
  expect(page.debrief.rows.length).toBeGreaterThan(0);
  for (const row of page.debrief.rows) expect(row.ratings[1]).toBeNull();
  // The one who owes is told so, and reads nothing.
  const owed = await readDebriefPage(scorer, attemptId);
  expect(owed).toMatchObject({ kind: 'waiting', own: 'owed', openForOthers: true, mayOpen: false });
  expect(await readDebriefPage(observer, attemptId)).toMatchObject({ kind: 'waiting', openForOthers: true });
  expect(JSON.stringify([owed, waiting])).not.toContain('SEEN BY');

  await submitScorecard(scorer, attemptId);
  const late = await readDebriefPage(scorer, attemptId);
  if (late.kind !== 'open') throw new Error('the debrief is not open');
  for (const row of late.debrief.rows) {
    expect(row.ratings.map((rating) => rating?.afterDebrief)).toEqual([false, true]);
    expect(row.spread).toBe(3);
  }
});
