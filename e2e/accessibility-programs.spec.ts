import type { Page } from '@playwright/test';
import { submitAttempt } from '../server/attempt/submit-attempt.ts';
import { codeEditor, expectSaved } from './fixtures/answers.ts';
import { type App, expect, signIn, test } from './fixtures/app.ts';
import { scanBoth, scanEverywhere, zoomed } from './fixtures/axe.ts';
import { candidatePrincipal, startTaking } from './fixtures/candidate.ts';
import { press, tabTo } from './fixtures/keyboard.ts';
import { createPositionOf } from './fixtures/question-position.ts';
import { openUseCases } from './fixtures/use-cases.ts';

// The guarantee: the pages of SQL and of worlds hold WCAG 2.2 AA in each of their states as far as axe can tell; on a
// screen at 200 % they are written in, run and read with the keyboard alone, and every picture there is also a table.

const waitMs = 120_000;

async function open(page: Page, app: App, folder: string, file: string): Promise<string> {
  const { positionId } = await createPositionOf(app, `Accessible, ${folder}`, folder);
  const { attemptId } = await startTaking(page, app, { positionId });
  await page.goto('/take/q/1');
  await expect(codeEditor(page, file)).toBeAttached({ timeout: waitMs });
  return attemptId;
}

/** The tab of a narrow page that has this name, chosen by arrow keys from the one that is chosen. */
async function goToTab(page: Page, list: string, name: string): Promise<void> {
  const tabs = page.getByRole('tablist', { name: list });
  await tabTo(page, tabs.getByRole('tab', { selected: true }));
  const target = tabs.getByRole('tab', { name, exact: true });
  const open = tabs.getByRole('tab', { selected: true });
  for (let presses = 0; presses < 8; presses += 1) {
    const before = (await open.textContent()) ?? '';
    if ((await target.getAttribute('aria-selected')) === 'true') return;
    await page.keyboard.press('ArrowRight');
    // The tab opens a moment after the key: a second key before that would go one too far.
    await expect(open).not.toHaveText(before);
  }
  await expect(target).toHaveAttribute('aria-selected', 'true');
}

/** Writes over the file that is open, by keyboard. */
async function writeOver(page: Page, file: string, text: string): Promise<void> {
  await tabTo(page, codeEditor(page, file));
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
}

test('SQL: sessions, results, an error, a plan, checks, and the question about a reset', async ({
  page,
  app,
}) => {
  test.setTimeout(480_000);
  await open(page, app, 'questions/sq-lost-update', 'buy.sql');
  const result = page.getByRole('region', { name: 'Session A' });
  await writeOver(page, 'buy.sql', 'select sku, qty from stock order by sku;');
  await page.keyboard.press('Control+Enter');
  await expect(result.getByRole('grid')).toBeVisible({ timeout: waitMs });
  await page.getByRole('button', { name: 'Plan', exact: true }).click();
  const plan = page.getByRole('region', { name: 'Plan', exact: true });
  await expect(plan.getByRole('img')).toBeVisible({ timeout: waitMs });
  await scanBoth(page, 'a result and a plan');
  await plan.getByRole('button', { name: 'As a table' }).click();
  await expect(plan.getByRole('table')).toBeVisible();
  await page.getByRole('tab', { name: 'Schema', exact: true }).click();
  await scanBoth(page, 'the schema, and a plan as a table');
  await writeOver(page, 'buy.sql', 'selekt 1;');
  await page.keyboard.press('Control+Enter');
  await expect(result.getByText(/42601/)).toBeVisible({ timeout: waitMs });
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(page.getByRole('tab', { name: /Checks\s*\d\/\d/ })).toBeVisible({ timeout: waitMs });
  await scanEverywhere(page, 'an error, and checks');
  await page.getByRole('tab', { name: /^Runs/ }).click();
  await scanBoth(page, 'runs');
  await page.getByRole('button', { name: 'Reset the database' }).click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await scanBoth(page, 'reset, asked once');
});

test('SQL at 200 % with the keyboard alone: written, run, read as a grid, its plan as a table', async ({
  page,
  app,
}) => {
  test.setTimeout(480_000);
  await page.setViewportSize(zoomed);
  const { positionId } = await createPositionOf(app, 'SQL at 200 %', 'questions/sq-lost-update');
  await startTaking(page, app, { positionId });
  await page.goto('/take/q/1');
  const list = 'Problem, schema, editor, results, plan and checks';
  await expect(page.getByRole('tablist', { name: list })).toBeVisible();
  await goToTab(page, list, 'Editor');
  await expect(codeEditor(page, 'buy.sql')).toBeAttached({ timeout: waitMs });
  await writeOver(page, 'buy.sql', 'select sku, qty from stock order by sku;');
  await expect(page.getByRole('button', { name: /^Run in A/ })).toBeEnabled({ timeout: waitMs });
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('grid')).toBeVisible({ timeout: waitMs });
  await scanBoth(page, 'zoomed: a result');
  const tabs = page.getByRole('tablist', { name: list });
  await goToTab(page, list, 'Editor');
  await press(page, page.getByRole('button', { name: 'Plan', exact: true }));
  await expect(tabs.getByRole('tab', { name: 'Plan', exact: true })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('img', { name: /Seq Scan on stock/ })).toBeVisible({ timeout: waitMs });
  await scanBoth(page, 'zoomed: a plan');
  await press(page, page.getByRole('button', { name: 'As a table' }));
  await expect(page.getByRole('table')).toContainText('Seq Scan');
  await goToTab(page, list, 'Schema');
  await scanBoth(page, 'zoomed: the schema');
  await goToTab(page, list, 'Checks');
  await press(page, page.getByRole('button', { name: 'Check', exact: true }));
  await expect(page.getByRole('tab', { name: /Checks\s*\d\/\d/ })).toBeVisible({ timeout: waitMs });
  await scanBoth(page, 'zoomed: checks');
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(tooWide).toBeLessThanOrEqual(0);
});

test('a world: run, a failing seed as a picture and as a table, console, runs', async ({ page, app }) => {
  test.setTimeout(480_000);
  await open(page, app, 'questions/wo-charge-once', 'solution.ts');
  await scanEverywhere(page, 'nothing run yet');
  await tabTo(page, codeEditor(page));
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/^run 1, finished/)).toBeVisible({ timeout: waitMs });
  const timeline = page.getByRole('region', { name: /^Timeline of seed/ });
  await expect(timeline).toBeVisible({ timeout: waitMs });
  await scanBoth(page, 'a failing seed');
  await timeline.getByRole('button', { name: 'Table' }).click();
  await expect(timeline.getByRole('table')).toBeVisible();
  await scanBoth(page, 'a failing seed as a table');
  await page.getByRole('tab', { name: /^Console/ }).click();
  await scanBoth(page, 'its console');
  await page.getByRole('tab', { name: /^Runs/ }).click();
  await scanBoth(page, 'runs');
});

test('a world at 200 % with the keyboard alone: run, a failing seed stepped through and read as a table', async ({
  page,
  app,
}) => {
  test.setTimeout(480_000);
  await page.setViewportSize(zoomed);
  const { positionId } = await createPositionOf(app, 'A world at 200 %', 'questions/wo-charge-once');
  await startTaking(page, app, { positionId });
  await page.goto('/take/q/1');
  const list = 'Problem, editor and results';
  await expect(page.getByRole('tablist', { name: list })).toBeVisible();
  await goToTab(page, list, 'Editor');
  await expect(codeEditor(page)).toBeAttached({ timeout: waitMs });
  await tabTo(page, codeEditor(page));
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/^run 1, finished/)).toBeVisible({ timeout: waitMs });
  const slider = page.getByRole('slider', { name: /^Events of seed/ });
  await expect(slider).toBeVisible({ timeout: waitMs });
  await scanBoth(page, 'zoomed: a failing seed');
  await tabTo(page, slider);
  await page.keyboard.press('Home');
  await expect(slider).toHaveAttribute('aria-valuenow', '1');
  await press(page, page.getByRole('button', { name: 'Table' }));
  await expect(page.getByRole('table')).toBeVisible();
  await tabTo(page, page.getByRole('table').getByRole('button').first());
  await scanBoth(page, 'zoomed: a failing seed as a table');
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(tooWide).toBeLessThanOrEqual(0);
});

test('a graded world, as staff see it', async ({ page, newPage, app }) => {
  test.setTimeout(480_000);
  const { positionId } = await createPositionOf(app, 'A world for staff', 'questions/wo-charge-once');
  const { attemptId } = await startTaking(page, app, { positionId });
  await page.goto('/take/q/1');
  await expect(codeEditor(page)).toBeAttached({ timeout: waitMs });
  await codeEditor(page).focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.insertText('// As it began.\n');
  await expectSaved(page);
  await openUseCases(app);
  await submitAttempt(await candidatePrincipal(app, attemptId), {
    declaredAids: { web: 'nothing', editor: 'nothing' },
  });
  await expect
    .poll(async () => (await app.sql`select status from attempt where id = ${attemptId}`)[0]?.status, {
      timeout: waitMs,
    })
    .toBe('graded');
  const reader = await newPage();
  await signIn(reader, app, 'manager');
  await reader.goto(`/attempts/${attemptId}/worlds/1`);
  await expect(reader.getByRole('heading', { level: 1 })).toBeVisible();
  const seed = reader.getByRole('link', { name: /^Seed \d+$/ }).first();
  await scanBoth(reader, 'staff: a world');
  await seed.click();
  await expect(reader.getByRole('region', { name: /^Timeline of seed/ })).toBeVisible({ timeout: waitMs });
  await scanBoth(reader, 'staff: a seed of a world');
  await reader.goto(`/attempts/${attemptId}/answers/1`);
  await expect(reader.getByRole('main')).toBeVisible();
  await scanBoth(reader, 'staff: the answer');
});
