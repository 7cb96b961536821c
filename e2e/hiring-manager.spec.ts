import { demoPosition, expect, signIn, test } from './fixtures/app.ts';
import { createOpenPosition } from './fixtures/position.ts';

// The guarantee: the person who hires sees where everybody stands, reads what a report rests on, and decides with a
// reason that is kept.
test('a hiring manager reads a report down to the words it rests on, and decides', async ({ page, app }) => {
  const position = await demoPosition(app);
  const attemptId = await position.attempt('Ilse Marchetti');
  await signIn(page, app, 'manager');
  await page.goto(`/positions/${position.id}`);
  await page.getByRole('link', { name: 'Ilse Marchetti' }).click();
  await page.goto(`/attempts/${attemptId}/report`);
  await expect(page.getByRole('heading', { name: 'Ilse Marchetti', exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { name: /Above the bar|Below the bar|Not settled/ })).toBeVisible();
  await expect(page.getByText('Not assessed').first()).toBeVisible();

  const evidence = page.getByRole('link', { name: /^Q\d+, level/ }).first();
  const quote = await page.getByText('the retry finds the row and replays it').first().textContent();
  expect(quote).toBeTruthy();
  await evidence.click();
  await expect(page).toHaveURL(/\/answers\/\d+\?seq=\d+$/);
  await expect(page.getByText('the retry finds the row and replays it')).toBeVisible();
  await page.goBack();

  await page.getByRole('button', { name: 'Record decision' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Advance to the next step' }).check();
  await dialog.getByLabel('Reason').fill('Named the crash window unprompted; see Q7.');
  await dialog.getByRole('button', { name: 'Record decision' }).click();
  // The words stand in the dialog as well until the decision is kept.
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Named the crash window unprompted; see Q7.')).toBeVisible();
  const rows =
    await app.sql`select outcome from decision where attempt_id = ${attemptId} order by created_at desc limit 1`;
  expect(rows[0]?.outcome).toBe('advance');
  const audit =
    await app.sql`select 1 from audit where action = 'decision-recorded' and subject_id = ${attemptId}`;
  expect(audit).toHaveLength(1);
});

test('the report prints on A4 without its buttons', async ({ page, app }) => {
  const position = await demoPosition(app);
  await signIn(page, app, 'manager');
  await page.goto(`/attempts/${await position.attempt('Devika Subramanian')}/report`);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('button', { name: 'Record decision' })).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Devika Subramanian', exact: true })).toBeVisible();
  const pdf = await page.pdf({ format: 'A4', printBackground: true });
  expect(pdf.subarray(0, 4).toString()).toBe('%PDF');
});

test('candidates are compared on the same strips, and the comparison can be linked to', async ({
  page,
  app,
}) => {
  const { id } = await demoPosition(app);
  await signIn(page, app, 'manager');
  await page.goto(`/positions/${id}?tab=active`);
  const boxes = page.getByRole('checkbox', { name: /^Compare / });
  await boxes.first().check();
  await expect(page.getByText('Choose a second candidate')).toBeAttached();
  await boxes.nth(1).check();
  const names = await Promise.all(
    [0, 1].map(
      async (nth) =>
        (await boxes.nth(nth).getAttribute('aria-label')) ??
        (await boxes.nth(nth).evaluate((box) => box.closest('label')?.textContent ?? '')),
    ),
  );
  await page.getByRole('button', { name: 'Compare 2' }).click();
  const comparison = page.getByRole('region', { name: 'Compare 2' });
  await expect(comparison).toBeVisible();
  const people = names.map((name) => name.replace(/^Compare /, ''));
  for (const name of people) await expect(comparison.getByRole('link', { name })).toBeVisible();
  await expect(comparison.getByRole('img', { name: /^The whole: / })).toHaveAccessibleName(/Bar \d\.\d\d\.$/);
  await comparison.getByRole('button', { name: 'Show as table' }).click();
  const rows = comparison.getByRole('table').getByRole('row');
  await expect(rows.last()).toContainText('The whole');
  await page.reload();
  await expect(comparison).toBeVisible();
  await page.getByRole('link', { name: 'Close the comparison' }).click();
  await expect(comparison).toHaveCount(0);
});

test('of many candidates the first are drawn, the others on demand, and the filter looks at all', async ({
  page,
  app,
}) => {
  const positionId = await createOpenPosition(app, 'Backend Engineer, many candidates');
  await app.sql`
    with people as (
      insert into candidate (name, email)
      select 'Person ' || n, 'person-' || n || '@example.com' from generate_series(1, 120) as n returning id
    )
    insert into attempt (position_id, candidate_id, form_id, status, start_by)
    select ${positionId}, people.id, form.id, 'invited', now() + interval '7 days'
    from people join form on form.position_id = ${positionId}`;
  await signIn(page, app, 'manager');
  await page.goto(`/positions/${positionId}`);
  const people = page.getByRole('link', { name: /^Person \d+$/ });
  await expect(people).toHaveCount(50);
  await page.getByRole('button', { name: 'Show 50 more' }).click();
  await expect(people).toHaveCount(100);
  // The keyboard goes on where the new ones begin, and draws what follows by itself.
  await expect(people.nth(50)).toBeFocused();
  for (let n = 0; n < 50; n += 1) await page.keyboard.press('j');
  await expect(people.nth(100)).toBeFocused();
  await expect(people).toHaveCount(120);
  await expect(page.getByRole('button', { name: /^Show / })).toHaveCount(0);
  await page.reload();
  await expect(people).toHaveCount(50);
  await page.getByRole('searchbox', { name: 'Filter by name or e-mail' }).fill('person-117@');
  await expect(people).toHaveText(['Person 117']);
});
