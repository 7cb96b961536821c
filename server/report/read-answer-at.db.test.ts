import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Invited, insertInvited, start } from '../attempt/invited-fixture.ts';
import { submitAttempt } from '../attempt/submit-attempt.ts';
import { addStaff } from '../test-staff.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from '../test-use-cases.ts';
import { readAnswerAt } from './read-answer-at.ts';
import { readReport } from './read-report.ts';

let database: UseCaseDatabase;
let invited: Invited;
beforeAll(async () => {
  database = await openUseCaseDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  invited = await insertInvited(database.sql, {
    sections: [{ minutes: 60 }],
    kinds: ['choice', 'discussion'],
  });
  const { attemptId, manager } = invited;
  await database.sql`insert into person_role (person_id, role) values (${manager.id}, 'hiring-manager')`;
  await database.sql`update position set auto_results_sealed = true where id = ${invited.positionId}`;
  await submitAttempt(await start(database.sql, invited), { declaredAids: {} });
  const check = {
    ...{ name: 'p1', title: 'Which hold?', passed: false, weight: 1, earned: 0.25 },
    ...{ message: '1 of 2 right.', misconceptions: ['takes a timeout for an answer'] },
  };
  await database.sql`
    insert into grade (attempt_id, item_number, question_hash, document_seq, verdict, score, checks, answer)
    values (${attemptId}, 1, 'x', 1, 'failed', 0.25, ${database.sql.json([check])}, '{}')`;
});

const grading = async (who: Parameters<typeof readAnswerAt>[0], number = 1) =>
  (await readAnswerAt(who, { attemptId: invited.attemptId, number, seq: null })).grading;

// Guarantee: staff read what rules found, check by check with what a wrong answer shows; whoever still owes a rating does
// not, unless the position seals nothing.
describe('what rules found of an answer', () => {
  it('is shown to the manager, with each check', async () => {
    expect(await grading(invited.manager)).toMatchObject({
      state: 'graded',
      grade: {
        score: 0.25,
        checks: [
          {
            name: 'p1',
            title: 'Which hold?',
            earned: 0.25,
            misconceptions: ['takes a timeout for an answer'],
          },
        ],
      },
    });
    const { questions } = await readReport(invited.manager, invited.attemptId);
    expect(questions.map((question) => question.lost)).toEqual([
      [
        {
          name: 'p1',
          title: 'Which hold?',
          earned: 0.25,
          weight: 1,
          notes: ['1 of 2 right.', 'takes a timeout for an answer'],
        },
      ],
      [],
    ]);
    expect(await grading(invited.manager, 2)).toEqual({ state: 'rated' });
    await database.sql`delete from grade where attempt_id = ${invited.attemptId}`;
    expect(await grading(invited.manager)).toEqual({ state: 'not-graded' });
  });

  it('is sealed for a rater until her ratings are submitted', async () => {
    const rater = await addStaff(database.db, 'Rater', 'interviewer');
    await expect(grading(rater)).rejects.toMatchObject({ code: 'not-found' });
    await database.sql`insert into scorecard (attempt_id, rater_id) values (${invited.attemptId}, ${rater.id})`;
    expect(await grading(rater)).toEqual({ state: 'sealed' });
    // A manager who rates is sealed like every rater.
    await database.sql`
      insert into scorecard (attempt_id, rater_id) values (${invited.attemptId}, ${invited.manager.id})`;
    expect(await grading(invited.manager)).toEqual({ state: 'sealed' });
    await database.sql`update scorecard set submitted_at = now() where rater_id = ${rater.id}`;
    expect(await grading(rater)).toMatchObject({ state: 'graded' });
  });

  it('is shown to raters at once where the position says so', async () => {
    const rater = await addStaff(database.db, 'Rater', 'interviewer');
    await database.sql`insert into scorecard (attempt_id, rater_id) values (${invited.attemptId}, ${rater.id})`;
    await database.sql`update position set auto_results_sealed = false where id = ${invited.positionId}`;
    expect(await grading(rater)).toMatchObject({ state: 'graded' });
  });
});
