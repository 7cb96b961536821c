import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isRated } from '../../domain/kind.ts';
import { getBank } from '../../question-bank/loader.ts';
import { insertInvited, start } from '../attempt/invited-fixture.ts';
import { submitAttempt } from '../attempt/submit-attempt.ts';
import type { StaffPrincipal } from '../session.ts';
import { addStaff, refusal } from '../test-staff.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from '../test-use-cases.ts';
import { previewFeedback, readOwnFeedback } from './read-feedback.ts';
import { recordDecision } from './record-decision.ts';

let database: UseCaseDatabase;
beforeAll(async () => {
  database = await openUseCaseDatabase();
});
afterAll(() => database.drop());

/** An assessment of every question that is handed in, graded, and rated by one person. */
async function assessed() {
  const invited = await insertInvited(database.sql, { allQuestions: true, sections: [{ minutes: 600 }] });
  const candidate = await start(database.sql, invited);
  await submitAttempt(candidate, { declaredAids: {} });
  const items = invited.sections.flatMap((section) => section.items);
  const rater = await addStaff(database.db, 'Ruben', 'interviewer');
  const [card] = await database.sql<{ id: string }[]>`
    insert into scorecard (attempt_id, rater_id, submitted_at) values (${invited.attemptId}, ${rater.id}, now())
    returning id`;
  for (const item of items) {
    if (isRated(item.kind)) {
      for (const dimension of Object.keys(item.weights)) {
        await database.sql`
          insert into rating (scorecard_id, item_number, dimension, level_id, note, seq)
          values (${card?.id ?? ''}, ${item.number}, ${dimension}, ${`${dimension}-3`}, 'A private remark of the rater.', 1)`;
      }
    } else {
      await database.sql`
        insert into grade (attempt_id, item_number, question_hash, document_seq, verdict, score, checks, answer)
        values (${invited.attemptId}, ${item.number}, ${item.hash}, 0, 'failed', 0.4137,
                '[{"name": "hidden-check-name", "passed": false}]', '{}')`;
    }
  }
  const decide = (outcome: 'hold' | 'decline') =>
    recordDecision(invited.manager, {
      attemptId: invited.attemptId,
      outcome,
      reason: 'Reason of the decision.',
    });
  const give = (on: boolean) => database.sql`
    update position set feedback_to_candidate = ${on} where id = ${invited.positionId}`;
  await database.sql`insert into person_role (person_id, role) values (${invited.manager.id}, 'hiring-manager')`;
  return { invited, candidate, items, decide, give };
}

// The guarantee: a candidate reads feedback only where the position gives it and only once people have decided, and
// then nothing but behaviours of the competency model: no score, no rater, no prompt, no check.
describe('feedback to the candidate', () => {
  it('waits for the switch and for a decision', async () => {
    const { candidate, decide, give } = await assessed();
    await decide('decline');
    expect(await readOwnFeedback(candidate)).toBeNull();
    await give(true);
    expect(await readOwnFeedback(candidate)).not.toBeNull();
    await decide('hold');
    expect(await readOwnFeedback(candidate)).toBeNull();
    await decide('decline');
    await give(false);
    expect(await readOwnFeedback(candidate)).toBeNull();
  });

  it('is made of the texts of the model alone', async () => {
    const { invited, candidate, items, decide, give } = await assessed();
    await give(true);
    await decide('decline');
    const feedback = (await readOwnFeedback(candidate)) ?? [];
    expect(feedback.length).toBeGreaterThan(2);
    const bank = await getBank(path.join(import.meta.dirname, '../../question-bank'));
    const texts = new Set(bank.dimensions.flatMap((one) => Object.values(one.levels)));
    for (const { observed, next, ...rest } of feedback) {
      expect(texts).toContain(observed);
      if (next !== null) expect(texts).toContain(next);
      expect(Object.keys(rest).sort()).toEqual(['dimension', 'name']);
    }
    const payload = JSON.stringify(feedback);
    for (const item of items) expect(payload).not.toContain(item.title);
    for (const secret of [
      'Ruben',
      'private remark',
      'hidden-check-name',
      '0.41',
      'Reason of',
      invited.positionId,
    ]) {
      expect(payload).not.toContain(secret);
    }
  });

  it('can be previewed before the decision, word for word, by those who may read the report and nobody else', async () => {
    const { invited, candidate, decide, give } = await assessed();
    const before = await previewFeedback(invited.manager, invited.attemptId);
    expect(before.state).toBe('off');
    await give(true);
    expect((await previewFeedback(invited.manager, invited.attemptId)).state).toBe('before-decision');
    await decide('decline');
    const after = await previewFeedback(invited.manager, invited.attemptId);
    expect(after.state).toBe('shown');
    expect(after.feedback).toEqual(before.feedback);
    expect(await readOwnFeedback(candidate)).toEqual(before.feedback);
    const stranger = await addStaff(database.db, 'Stranger', 'hiring-manager', 'interviewer');
    expect((await refusal(previewFeedback(stranger, invited.attemptId))).code).toBe('not-found');
    // A manager who still owes a rating would learn from it what the others found.
    await database.sql`
      insert into scorecard (attempt_id, rater_id) values (${invited.attemptId}, ${invited.manager.id})`;
    const owing: StaffPrincipal = { ...invited.manager, roles: ['hiring-manager', 'administrator'] };
    expect((await refusal(previewFeedback(owing, invited.attemptId))).code).toBe('not-found');
  });
});
