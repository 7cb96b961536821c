import { demoPosition, expect, signIn, test } from './fixtures/app.ts';

// The guarantee: an interviewer finds the attempt, scores it against behaviours with words of the answer as evidence,
// alone, and reads the others only after submitting. All of it works from the keyboard.
test('an interviewer scores a written answer, sealed until submitted', async ({ page, app, newPage }) => {
  const position = await demoPosition(app);
  const attemptId = await position.attempt('Kenji Morimoto');
  await signIn(page, app, 'tove');
  await page.goto('/queue');
  const name = `Candidate ${attemptId.slice(0, 4).toUpperCase()}`;
  await expect(page.getByText('Kenji')).toHaveCount(0);
  await page.getByRole('link', { name }).click();
  await expect(page.getByRole('region', { name: 'Rubric' })).toContainText('0 of 3 complete');

  // Someone else who owes nothing may read the report; Tove may not yet, though she is a hiring manager too.
  const report = await page.request.get(`/attempts/${attemptId}/report`);
  expect(report.status()).toBe(404);
  expect(await report.text()).not.toContain('Shreya');

  const answer = page.getByRole('region', { name: /^Answer to question/ });
  for (const [index, dimension] of [
    'Backend fundamentals',
    'Explaining trade-offs',
    'Communication',
  ].entries()) {
    if (index > 0) await page.getByRole('button', { name: new RegExp(`^${dimension}`) }).click();
    await page.keyboard.press('3');
    await expect(page.getByRole('radio', { checked: true })).toHaveCount(1);
    await answer.getByRole('button', { name: 'Select with the keyboard' }).click();
    const text = answer.getByRole('textbox');
    await text.focus();
    await page.keyboard.press('Control+Home');
    for (let i = 0; i < 40; i += 1) await page.keyboard.press('Shift+ArrowRight');
    await answer.getByRole('button', { name: `Use as evidence for ${dimension}` }).click();
    await expect(page.getByText(`${index + 1} of 3 complete`)).toBeVisible();
    await answer.getByRole('button', { name: 'Show as page' }).click();
  }
  await page.getByRole('button', { name: 'Submit scores' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Submit scores' }).click();
  await expect(page.getByRole('table', { name: "Your levels and the others'" })).toContainText('Shreya Iyer');

  const rows = await app.sql`
    select r.dimension, r.level_id, e.source, e.quote from scorecard s
    join person p on p.id = s.rater_id and p.email = 'tove@plumbline.example'
    join rating r on r.scorecard_id = s.id
    join evidence e on e.scorecard_id = s.id and e.dimension = r.dimension
    where s.attempt_id = ${attemptId} order by r.dimension`;
  expect(rows.map((row) => [row.dimension, row.level_id, row.source])).toEqual([
    ['COM', 'COM-3', 'recorded'],
    ['FND', 'FND-3', 'recorded'],
    ['TRD', 'TRD-3', 'recorded'],
  ]);

  // The manager's report has both raters now.
  const manager = await newPage();
  await signIn(manager, app, 'manager');
  await manager.goto(`/attempts/${attemptId}/report`);
  await expect(manager.getByText('Tove Lindqvist').first()).toBeVisible();
});

test('a second window cannot overwrite a rating unseen', async ({ page, app, context }) => {
  const position = await demoPosition(app);
  const attemptId = await position.attempt('Hanne Solberg');
  await signIn(page, app, 'ruben');
  const other = await context.newPage();
  await page.goto(`/attempts/${attemptId}/score`);
  await other.goto(`/attempts/${attemptId}/score`);
  await expect(other.getByRole('region', { name: 'Rubric' })).toBeVisible();
  await page.getByRole('region', { name: 'Rubric' }).getByRole('radio').nth(1).press('Space');
  await expect(page.getByText(/^Saved\s*\d/)).toBeVisible();
  await other.getByRole('region', { name: 'Rubric' }).getByRole('radio').nth(2).press('Space');
  await expect(other.getByText('This rating was changed in another window')).toBeVisible();
  const rows = await app.sql`
    select r.level_id from rating r join scorecard s on s.id = r.scorecard_id
    join person p on p.id = s.rater_id and p.email = 'ruben@plumbline.example' where s.attempt_id = ${attemptId}`;
  expect(rows).toHaveLength(1);
});
