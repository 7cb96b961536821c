import type { Page } from '@playwright/test';
import * as Y from 'yjs';
import { answerOnServer, expectSaved, textOnServer, yourAnswer } from './fixtures/answers.ts';
import { type App, expect, signIn, test } from './fixtures/app.ts';
import { openSection, startTaking } from './fixtures/candidate.ts';
import { openLine } from './fixtures/line.ts';
import { letTimePass } from './fixtures/time.ts';

// The guarantee: what the page called saved is on the server, and what it could not save yet is kept and arrives, whatever
// happens to tabs, machines, networks and clocks. Time that was lost can be given back after the end.

const discussion = 7;

/** The written question, in the last section. */
async function openDiscussion(page: Page, app: App, attemptId: string): Promise<void> {
  await openSection(app, attemptId, 4);
  await page.goto(`/take/q/${discussion}`);
  await expect(writing(page)).toBeEditable();
}

function writing(page: Page) {
  return yourAnswer(page).getByRole('textbox', { name: 'Your answer' });
}

test('two tabs and a second machine hold one answer', async ({ page, newPage, app }) => {
  const taker = await startTaking(page, app);
  await openDiscussion(page, app, taker.attemptId);
  const tab = await page.context().newPage();
  await tab.goto(`/take/q/${discussion}`);
  await expect(writing(tab)).toBeEditable();

  await writing(page).fill('Middle.');
  await expect(writing(tab)).toHaveValue('Middle.');
  // Both at once, at different places: neither overwrites the other.
  await writing(page).press('Control+Home');
  await writing(tab).press('Control+End');
  await Promise.all([
    writing(page).pressSequentially('From the first tab. '),
    writing(tab).pressSequentially(' From the second tab.'),
  ]);
  const both = 'From the first tab. Middle. From the second tab.';
  await expect(writing(page)).toHaveValue(both);
  await expect(writing(tab)).toHaveValue(both);

  const laptop = await newPage();
  await laptop.goto('/resume');
  await laptop.getByRole('textbox', { name: 'Resume code' }).fill('AAAA-AAAA-AAAA');
  await laptop.getByRole('button', { name: 'Open on this machine' }).click();
  await expect(laptop.getByRole('form', { name: 'Resume code' })).toContainText('code');
  await expect(laptop).toHaveURL(/\/resume$/);
  await laptop
    .getByRole('textbox', { name: 'Resume code' })
    .fill(taker.resumeCode.toLowerCase().replaceAll('-', ' '));
  await laptop.getByRole('button', { name: 'Open on this machine' }).click();
  await expect(writing(laptop)).toHaveValue(both);
  await writing(laptop).press('Control+End');
  await writing(laptop).pressSequentially(' From the laptop.');
  await expect(writing(page)).toHaveValue(`${both} From the laptop.`);
  await expectSaved(laptop);
  expect(await textOnServer(app, taker.attemptId, discussion)).toBe(`${both} From the laptop.`);

  // The first browser loses everything it knew: the code opens the same answer, and no other browser was shut out.
  await page.context().clearCookies();
  await page.goto('/take');
  await expect(page).toHaveURL(/\/resume$/);
  await page.evaluate(() =>
    indexedDB.databases().then((all) => all.map(({ name }) => indexedDB.deleteDatabase(name ?? ''))),
  );
  await page.getByRole('textbox', { name: 'Resume code' }).fill(taker.resumeCode);
  await page.getByRole('button', { name: 'Open on this machine' }).click();
  await expect(writing(page)).toHaveValue(`${both} From the laptop.`);
  await laptop.reload();
  await expect(writing(laptop)).toHaveValue(`${both} From the laptop.`);
  // Each opening is a fact with its time.
  const sessions = await app.sql`
    select opened_by from candidate_session where attempt_id = ${taker.attemptId} and revoked_at is null order by created_at`;
  expect(sessions.map((row) => row.opened_by)).toEqual(['link', 'resume-code', 'resume-code']);
});

test('work goes on without a network over three questions and merges with another machine', async ({
  page,
  newPage,
  app,
}) => {
  const taker = await startTaking(page, app);
  await page.goto('/take/q/1');
  const questions = page.getByRole('navigation', { name: 'Questions' });
  const option = (on: Page, nth: number) =>
    yourAnswer(on).getByRole('checkbox').or(yourAnswer(on).getByRole('radio')).nth(nth);
  await option(page, 0).check();
  await expectSaved(page);

  await page.context().setOffline(true);
  for (const number of [1, 2, 3]) {
    if (number > 1) await questions.getByRole('button', { name: 'Next question' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText(`Question ${number}`);
    await option(page, 1).check();
  }
  await expect(page.getByRole('banner').getByText('Offline since')).toBeVisible();

  // Meanwhile another machine works on the same questions.
  const other = await newPage();
  await other.goto('/resume');
  await other.getByRole('textbox', { name: 'Resume code' }).fill(taker.resumeCode);
  await other.getByRole('button', { name: 'Open on this machine' }).click();
  await expect(other.getByRole('heading', { level: 1 })).toContainText('Question 1');
  await other
    .getByRole('navigation', { name: 'Questions' })
    .getByRole('button', { name: 'Question 4' })
    .click();
  await option(other, 0).check();
  await expectSaved(other);
  expect(await picks(app, taker.attemptId, 2)).toBe(0);

  await page.context().setOffline(false);
  await expectSaved(page);
  for (const number of [1, 2, 3, 4]) {
    expect(await picks(app, taker.attemptId, number), `question ${number}`).toBeGreaterThan(0);
  }
  await expect(questions.getByRole('button', { name: /^Question 4, answered/ })).toBeVisible();
});

test('what was typed without a network before the tab was closed is sent when it opens again', async ({
  newPage,
  app,
}) => {
  // A line of its own, because a closing page's last message goes out past what a browser emulates for the page.
  const line = await openLine();
  const page = await newPage({ proxy: { server: line.proxy, bypass: '<-loopback>' } });
  const taker = await startTaking(page, app);
  await openDiscussion(page, app, taker.attemptId);
  await writing(page).fill('Saved. ');
  await expectSaved(page);
  line.cut();
  await writing(page).press('Control+End');
  await writing(page).pressSequentially('Typed offline.');
  await expect.poll(() => storedText(page, taker.attemptId)).toContain('Typed offline.');
  const context = page.context();
  await page.close();
  // What comes back now comes from this browser's storage alone.
  expect(await textOnServer(app, taker.attemptId, discussion)).toBe('Saved. ');
  line.mend();

  const again = await context.newPage();
  await again.goto('/take');
  await expect(writing(again)).toHaveValue('Saved. Typed offline.');
  await expectSaved(again);
  await expect.poll(() => textOnServer(app, taker.attemptId, discussion)).toBe('Saved. Typed offline.');
  await expect.poll(() => storedText(again, taker.attemptId)).toBe('');
  await context.close();
  await line.close();
});

test('expiry with the browser closed hands in what was saved; a grant afterwards opens it again', async ({
  page,
  newPage,
  app,
}) => {
  const taker = await startTaking(page, app);
  await openDiscussion(page, app, taker.attemptId);
  await writing(page).fill('Written in time.');
  await expectSaved(page);
  const context = page.context();
  await page.close();

  await test.step('the clock ends it', async () => {
    await letTimePass(app, taker.attemptId, 2 * 60);
    await expectGraded(app, taker.attemptId);
    expect((await attemptRow(app, taker.attemptId)).submitted_by).toBe('deadline');
    const submitted = await app.sql`
      select d.head from document d where d.attempt_id = ${taker.attemptId} and d.purpose = 'answer' and d.item_number = ${discussion}`;
    expect(Number(submitted[0]?.head)).toBeGreaterThan(0);
  });

  const back = await context.newPage();
  await back.goto('/take');
  await expect(back.getByRole('heading', { level: 1 })).toHaveText(
    'The time is over; your assessment is submitted',
  );
  const first = await back.getByRole('definition').first().textContent();

  await test.step('she asks, the manager gives five minutes', async () => {
    await back.getByRole('button', { name: 'Ask for time that was lost' }).click();
    const ask = back.getByRole('form', { name: 'Ask for time that was lost' });
    await ask.getByRole('textbox', { name: 'What happened' }).fill('The train went into a tunnel.');
    await ask.getByRole('button', { name: 'Send' }).click();
    await expect(back.getByText('The train went into a tunnel.')).toBeVisible();
    const manager = await newPage();
    await signIn(manager, app, 'manager');
    await manager.goto(`/attempts/${taker.attemptId}`);
    await expect(manager.getByText('The train went into a tunnel.')).toBeVisible();
    await manager.getByRole('button', { name: 'Grant time' }).click();
    const dialog = manager.getByRole('dialog', { name: 'Grant time' });
    await dialog.getByLabel('Time in min').fill('5');
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Gap of her browser, 16:02 to 16:07.');
    await dialog.getByRole('button', { name: 'Grant and open again' }).click();
    await expect(manager.getByText(/^5 min are given to section 4\./)).toBeVisible();
  });

  const row = await attemptRow(app, taker.attemptId);
  expect(row).toEqual({ status: 'running', submitted_by: null, receipt: null });
  const open = await app.sql`
    select count(*)::int as open from grade where attempt_id = ${taker.attemptId} and superseded_at is null`;
  expect(open[0]?.open).toBe(0);

  await back.goto('/take');
  await expect(back.getByRole('heading', { level: 1 })).toHaveText('Time was given to section 4');
  await back.getByRole('button', { name: 'Go on with section 4' }).click();
  await expect(writing(back)).toHaveValue('Written in time.');
  await writing(back).press('Control+End');
  await writing(back).pressSequentially(' And after.');
  await expectSaved(back);
  await back.getByRole('banner').getByRole('button', { name: 'Submit' }).click();
  for (const aid of ['Web search and documentation', 'Own editor']) {
    await back.getByRole('textbox', { name: aid }).fill('nothing');
  }
  await back.getByRole('button', { name: 'Submit' }).click();
  await back.getByRole('alertdialog').getByRole('button', { name: 'Submit' }).click();
  await expect(back.getByRole('heading', { level: 1 })).toHaveText('Your assessment is submitted');
  expect(await back.getByRole('definition').first().textContent()).not.toBe(first);
  expect(await textOnServer(app, taker.attemptId, discussion)).toBe('Written in time. And after.');
});

test('an edit that comes after the deadline is kept aside, shown, and decided by staff', async ({
  page,
  newPage,
  app,
}) => {
  const taker = await startTaking(page, app);
  await openDiscussion(page, app, taker.attemptId);
  await writing(page).fill('In time.');
  await expectSaved(page);
  await page.context().setOffline(true);
  await writing(page).press('Control+End');
  await writing(page).pressSequentially(' Too late.');
  await expect(page.getByRole('banner').getByText('Offline since')).toBeVisible();
  await letTimePass(app, taker.attemptId, 2 * 60);
  await expectGraded(app, taker.attemptId);
  await page.context().setOffline(false);
  await expect(page).toHaveURL(/\/take\/receipt$/, { timeout: 30_000 });
  await expect(
    page.getByRole('main').getByText('10 characters arrived after the deadline; staff decide.'),
  ).toBeVisible();
  expect(await textOnServer(app, taker.attemptId, discussion)).toBe('In time.');

  const manager = await newPage();
  await signIn(manager, app, 'manager');
  await manager.goto(`/attempts/${taker.attemptId}`);
  await expect(manager.getByText('10 characters arrived after the deadline')).toBeVisible();
  await manager.getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(manager.getByText('The late edits are part of the answers.')).toBeVisible();
  await expect.poll(() => textOnServer(app, taker.attemptId, discussion)).toBe('In time. Too late.');
  await page.reload();
  await expect(page.getByText('10 late characters were accepted and count.')).toBeVisible();
});

test('what a closed browser still holds when the time is over is sent when the receipt is opened', async ({
  newPage,
  app,
}) => {
  // A line of its own, as above: the closing page's last message may not reach the server before the time is over.
  const line = await openLine();
  const page = await newPage({ proxy: { server: line.proxy, bypass: '<-loopback>' } });
  const taker = await startTaking(page, app);
  await openDiscussion(page, app, taker.attemptId);
  await writing(page).fill('In time.');
  await expectSaved(page);
  const context = page.context();
  line.cut();
  await writing(page).press('Control+End');
  await writing(page).pressSequentially(' Never sent.');
  await expect.poll(() => storedText(page, taker.attemptId)).toContain('Never sent.');
  await page.close();
  await letTimePass(app, taker.attemptId, 2 * 60);
  await expectGraded(app, taker.attemptId);
  expect(await textOnServer(app, taker.attemptId, discussion)).toBe('In time.');
  line.mend();
  const later = await context.newPage();
  await later.goto('/take');
  await expect(later).toHaveURL(/\/take\/receipt$/);
  await expect(
    later.getByText('12 characters arrived after the deadline; staff decide.').first(),
  ).toBeVisible();
  expect(await textOnServer(app, taker.attemptId, discussion)).toBe('In time.');
  await expect.poll(() => storedText(later, taker.attemptId)).toBe('');
  await context.close();
  await line.close();
});

async function expectGraded(app: App, attemptId: string): Promise<void> {
  await expect
    .poll(async () => (await attemptRow(app, attemptId)).status, { timeout: 30_000 })
    .toBe('graded');
}

async function attemptRow(app: App, attemptId: string) {
  const rows = await app.sql`select status, submitted_by, receipt from attempt where id = ${attemptId}`;
  return { status: rows[0]?.status, submitted_by: rows[0]?.submitted_by, receipt: rows[0]?.receipt };
}

async function picks(app: App, attemptId: string, itemNumber: number): Promise<number> {
  const answer = await answerOnServer(app, attemptId, itemNumber, 'choice');
  return answer?.kind === 'choice' ? Object.values(answer.picks).flat().length : 0;
}

/** What this browser keeps because the server does not have it: the text of its unsent edits. */
async function storedText(page: Page, attemptId: string): Promise<string> {
  const chunks = await page.evaluate(
    (of) =>
      new Promise<number[][]>((resolve, reject) => {
        const opening = indexedDB.open('plumbline-edit-log');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const reading: IDBRequest<{ bytes: Uint8Array; n: number }[]> = opening.result
            .transaction('chunks')
            .objectStore('chunks')
            .index('attempt')
            .getAll(of);
          reading.onsuccess = () => {
            opening.result.close();
            resolve(reading.result.toSorted((a, b) => a.n - b.n).map(({ bytes }) => [...bytes]));
          };
        };
      }),
    attemptId,
  );
  return chunks
    .flatMap((bytes) => Y.decodeUpdate(Uint8Array.from(bytes)).structs)
    .flatMap((struct) =>
      struct instanceof Y.Item && struct.content instanceof Y.ContentString ? struct.content.str : [],
    )
    .join('');
}
