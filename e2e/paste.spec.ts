import type { Page } from '@playwright/test';
import { startAttempt } from '../server/attempt/start-attempt.ts';
import { expectSaved, yourAnswer } from './fixtures/answers.ts';
import { expect, test } from './fixtures/app.ts';
import { accept, invite, openSection, prepare } from './fixtures/candidate.ts';

// The guarantee: a candidate who moves her own text, a starter or the reference about is never said to have pasted, on
// whatever page she copied it; and a paste from elsewhere is a fact with its size, never with its text.

const discussion = 7;

function writing(page: Page) {
  return yourAnswer(page).getByRole('textbox', { name: 'Your answer' });
}

async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await writing(page).press('Control+End');
  await page.keyboard.press('Control+V');
  await expect(writing(page)).toHaveValue(
    new RegExp(`${text.slice(-12).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`),
  );
}

test('own texts, starters and the reference are no pastes', async ({ page, app }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const invitation = await invite(app);
  await accept(page, app, invitation);
  await page.goto('/take/practice/discussion');
  await yourAnswer(page).getByRole('textbox').fill('What I wrote to practise.');
  await expectSaved(page);
  await startAttempt(await prepare(app, invitation));

  await openSection(app, invitation.attemptId, 2);
  await page.goto('/take/q/5');
  await yourAnswer(page)
    .getByRole('textbox', { name: 'Reasoning' })
    .fill('Little and his law: four in the queue.');
  await expectSaved(page);
  await openSection(app, invitation.attemptId, 3);
  await page.goto('/take/q/6');
  await page.getByRole('tab', { name: 'TypeScript', exact: true }).click();
  const sample =
    (await page.getByRole('tabpanel', { name: 'TypeScript' }).locator('pre').first().textContent()) ?? '';
  expect(sample.length).toBeGreaterThan(40);

  await openSection(app, invitation.attemptId, 4);
  // A page that is loaded anew remembers nothing of what was copied before.
  const texts = page.waitForResponse((response) => response.url().endsWith('/api/attempt/own-texts'));
  await page.goto(`/take/q/${discussion}`);
  await texts;
  await writing(page).fill('Begin. ');
  for (const own of [
    'What I wrote to practise.',
    'Little and his law: four in the queue.',
    'export async function transformAll(records',
    sample,
    'Begin. ',
  ]) {
    await paste(page, own);
  }
  await paste(page, 'This sentence comes from a chat window.');
  await expectSaved(page);

  const facts = await app.sql`
    select data from attempt_event where attempt_id = ${invitation.attemptId} and kind = 'paste' order by created_at`;
  await expect
    .poll(
      async () =>
        (
          await app.sql`
    select count(*)::int as n from attempt_event where attempt_id = ${invitation.attemptId} and kind = 'paste'`
        )[0]?.n,
    )
    .toBe(6);
  expect(JSON.stringify(facts)).not.toContain('chat window');
  await page.goto('/take/submit');
  const shown = page.getByRole('region', { name: 'Facts that were recorded' });
  await expect(shown.getByText(/^Paste of/)).toHaveCount(1);
  await expect(shown.getByText('Paste of 1 line, 39 characters')).toBeVisible();
});
