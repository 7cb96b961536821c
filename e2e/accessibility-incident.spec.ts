import type { Page } from '@playwright/test';
import { submitAttempt } from '../server/attempt/submit-attempt.ts';
import { expectSaved } from './fixtures/answers.ts';
import { expect, signIn, test } from './fixtures/app.ts';
import { scanBoth, scanEverywhere, zoomed } from './fixtures/axe.ts';
import { candidatePrincipal, startTaking } from './fixtures/candidate.ts';
import { press, tabTo, type } from './fixtures/keyboard.ts';
import { createPositionOf } from './fixtures/question-position.ts';
import { openUseCases } from './fixtures/use-cases.ts';

// The guarantee: an incident's board holds WCAG 2.2 AA in each of its states as far as axe can tell, on a desk, on a phone
// and at 200 %; it is looked at, acted on and diagnosed with the keyboard alone; and staff read it on pages that hold it too.

const tab = (page: Page, name: RegExp) => page.getByRole('tab', { name });
const spent = (page: Page) => page.getByRole('region', { name: 'Simulated time and harm' });

/** Opens a tab of a narrow page by arrow keys. */
async function goToTab(page: Page, name: RegExp): Promise<void> {
  const tabs = page.getByRole('tablist', { name: /^Problem, evidence, board/ });
  await tabTo(page, tabs.getByRole('tab', { selected: true }));
  for (let presses = 0; presses < 8; presses += 1) {
    const open = tabs.getByRole('tab', { selected: true });
    const before = (await open.textContent()) ?? '';
    if ((await tabs.getByRole('tab', { name }).getAttribute('aria-selected')) === 'true') return;
    await page.keyboard.press('ArrowRight');
    await expect(open).not.toHaveText(before);
  }
  await expect(tabs.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true');
}

test('an incident in every state, and by keyboard alone at 200 %', async ({ page, newPage, app }) => {
  test.setTimeout(480_000);
  const { positionId } = await createPositionOf(app, 'Accessible, incidents', 'questions/in-tx-holds-http');
  const { attemptId } = await startTaking(page, app, { positionId });
  await page.goto('/take/q/1');
  await expect(spent(page)).toContainText('0 of 36 minutes spent');
  await scanEverywhere(page, 'an untouched board');

  await test.step('by keyboard on a screen at 200 %', async () => {
    await page.setViewportSize(zoomed);
    await goToTab(page, /^Evidence/);
    for (const title of [
      /^A slow quote of 10:18/,
      /^Connection pool/,
      /^Errors of pricing-api/,
      /^Sessions in/,
    ]) {
      await press(page, page.getByRole('button', { name: title }));
      const entry = page.getByRole('article', { name: title });
      await expect(entry).toBeFocused();
      await press(page, entry.getByRole('button', { name: 'Cite' }));
      await goToTab(page, /^Evidence/);
    }
    await scanBoth(page, 'evidence, opened');
    await goToTab(page, /^Board/);
    await expect(spent(page)).toContainText('10 of 36 minutes spent');
    await goToTab(page, /^Act/);
    await press(page, page.getByRole('button', { name: /^Do it 2 min: Switch tax-in-transaction off/ }));
    const ask = page.getByRole('alertdialog');
    await expect(ask.getByRole('button', { name: 'Not now' })).toBeFocused();
    await scanBoth(page, 'the question before acting');
    await press(page, ask.getByRole('button', { name: 'Do it' }));
    await expect(page.getByText('p99 is back at 190 ms')).toBeFocused();
    await goToTab(page, /^Diagnosis/);
    await press(page, page.getByRole('radio', { name: /^The pool is too small/ }), 'Space');
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('radio', { name: /^A statement without/ })).toBeChecked();
    await press(page, page.getByRole('checkbox', { name: /^Call the provider/ }), 'Space');
    await expect(page.getByRole('checkbox', { name: /^Call the provider/ })).toBeChecked();
    await press(page, page.getByRole('button', { name: /^Take back Connection pool/ }));
    await expect(page.getByRole('heading', { name: /^Evidence 3 of at most 4/ })).toBeFocused();
    await goToTab(page, /^Postmortem/);
    await type(page, page.getByRole('textbox', { name: 'Postmortem' }), 'By keyboard.');
    await expectSaved(page);
  });

  await test.step('every part once more, where all stands side by side and where it does not', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await tab(page, /^Evidence/).click();
    for (const name of [/^Act/, /^Diagnosis/, /^Postmortem/]) {
      await tab(page, name).click();
      await scanEverywhere(page, `a worked board, ${name.source}`);
    }
  });

  await test.step('staff read it', async () => {
    await openUseCases(app);
    await submitAttempt(await candidatePrincipal(app, attemptId), {
      declaredAids: { web: 'nothing', editor: 'nothing' },
    });
    const staff = await newPage();
    await signIn(staff, app, 'manager');
    await staff.goto(`/attempts/${attemptId}/answers/1`);
    await staff.getByRole('listitem').filter({ hasText: 'A slow quote' }).locator('summary').click();
    await expect(staff.getByRole('row', { name: /pool\.acquire/ })).toBeVisible();
    await scanBoth(staff, 'an investigation, read by staff');
    await staff.goto('/questions/in-blocked-scheduler?language=go');
    await expect(staff.getByRole('heading', { name: 'Diagnosis' })).toBeVisible();
    await scanBoth(staff, 'the key of an incident');
  });
});
