import { expect, signIn, test } from './fixtures/app.ts';
import { runningSession } from './fixtures/live-session.ts';

// The guarantee: both sides draw one design; nobody runs it before the lead has opened the simulator; and the same drawing
// shows both sides the same run.
test('a design in a live session: drawn together, run once the lead allows it, the same on both sides', async ({
  page,
  app,
  newPage,
}) => {
  test.slow();
  const candidate = await newPage();
  const { attemptId } = await runningSession(app, candidate, 'Asha Draws', {
    blueprintSlug: 'live-design-75',
    itemNumber: 1,
  });
  await signIn(page, app, 'ruben');
  for (const [side, path] of [
    [candidate, '/live'],
    [page, `/live/${attemptId}`],
  ] as const) {
    await side.goto(path);
    await expect(side.getByRole('tab', { name: 'Drawing', exact: true })).toBeVisible();
  }

  // The candidate draws, and the interviewer sees it.
  const palette = candidate.getByRole('group', { name: 'Add a component' });
  await palette.getByRole('button', { name: /Service/ }).click();
  const drawn = (side: typeof page) => side.locator('.react-flow__node', { hasText: 'Service' });
  await expect(drawn(candidate).first()).toBeVisible();
  const before = await drawn(candidate).count();
  await expect(drawn(page)).toHaveCount(before);

  // It is not run before the lead has said so, by key either.
  await expect(candidate.getByText('Opened by the lead').first()).toBeVisible();
  await candidate.keyboard.press('Control+Enter');
  await candidate.getByRole('tab', { name: 'Results' }).click();
  await expect(candidate.getByText('Nothing has run yet.')).toBeVisible();

  await page.getByRole('button', { name: 'Open the simulator' }).click();
  await expect(page.getByRole('button', { name: 'Open the simulator' })).toBeHidden();
  await expect(candidate.getByText('Opened by the lead')).toHaveCount(0);
  const costs: string[] = [];
  for (const side of [candidate, page]) {
    await side
      .getByRole('button', { name: /^Simulate/ })
      .first()
      .click();
    await side.getByRole('tab', { name: 'Results' }).click();
    await expect(side.getByText(/^run 1, seed/)).toBeVisible({ timeout: 60_000 });
    const objectives = side.getByRole('region', { name: 'Objectives' });
    await expect(objectives).toBeVisible();
    costs.push(await objectives.textContent().then((text) => text ?? ''));
  }
  expect(costs[0]).toBe(costs[1]);

  // The note is written together, too.
  await candidate.getByRole('tab', { name: 'Decision note' }).click();
  await candidate
    .getByRole('textbox', { name: 'Decision note' })
    .fill('The database will be the bottleneck.');
  await page.getByRole('tab', { name: 'Decision note' }).click();
  await expect(page.getByRole('textbox', { name: 'Decision note' })).toHaveValue(
    'The database will be the bottleneck.',
  );
});
