import { answerText } from '../domain/edit-log/answer-layout.ts';
import { submitAttempt } from '../server/attempt/submit-attempt.ts';
import { drawDesign } from '../server/demo/draw-design.ts';
import { expect, signIn, test } from './fixtures/app.ts';
import { candidatePrincipal, demoPerson, startTaking } from './fixtures/candidate.ts';
import { createPositionOf } from './fixtures/question-position.ts';
import { assign } from './fixtures/staff.ts';
import { openUseCases } from './fixtures/use-cases.ts';
import { documentOf, writeAnswer } from './fixtures/write-answer.ts';

// The guarantee: staff see the drawing that was handed in and can run it, objective by objective what rules found, and rate
// its note beside it; the key of the question is theirs alone.
test('a design for staff: drawing, graded objectives, note, replay and key', async ({
  page,
  newPage,
  app,
}) => {
  test.slow();
  const { positionId, questions } = await createPositionOf(
    app,
    'Backend Engineer, design',
    'practice/practice-design',
  );
  const [question] = questions;
  if (question?.kind !== 'design') throw new Error('no design');
  const { attemptId } = await startTaking(page, app, { positionId });
  await openUseCases(app);
  const documentId = await documentOf(app, attemptId, 1);
  for (const step of ['draw', 'write'] as const) {
    const response = await writeAnswer(page.request, app, documentId, (doc) => {
      if (step === 'draw') drawDesign(doc, question.wrong[0]?.answer.design ?? question.start);
      else answerText(doc).insert(0, 'The database is the bottleneck. I decided against a cache.');
    });
    expect(response.ok()).toBe(true);
  }
  await submitAttempt(await candidatePrincipal(app, attemptId), {
    declaredAids: { web: 'nothing', editor: 'nothing' },
  });
  await expect
    .poll(
      async () => {
        const rows = await app.sql`select verdict from grade where attempt_id = ${attemptId}`;
        return rows.map((row) => row.verdict);
      },
      { timeout: 60_000 },
    )
    .toEqual(['failed']);

  const staff = await newPage();
  await test.step('the answer is the drawing, which runs here too, with what rules found', async () => {
    await signIn(staff, app, 'manager');
    await staff.goto(`/attempts/${attemptId}/answers/1`);
    const answer = staff.getByRole('region', { name: 'Answer' });
    await expect(answer).toContainText('The database is the bottleneck.');
    const graded = answer.getByRole('region', { name: 'Graded by rules' });
    await expect(graded.getByRole('listitem').filter({ hasText: 'What it costs a month' })).toContainText(
      '0 % of 15 %',
    );
    await expect(graded).toContainText('expected at most $1,500 a month');
    await answer.getByRole('button', { name: 'Simulate' }).first().click();
    await expect(answer.getByText('1 of 4 missed').first()).toBeVisible();
    await staff.goto(`/attempts/${attemptId}/report`);
    await expect(staff.getByText('3 of 4 objectives met; decision note: not rated yet')).toBeVisible();
  });

  await test.step('it is replayed as it was drawn', async () => {
    await staff.goto(`/attempts/${attemptId}/replay`);
    await expect(staff.getByRole('button', { name: 'Simulate' }).first()).toBeVisible();
    await expect(staff.getByText('The database is the bottleneck.')).toBeVisible();
  });

  await test.step('its note is rated beside the drawing', async () => {
    await assign(app, attemptId, (await demoPerson(app, 'tove@plumbline.example')).id);
    const rater = await newPage();
    await signIn(rater, app, 'tove');
    await rater.goto(`/attempts/${attemptId}/score`);
    await expect(rater.getByRole('region', { name: 'Answer to question 1' })).toContainText(
      'decided against a cache',
    );
    await expect(rater.getByRole('region', { name: 'What it is about' })).toContainText('list-api');
    const rubric = rater.getByRole('region', { name: 'Rubric' });
    await expect(rubric).toContainText('System design clarity');
    await expect(rubric).toContainText('Explaining trade-offs');
  });

  await test.step('staff read the key: limits, reference, and what wrong drawings are known for', async () => {
    await staff.goto('/questions/practice-design');
    await expect(staff.getByRole('row', { name: /99 of 100 lists .* at most 150 ms/ })).toBeVisible();
    await staff.getByText('cheap--forty-replicas').click();
    await expect(staff.getByText('list-api: Replicas 6 → 40')).toBeVisible();
  });
});
