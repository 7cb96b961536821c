import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { answerOnServer, codeEditor, expectSaved, yourAnswer } from './fixtures/answers.ts';
import { type App, expect, test } from './fixtures/app.ts';
import { isKept, leftInBrowser } from './fixtures/browser-storage.ts';
import { accept, checkSystem, invite, prepare } from './fixtures/candidate.ts';
import { openLine } from './fixtures/line.ts';
import { hasCookieOnDisk, openOwnBrowser } from './fixtures/own-browser.ts';
import { createOneSectionPosition } from './fixtures/position.ts';

// The guarantee: what was typed without a network more than two seconds before the browser died reaches the server once
// there is a network again, and nothing of it stays in the browser once the submission is acknowledged.

const kinds = ['discussion', 'code', 'estimate'] as const;
type Typed = (typeof kinds)[number];

test('ten minutes offline over three questions, the browser killed and opened again offline, then online', async ({
  app,
}) => {
  test.slow();
  const profile = mkdtempSync(path.join(os.tmpdir(), 'plumbline-profile-'));
  const line = await openLine();
  const { positionId, numberOf } = await createOneSectionPosition(app, 'Offline', kinds);
  const invitation = await invite(app, { positionId });
  let browser = await openOwnBrowser(profile, line.proxy);
  try {
    const { page } = browser;
    await accept(page, app, invitation);
    await prepare(app, invitation);
    await checkSystem(page, app);
    await page.getByRole('button', { name: 'Start the assessment' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Start the clock' }).click();
    await expect(field(page, 'discussion')).toBeEditable();
    await field(page, 'discussion').fill('Online. ');
    await expectSaved(page);
    // What makes the page open without a network is there by now, and so is the session.
    await expect.poll(() => isKept(page)).toBe(true);
    await expect.poll(() => hasCookieOnDisk(profile, 'plumbline-candidate'), { timeout: 60_000 }).toBe(true);
    await page.clock.install({ time: new Date() });
    // The editor measures its own keys by entries that the installed clock does not have.
    await page.evaluate(() => {
      Object.assign(performance, { getEntriesByName: () => [{ duration: 0 }] });
    });

    line.cut();
    const questions = page.getByRole('navigation', { name: 'Questions' });
    const open = async (kind: Typed) => {
      await questions.getByRole('button', { name: new RegExp(`^Question ${numberOf(kind)}\\b`) }).click();
      await expect(page.getByRole('heading', { level: 1 })).toContainText(`Question ${numberOf(kind)}`);
    };
    for (const kind of ['estimate', 'code', 'discussion'] as const) {
      await open(kind);
      await field(page, kind).focus();
      await page.keyboard.press('Control+End');
      await page.keyboard.type(words[kind]);
      await page.clock.fastForward('03:20');
      await expect(page.getByRole('banner').getByText('Offline since')).toBeVisible();
    }
    // Then she types on until the very moment in which the browser dies.
    const typedAt: number[] = [];
    const until = performance.now() + 5_000;
    while (performance.now() < until) {
      await page.keyboard.type('abcdefghij'.charAt(typedAt.length % 10), { delay: 40 });
      typedAt.push(performance.now());
    }
    await browser.kill();
    const killedAt = performance.now();
    const kept = typedAt.filter((at) => at < killedAt - 2_000).length;
    expect(kept).toBeGreaterThan(20);
    const atLeast: Record<Typed, string> = {
      ...words,
      discussion: `Online. ${words.discussion}${'abcdefghij'.repeat(100).slice(0, kept)}`,
    };
    expect(await textOf(app, invitation.attemptId, numberOf('discussion'), 'discussion')).toBe('Online. ');

    browser = await openOwnBrowser(profile, line.proxy);
    const again = browser.page;
    await again.goto(`${app.baseUrl}/take/q/${numberOf('discussion')}`);
    await expect(field(again, 'discussion')).toHaveValue(startingWith(atLeast.discussion));
    await expect(field(again, 'discussion')).toBeEditable();
    await expect(again.getByRole('banner').getByText('Offline since')).toBeVisible();

    line.mend();
    await expectSaved(again);
    for (const kind of kinds) {
      await expect
        .poll(() => textOf(app, invitation.attemptId, numberOf(kind), kind), { message: kind })
        .toContain(atLeast[kind]);
    }
    // Nothing was written twice.
    const text = await textOf(app, invitation.attemptId, numberOf('discussion'), 'discussion');
    expect(text).toBe(await field(again, 'discussion').inputValue());
    expect(text.split('Online. ')).toHaveLength(2);

    await again.getByRole('banner').getByRole('button', { name: 'Submit' }).click();
    for (const aid of ['Web search and documentation', 'Own editor']) {
      await again.getByRole('textbox', { name: aid }).fill('nothing');
    }
    await again.getByRole('button', { name: 'Submit' }).click();
    await again.getByRole('alertdialog').getByRole('button', { name: 'Submit' }).click();
    await expect(again.getByRole('heading', { level: 1 })).toHaveText('Your assessment is submitted');
    await expect.poll(() => leftInBrowser(again)).toEqual({ chunks: 0, states: 0, caches: 0 });
  } finally {
    await browser.kill();
    await line.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});

const words: Record<Typed, string> = {
  estimate: 'Reasoned in the tunnel, at 80 % the queue is four long. ',
  code: '// typed in the tunnel',
  discussion: 'Written in the tunnel. ',
};

function field(page: Page, kind: Typed) {
  switch (kind) {
    case 'discussion':
      return yourAnswer(page).getByRole('textbox', { name: 'Your answer' });
    case 'estimate':
      return yourAnswer(page).getByRole('textbox', { name: 'Reasoning' });
    case 'code':
      return codeEditor(page);
  }
}

async function textOf(app: App, attemptId: string, itemNumber: number, kind: Typed): Promise<string> {
  const answer = await answerOnServer(app, attemptId, itemNumber, kind);
  switch (answer?.kind) {
    case 'discussion':
      return answer.text;
    case 'estimate':
      return answer.reasoning;
    case 'code':
      return answer.files.map((file) => file.text).join('\n');
    default:
      return '';
  }
}

function startingWith(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
}
