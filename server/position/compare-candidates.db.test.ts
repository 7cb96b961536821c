import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertInvited, start } from '../attempt/invited-fixture.ts';
import { submitAttempt } from '../attempt/submit-attempt.ts';
import { addStaff, refusal } from '../test-staff.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from '../test-use-cases.ts';
import { compareCandidates } from './compare-candidates.ts';

let database: UseCaseDatabase;
beforeAll(async () => {
  database = await openUseCaseDatabase();
});
afterAll(() => database.drop());

/** Candidates of one position, graded with these scores; a score of null is not graded. */
async function position(scores: readonly (number | null)[]) {
  const { sql } = database;
  const attemptIds: string[] = [];
  const first = await insertInvited(sql, { allQuestions: true, sections: [{ minutes: 900 }] });
  for (const [index, score] of scores.entries()) {
    const invited =
      index === 0 ? first : await insertInvited(sql, { allQuestions: true, sections: [{ minutes: 900 }] });
    await sql`update attempt set position_id = ${first.positionId} where id = ${invited.attemptId}`;
    await sql`update form set weights = '{"FND": 50, "SYS": 30, "DBX": 20}' where id = ${invited.formId}`;
    await submitAttempt(await start(sql, invited), { declaredAids: {} });
    if (score !== null) {
      await sql`
        insert into grade (attempt_id, item_number, question_hash, document_seq, verdict, score, checks, answer)
        select attempt_id, number, question_hash, 0, 'failed', ${score}, '[]', '{}' from attempt_item
        where attempt_id = ${invited.attemptId} and kind <> 'discussion'`;
      await sql`update attempt set status = 'graded' where id = ${invited.attemptId}`;
    }
    attemptIds.push(invited.attemptId);
  }
  await sql`insert into person_role (person_id, role) values (${first.manager.id}, 'hiring-manager')`;
  return { manager: first.manager, positionId: first.positionId, attemptIds };
}

// The guarantee: a comparison shows what each report shows, and to nobody more than the reports themselves would.
describe('comparing candidates', () => {
  it('puts the reports beside each other, and leaves out whom the viewer still has to rate', async () => {
    const { manager, positionId, attemptIds } = await position([0.9, 0.2, null]);
    const [high, low, unscored] = attemptIds;
    if (!high || !low || !unscored) throw new Error('the fixture made too few');
    const compare = (...ids: string[]) => compareCandidates(manager, { positionId, attemptIds: ids });
    const comparison = await compare(low, high, unscored);
    expect(comparison?.candidates.map((one) => one.attemptId)).toEqual([low, high]);
    expect(comparison?.missing).toEqual(['Robin Fixture']);
    const [worse, better] = comparison?.candidates ?? [];
    expect(worse?.overall).toBeLessThan(better?.overall ?? 0);
    expect(comparison?.dimensions.length).toBeGreaterThan(2);
    for (const { dimension } of comparison?.dimensions ?? []) {
      expect(worse?.dimensions.find((one) => one.dimension === dimension)?.mean).toBeLessThan(
        better?.dimensions.find((one) => one.dimension === dimension)?.mean ?? 0,
      );
    }

    // Two who are scored are needed, of this position, and seen by one of its managers.
    const other = await position([0.4]);
    expect(await compare(high, unscored)).toBeNull();
    expect(await compare(high, high)).toBeNull();
    expect(await compare(high, ...other.attemptIds, 'not-an-id')).toBeNull();
    const stranger = await addStaff(database.db, 'Stranger', 'hiring-manager', 'interviewer');
    expect((await refusal(compareCandidates(stranger, { positionId, attemptIds }))).code).toBe('not-found');

    await database.sql`insert into scorecard (attempt_id, rater_id) values (${high}, ${manager.id})`;
    expect(await compare(low, high)).toBeNull();
    await database.sql`update scorecard set submitted_at = now() where attempt_id = ${high}`;
    expect((await compare(low, high))?.candidates).toHaveLength(2);
  });
});
