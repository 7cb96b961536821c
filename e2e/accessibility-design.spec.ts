import type { Page } from '@playwright/test';
import { submitAttempt } from '../server/attempt/submit-attempt.ts';
import { expectSaved } from './fixtures/answers.ts';
import { expect, signIn, test } from './fixtures/app.ts';
import { scanBoth, scanEverywhere, zoomed } from './fixtures/axe.ts';
import { candidatePrincipal, startTaking } from './fixtures/candidate.ts';
import { press, tabTo, type } from './fixtures/keyboard.ts';
import { createPositionOf } from './fixtures/question-position.ts';
import { openUseCases } from './fixtures/use-cases.ts';

// The guarantee: a drawn system holds WCAG 2.2 AA in each of its states as far as axe can tell, on a desk, on a phone and at
// 200 %; it is drawn, set, run, read and explained with the keyboard alone; and staff look at it on pages that hold it too.

const tab = (page: Page, name: string) => page.getByRole('tab', { name });
const results = (page: Page) => page.getByRole('region', { name: 'Load simulation' });
const settings = (page: Page) => page.getByRole('region', { name: 'Settings' });

/** Opens a tab of a narrow page by arrow keys. */
async function goToTab(page: Page, name: string): Promise<void> {
  const tabs = page.getByRole('tablist', { name: 'Brief, drawing, results and note' });
  await tabTo(page, tabs.getByRole('tab', { selected: true }));
  for (let presses = 0; presses < 5; presses += 1) {
    if ((await tabs.getByRole('tab', { name }).getAttribute('aria-selected')) === 'true') return;
    const before = (await tabs.getByRole('tab', { selected: true }).textContent()) ?? '';
    await page.keyboard.press('ArrowRight');
    await expect(tabs.getByRole('tab', { selected: true })).not.toHaveText(before);
  }
  await expect(tabs.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true');
}

/** Picks an option of a select by typing its first letters. */
async function pick(page: Page, label: string, typed: string): Promise<void> {
  await tabTo(page, page.getByRole('combobox', { name: label, exact: true }));
  await page.keyboard.type(typed);
}

test('a design in every state, and by keyboard alone at 200 %', async ({ page, newPage, app }) => {
  test.setTimeout(480_000);
  const { positionId } = await createPositionOf(app, 'Accessible, designs', 'practice/practice-design');
  const { attemptId } = await startTaking(page, app, { positionId });
  await page.goto('/take/q/1');
  await expect(page.getByRole('heading', { name: 'Objectives' })).toBeVisible();
  await scanEverywhere(page, 'the brief');

  await test.step('by keyboard on a screen at 200 %', async () => {
    await page.setViewportSize(zoomed);
    await goToTab(page, 'Drawing');
    // A page that was opened wide begins with the picture.
    await press(page, page.getByRole('button', { name: 'As list' }));
    const components = page.getByRole('region', { name: /^Components/ });
    const connections = page.getByRole('region', { name: /^Connections/ });
    await pick(page, 'From', 'list-api');
    await pick(page, 'To', 'Lists');
    await press(page, page.getByRole('button', { name: 'Connect', exact: true }).last());
    await expect(connections.getByRole('listitem')).toHaveCount(3);
    await press(page, components.getByRole('button', { name: /^list-api/ }));
    const replicas = components.getByRole('textbox', { name: 'Replicas', exact: true });
    await tabTo(page, replicas);
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('0');
    await page.keyboard.press('Tab');
    await expect(components.getByText('At least 1.')).toBeVisible();
    await scanBoth(page, 'a setting that was out of bounds');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('6');
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(results(page).getByText('run 1, seed 7')).toBeVisible();
    await expect(tab(page, 'Results')).toHaveAttribute('aria-selected', 'true');
    await press(page, results(page).getByRole('button', { name: 'Zone a is lost' }));
    const cursor = results(page).getByRole('slider', { name: 'Second of the run' });
    await tabTo(page, cursor);
    const before = Number(await cursor.getAttribute('aria-valuenow'));
    await page.keyboard.press('ArrowRight');
    await expect(cursor).toHaveAttribute('aria-valuenow', String(before + 1));
    await expect(cursor).toHaveAttribute('aria-valuetext', /offered/);
    await press(page, results(page).getByRole('button', { name: 'Table' }));
    await expect(results(page).getByRole('columnheader', { name: 'list-api' })).toBeVisible();
    await scanBoth(page, 'results as a table');
    await goToTab(page, 'Note');
    await type(page, page.getByRole('textbox', { name: 'Decision note' }), 'By keyboard.');
    await expectSaved(page);
  });

  await test.step('the picture by keyboard', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await tab(page, 'Canvas').click();
    await page.getByRole('button', { name: 'As picture' }).click();
    const balancer = page.locator('.react-flow__node').filter({ hasText: 'Balancer' });
    await tabTo(page, balancer);
    await page.keyboard.press('Enter');
    await expect(settings(page).getByRole('heading', { name: 'Balancer' })).toBeVisible();
    const line = page.getByRole('group', { name: 'Connection list-api to Lists' });
    await tabTo(page, line);
    await page.keyboard.press('Enter');
    await expect(settings(page).getByRole('heading', { name: 'list-api to Lists' })).toBeVisible();
    await page.keyboard.press('Delete');
    await expect(line).toHaveCount(0);
    await press(page, page.getByRole('button', { name: 'Undo in the drawing' }));
    await expect(line).toHaveCount(1);
  });

  await test.step('every part once more, where all stands side by side and where it does not', async () => {
    await page.locator('.react-flow__node').filter({ hasText: 'list-api' }).click();
    await scanEverywhere(page, 'the picture, run, with a component selected');
    await page.getByRole('button', { name: 'As list' }).click();
    await scanEverywhere(page, 'the list, run');
    await tab(page, 'Decision note').click();
    await scanEverywhere(page, 'the note');
    await page.setViewportSize({ width: 640, height: 360 });
    await tab(page, 'Results').click();
    await scanBoth(page, 'the results alone');
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  await test.step('staff read it', async () => {
    await openUseCases(app);
    await submitAttempt(await candidatePrincipal(app, attemptId), {
      declaredAids: { web: 'nothing', editor: 'nothing' },
    });
    const staff = await newPage();
    await signIn(staff, app, 'manager');
    await staff.goto(`/attempts/${attemptId}/answers/1`);
    await staff.getByRole('button', { name: 'Simulate', exact: true }).first().click();
    await expect(results(staff).getByText('run 1, seed 7')).toBeVisible();
    await scanBoth(staff, 'a drawing, read by staff');
  });
});
