import { startAttempt } from '../server/attempt/start-attempt.ts';
import { expectSaved, yourAnswer } from './fixtures/answers.ts';
import { expect, signIn, test } from './fixtures/app.ts';
import { accept, invite, prepare } from './fixtures/candidate.ts';

// The guarantee: a link can be looked at by anything and opened on any device; only her own press uses it up, and from
// then on her code opens the assessment wherever she is. What she asks for is answered before her clock can start.

test('ten prefetches, then a phone, then a laptop, then a wiped browser', async ({ newPage, app }) => {
  const invitation = await invite(app);
  const phone = await newPage({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  await test.step('prefetches', async () => {
    for (let times = 0; times < 10; times += 1) {
      const looked = await phone.request.get(invitation.path, {
        headers: { 'user-agent': 'Mozilla/5.0 (compatible; LinkPreview/1.0)', purpose: 'prefetch' },
      });
      expect(looked.status()).toBe(200);
    }
    const sessions = await app.sql`
      select count(*)::int as n from candidate_session where attempt_id = ${invitation.attemptId}`;
    expect(sessions[0]?.n).toBe(0);
  });

  let code = '';
  await test.step('the phone opens it and is told the code', async () => {
    await phone.goto(invitation.path);
    await phone.getByRole('checkbox', { name: /I agree/ }).tap();
    await phone.getByRole('button', { name: 'Open the assessment in this browser' }).tap();
    const region = phone.getByRole('region', { name: 'Resume code' });
    await expect(region).toContainText(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/);
    code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec((await region.textContent()) ?? '')?.[0] ?? '';
    await phone.getByRole('link', { name: 'Go on to the preparation' }).tap();
    await phone.getByRole('link', { name: 'Practise: choice' }).tap();
    await yourAnswer(phone).getByRole('checkbox').first().tap();
    await expectSaved(phone);
    const wider = await phone.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wider).toBeLessThanOrEqual(0);
  });

  const laptop = await newPage();
  await test.step('the laptop is told that the link was used, and what to do', async () => {
    await laptop.goto(invitation.path);
    await expect(laptop.getByRole('heading', { level: 1 })).toHaveText('This link has been used');
    await laptop.getByRole('link', { name: 'Use a resume code' }).click();
    await laptop.getByRole('textbox', { name: 'Resume code' }).fill(code);
    await laptop.getByRole('button', { name: 'Open on this machine' }).click();
    await expect(laptop.getByRole('heading', { level: 1 })).toHaveText('Before you start');
    await laptop.getByRole('link', { name: 'Practise: choice' }).click();
    await expect(yourAnswer(laptop).getByRole('checkbox').first()).toBeChecked();
  });

  await test.step('a browser that was wiped comes back with the same code', async () => {
    await laptop.context().clearCookies();
    await laptop.evaluate(async () => {
      localStorage.clear();
      const databases = await indexedDB.databases();
      for (const { name } of databases) indexedDB.deleteDatabase(name ?? '');
    });
    await laptop.goto('/take');
    await expect(laptop).toHaveURL(/\/resume$/);
    await laptop.getByRole('textbox', { name: 'Resume code' }).fill(code);
    await laptop.getByRole('button', { name: 'Open on this machine' }).click();
    await laptop.getByRole('link', { name: 'Practise: choice' }).click();
    await expect(yourAnswer(laptop).getByRole('checkbox').first()).toBeChecked();
    // Nobody was shut out by it.
    await phone.reload();
    await expect(yourAnswer(phone).getByRole('checkbox').first()).toBeChecked();
  });
});

test('an accommodation is asked for in private and answered before the clock can start', async ({
  page,
  newPage,
  app,
}) => {
  const invitation = await invite(app);
  await page.goto(invitation.path);
  await page.getByRole('button', { name: 'Ask for an accommodation' }).click();
  await page.getByRole('textbox', { name: 'What you need' }).fill('A quarter more time, please.');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('A quarter more time, please.')).toBeVisible();
  await page.getByRole('checkbox', { name: /I agree/ }).check();
  await page.getByRole('button', { name: 'Open the assessment in this browser' }).click();
  await expect(page.getByRole('region', { name: 'Resume code' })).toBeVisible();
  await prepare(app, invitation);
  await page.goto('/take');
  const start = page.getByRole('button', { name: 'Start the assessment' });
  await expect(start).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByText(/accommodation/i).first()).toBeVisible();

  const manager = await newPage();
  await signIn(manager, app, 'manager');
  await manager.goto(`/attempts/${invitation.attemptId}`);
  await expect(manager.getByText('A quarter more time, please.')).toBeVisible();
  await manager.getByRole('button', { name: 'Answer', exact: true }).click();
  const form = manager.getByRole('form', { name: 'Answer the request' });
  await form.getByRole('radio', { name: 'Set extra time' }).check();
  await form.getByLabel('Extra-time factor').fill('1.25');
  await form.getByRole('textbox', { name: 'Answer' }).fill('You have a quarter more.');
  await form.getByRole('button', { name: 'Set extra time' }).click();
  await expect(manager.getByText('The answer is on the candidate’s page.')).toBeVisible();

  await page.reload();
  await expect(page.getByText('You have a quarter more.')).toBeVisible();
  await expect(start).not.toHaveAttribute('aria-disabled', 'true');
  await start.click();
  await expect(page.getByRole('alertdialog')).toContainText('22.5 of 80 minutes');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Start the clock' }).click();
  await expect(page.getByRole('timer')).toHaveAccessibleName(/^22 minutes/);
});

test('whoever starts in the last seconds has all of the time', async ({ page, app }) => {
  const invitation = await invite(app);
  await accept(page, app, invitation);
  const candidate = await prepare(app, invitation);
  await app.sql`update attempt set start_by = now() + interval '4 seconds' where id = ${invitation.attemptId}`;
  await startAttempt(candidate);
  await page.goto('/take/q/1');
  await expect(page.getByRole('timer')).toHaveAccessibleName(/^17 minutes/);
  await expect
    .poll(
      async () =>
        (await app.sql`select now() > start_by as over from attempt where id = ${invitation.attemptId}`)[0],
    )
    .toEqual({ over: true });
  await page.reload();
  await expect(page.getByRole('timer')).toHaveAccessibleName(/^17 minutes/);
  await yourAnswer(page).getByRole('radio').or(yourAnswer(page).getByRole('checkbox')).first().check();
  await expectSaved(page);
});

test('staff give seven more days in one press', async ({ page, app }) => {
  const { attemptId } = await invite(app);
  await app.sql`update attempt set start_by = now() - interval '1 hour' where id = ${attemptId}`;
  await signIn(page, app, 'manager');
  await page.goto(`/attempts/${attemptId}`);
  await page.getByRole('button', { name: 'Give 7 days from today' }).click();
  await expect(page.getByText('The last moment to start is moved.').first()).toBeVisible();
  const [row] = await app.sql`
    select start_by > now() + interval '6 days' as moved from attempt where id = ${attemptId}`;
  expect(row?.moved).toBe(true);
});
