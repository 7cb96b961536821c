/**
 * Guarantee: a replay holds every acknowledged edit in its order and nothing that its reader may not see. If this fails,
 * a rater who still owes scores reads automatic results or another's evidence, or a stranger watches an answer.
 */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import * as Y from 'yjs';
import { answerText } from '../../domain/edit-log/answer-layout.ts';
import { decodeLogSlice } from '../../domain/edit-log/wire.ts';
import { type Invited, insertInvited, start, write } from '../attempt/invited-fixture.ts';
import { submitAttempt } from '../attempt/submit-attempt.ts';
import type { StaffPrincipal } from '../session.ts';
import { addStaff, refusal } from '../test-staff.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from '../test-use-cases.ts';
import { readReplay, readReplayLog } from './read-replay.ts';

let database: UseCaseDatabase;
let invited: Invited;
let rater: StaffPrincipal;
let other: StaffPrincipal;
let number: number;
const cards = new Map<string, string>();

beforeAll(async () => {
  database = await openUseCaseDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  const { sql } = database;
  invited = await insertInvited(sql, { sections: [{ minutes: 20 }] });
  const { attemptId } = invited;
  number = invited.questions.findIndex((one) => one.kind === 'discussion') + 1;
  const candidate = await start(sql, invited);
  await write(sql, candidate, number, 'First the window, ');
  await write(sql, candidate, number, 'then the key.');
  await sql`
    insert into run (attempt_id, item_number, number, author_id, document_seq, files, started_at, ended_at, passed, request_id)
    values (${attemptId}, ${number}, 1, ${candidate.sessionId}, 1, '[]', now(), now(), true, 'request')`;
  rater = await addStaff(database.db, 'Rana', 'interviewer');
  other = await addStaff(database.db, 'Otto', 'interviewer');
  for (const person of [rater, other]) {
    const [card] = await sql<{ id: string }[]>`
      insert into scorecard (attempt_id, rater_id, submitted_at)
      values (${attemptId}, ${person.id}, ${person === other ? sql`now()` : null}) returning id`;
    cards.set(person.id, card?.id ?? '');
    await sql`
      insert into evidence (scorecard_id, item_number, dimension, source, quote, document_seq)
      values (${card?.id ?? ''}, ${number}, 'TRD', 'recorded', ${`quoted by ${person.name}`}, 1)`;
  }
  expect((await refusal(readReplay(rater, attemptId))).code).toBe('not-found');
  await submitAttempt(candidate, { declaredAids: {} });
});

it('plays to the text that was submitted, edit by edit', async () => {
  const { attemptId } = invited;
  const page = await readReplay(rater, attemptId);
  const item = page.items.find((one) => one.number === number);
  const { updates } = decodeLogSlice(await readReplayLog(rater, { attemptId, number }));
  expect(item?.edits).toHaveLength(updates.length);
  expect([...(item?.edits ?? [])].sort((a, b) => a - b)).toEqual(item?.edits);
  expect(page.end).toBeGreaterThanOrEqual(item?.edits.at(-1) ?? 0);
  const texts: string[] = [];
  const doc = new Y.Doc();
  for (const update of updates) {
    Y.applyUpdate(doc, update);
    texts.push(answerText(doc).toString());
  }
  expect(texts.at(-1)).toContain('First the window, ');
  expect(texts.at(-1)).toContain('then the key.');
  expect(texts.at(-2)).not.toContain('then the key.');
});

it('keeps automatic results and the pins of others from a rater who has not submitted', async () => {
  const before = await readReplay(rater, invited.attemptId);
  expect(before.runs.map((run) => run.passed)).toEqual([null]);
  expect(before.pins.map((pin) => pin.quote)).toEqual(['quoted by Rana']);
  await database.sql`update scorecard set submitted_at = now() where id = ${cards.get(rater.id) ?? ''}`;
  const after = await readReplay(rater, invited.attemptId);
  expect(after.runs.map((run) => run.passed)).toEqual([true]);
  expect(after.pins.map((pin) => pin.quote).sort()).toEqual(['quoted by Otto', 'quoted by Rana']);
});

it('is not there for a stranger', async () => {
  const stranger = await addStaff(database.db, 'Sam', 'interviewer', 'hiring-manager');
  const { attemptId } = invited;
  expect((await refusal(readReplay(stranger, attemptId))).code).toBe('not-found');
  expect((await refusal(readReplayLog(stranger, { attemptId, number }))).code).toBe('not-found');
});
