import { expect, signIn, test } from './fixtures/app.ts';
import { startTaking } from './fixtures/candidate.ts';
import { createOpenPosition } from './fixtures/position.ts';

// The guarantee: where a position gives feedback, the candidate reads after the decision what the manager has previewed,
// word for word, and before it nothing.

test('the manager switches feedback on, previews it and decides; then the candidate reads it', async ({
  page,
  newPage,
  app,
}) => {
  const positionId = await createOpenPosition(app, 'With feedback');
  const { attemptId } = await startTaking(page, app, { positionId });
  // Handed in and graded, as the queue would leave it.
  await app.sql`
    insert into grade (attempt_id, item_number, question_hash, document_seq, verdict, score, checks, answer)
    select attempt_id, number, question_hash, 0, 'failed', 0.4137, '[{"name": "secret-check", "passed": false}]', '{}'
    from attempt_item where attempt_id = ${attemptId} and kind <> 'discussion'`;
  await app.sql`
    update attempt set status = 'graded', submitted_at = now(), submitted_by = 'candidate', receipt = 'R-FEED-BACK'
    where id = ${attemptId}`;
  await page.goto('/take/receipt');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your assessment is submitted');
  const feedback = page.getByRole('region', { name: 'Feedback' });
  await expect(feedback).toHaveCount(0);

  const manager = await newPage();
  await signIn(manager, app, 'manager');
  await manager.goto(`/attempts/${attemptId}/report`);
  await manager.getByRole('link', { name: 'Feedback preview' }).click();
  await expect(manager.getByText('Candidates of this position do not get feedback.')).toBeVisible();
  await manager.getByRole('link', { name: 'settings of the position' }).click();
  await manager.getByRole('checkbox', { name: 'Give candidates feedback after the decision' }).check();
  await manager.getByRole('form', { name: 'Position' }).getByRole('button', { name: 'Save' }).click();
  await expect(manager.getByRole('form', { name: 'Position' }).getByText('Saved.')).toBeVisible();
  await manager.goto(`/attempts/${attemptId}/feedback`);
  await expect(manager.getByText('once a decision other than Hold is recorded')).toBeVisible();
  const preview = await manager.getByRole('region', { name: 'What the candidate reads' }).textContent();
  expect(preview).toContain('Next level');

  const decide = async (outcome: string) => {
    await manager.goto(`/attempts/${attemptId}/report`);
    await manager.getByRole('button', { name: 'Record decision' }).click();
    const dialog = manager.getByRole('dialog', { name: 'Record decision' });
    await dialog.getByRole('radio', { name: outcome }).check();
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('The reason is for staff.');
    if (outcome !== 'Hold') await expect(dialog.getByText('The candidate then reads feedback')).toBeVisible();
    await dialog.getByRole('button', { name: 'Record decision' }).click();
    await expect(dialog).toBeHidden();
  };
  await decide('Hold');
  await page.reload();
  await expect(feedback).toHaveCount(0);
  await decide('Decline');
  await page.reload();
  await expect(feedback).toBeVisible();
  const read = await feedback.textContent();
  expect(read?.replace(/^Feedback\s*/, '')).toBe(preview);
  const source = await (await page.request.get('/take/receipt')).text();
  for (const secret of ['0.4137', '41 %', 'secret-check', 'The reason is for staff.']) {
    expect(source.includes(secret), secret).toBe(false);
  }
});
