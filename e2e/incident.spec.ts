import type { Page } from '@playwright/test';
import { loadQuestionFolder } from '../question-bank/load-question.ts';
import { secretStrings } from '../question-bank/secret-strings.ts';
import { submitAttempt } from '../server/attempt/submit-attempt.ts';
import { answerOnServer, expectSaved } from './fixtures/answers.ts';
import { type App, expect, signIn, test } from './fixtures/app.ts';
import { isKept } from './fixtures/browser-storage.ts';
import { accept, candidatePrincipal, invite, startTaking } from './fixtures/candidate.ts';
import { findTexts, plainForms } from './fixtures/find-texts.ts';
import { press, tabTo } from './fixtures/keyboard.ts';
import { createPositionOf } from './fixtures/question-position.ts';
import { openUseCases } from './fixtures/use-cases.ts';

// The guarantee: a candidate pays with simulated minutes for what she looks at, acts once and knowingly, finds everything
// again after a reload and in a second window, and is graded by what was opened, done, picked and cited; staff read all of it.

async function open(page: Page, app: App): Promise<string> {
  const { positionId } = await createPositionOf(
    app,
    'Backend Engineer, on call',
    'questions/in-tx-holds-http',
  );
  const { attemptId } = await startTaking(page, app, { positionId });
  await page.goto('/take/q/1');
  await expect(page.getByRole('region', { name: 'Board' })).toBeVisible();
  return attemptId;
}

const board = (page: Page) => page.getByRole('region', { name: 'Simulated time and harm' });
const evidence = (page: Page) => page.getByRole('tabpanel', { name: /^Evidence/ });
const openCard = (page: Page, title: RegExp) => evidence(page).getByRole('button', { name: title }).click();
const entry = (page: Page, title: RegExp) => page.getByRole('article', { name: title });

test('an incident: look, act, diagnose, write; reload; hand in; staff read it', async ({
  page,
  newPage,
  app,
}) => {
  test.slow();
  const received: string[] = [];
  const pending: Promise<unknown>[] = [];
  const posts: string[] = [];
  // Of all windows of this browser.
  page.context().on('response', (response) => {
    if (response.headers()['content-type']?.startsWith('text/event-stream')) return;
    pending.push(
      response.text().then(
        (text) => received.push(text),
        // Redirects and requests that were given up have no body.
        () => null,
      ),
    );
  });
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/attempt/incident'))
      posts.push(request.url());
  });
  const attemptId = await open(page, app);
  await expect(board(page)).toContainText('0 of 36 minutes spent');
  await page.getByRole('tab', { name: /^Evidence/ }).click();

  await test.step('a card costs its minutes, shows itself, and can be cited', async () => {
    await openCard(page, /^A slow quote of 10:18/);
    const trace = entry(page, /^A slow quote/);
    await expect(trace).toBeFocused();
    await expect(trace.getByRole('row', { name: /pool\.acquire/ })).toBeVisible();
    await expect(board(page)).toContainText('3 of 36 minutes spent');
    await expect(board(page)).toContainText('144,000 failed quotes');
    await trace.getByRole('button', { name: 'Cite' }).click();
    await openCard(page, /^Calls to the tax provider/);
    await entry(page, /^Calls to the tax provider/)
      .getByRole('button', { name: 'Cite' })
      .click();
    await openCard(page, /^Difference between/);
    await entry(page, /^Difference between/)
      .getByRole('button', { name: 'Cite' })
      .click();
    await expect(board(page)).toContainText('9 of 36 minutes spent');
    // Opening it again only leads to it: nothing is asked for.
    const before = posts.length;
    await openCard(page, /^A slow quote of 10:18/);
    await expect(trace).toBeFocused();
    expect(posts.length).toBe(before);
  });

  await test.step('acting is asked about, and can be left', async () => {
    await page.getByRole('tab', { name: /^Act/ }).click();
    const act = page.getByRole('button', { name: /^Do it 2 min: Switch tax-in-transaction off/ });
    await act.click();
    const ask = page.getByRole('alertdialog');
    await expect(ask).toContainText('can’t be undone');
    const before = posts.length;
    await ask.getByRole('button', { name: 'Not now' }).click();
    await expect(ask).toBeHidden();
    expect(posts.length).toBe(before);
    await act.click();
    await ask.getByRole('button', { name: 'Do it' }).click();
    await expect(board(page)).toContainText('stopped');
    await expect(board(page)).toContainText('11 of 36 minutes spent');
    await expect(page.getByRole('tabpanel', { name: /^Act/ })).toContainText('p99 is back at 190 ms');
  });

  await test.step('the diagnosis and the postmortem are saved as they are made', async () => {
    await page.getByRole('tab', { name: /^Diagnosis/ }).click();
    await page.getByRole('radio', { name: /^Each transaction waits for a remote call/ }).check();
    await page.getByRole('radio', { name: /^The code in pricing-api/ }).check();
    for (const fix of [/^Call the provider before/, /^Measure how long/, /^Set idle_in_transaction/]) {
      await page.getByRole('checkbox', { name: fix }).check();
    }
    await expect(page.getByRole('checkbox', { name: /^Raise max_connections/ })).toBeDisabled();
    await page.getByRole('tab', { name: 'Postmortem' }).click();
    await page.getByRole('textbox', { name: 'Postmortem' }).fill('From 10:02 quotes failed.');
    await expectSaved(page);
  });

  await test.step('a reload and a second window know all of it', async () => {
    await page.reload();
    await expect(board(page)).toContainText('11 of 36 minutes spent');
    await expect(entry(page, /^A slow quote/)).toBeVisible();
    const second = await page.context().newPage();
    await second.goto('/take/q/1');
    await second.getByRole('tab', { name: /^Evidence/ }).click();
    await openCard(second, /^Feature flags of/);
    await expect(board(second)).toContainText('13 of 36 minutes spent');
    await second.close();
    await page.bringToFront();
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await expect(board(page)).toContainText('13 of 36 minutes spent');
    expect(await answerOnServer(app, attemptId, 1, 'incident')).toMatchObject({
      cause: 'held-by-call',
      component: 'quote-handler',
      evidence: ['diff', 'tax-latency', 'trace-slow'],
      postmortem: 'From 10:02 quotes failed.',
    });
  });

  await test.step('handing in grades it by rules; the postmortem waits for raters', async () => {
    await openUseCases(app);
    await submitAttempt(await candidatePrincipal(app, attemptId), {
      declaredAids: { web: 'nothing', editor: 'nothing' },
    });
    await expect
      .poll(
        async () => {
          const rows = await app.sql`
            select verdict, score from grade where attempt_id = ${attemptId} and superseded_at is null`;
          return rows.map((row) => [row.verdict, Number(row.score)]);
        },
        { timeout: 60_000 },
      )
      .toEqual([['passed', 1]]);
  });

  await test.step('nothing that was not paid for has reached her', async () => {
    const loaded = await loadQuestionFolder('question-bank/questions/in-tx-holds-http', 'in-tx-holds-http');
    if (!loaded.ok || loaded.value.kind !== 'incident') throw new Error('no incident');
    const { cards, actions } = loaded.value.incidents.general;
    const paid = JSON.stringify([
      ...cards.filter((card) => ['trace-slow', 'tax-latency', 'diff', 'flags'].includes(card.id)),
      ...actions.filter((action) => action.id === 'flag-off').map((action) => action.outcome),
    ]);
    const kept = secretStrings(loaded.value).filter(
      (text) => !plainForms(paid).some((one) => one.includes(text)),
    );
    expect(kept.length).toBeGreaterThan(60);
    await Promise.all(pending);
    const all = received.join('\n');
    expect(all).toContain('pool.acquire');
    for (const form of plainForms(all)) expect(findTexts(form, kept)).toEqual([]);
  });

  await test.step('staff read what was opened, done and concluded', async () => {
    const staff = await newPage();
    await signIn(staff, app, 'manager');
    await staff.goto(`/attempts/${attemptId}/answers/1`);
    const answer = staff.getByRole('region', { name: 'Answer' });
    await expect(
      answer.getByRole('listitem').filter({ hasText: 'Switch tax-in-transaction off' }).first(),
    ).toBeVisible();
    await expect(answer).toContainText('Each transaction waits for a remote call');
    await expect(answer).toContainText('From 10:02 quotes failed.');
    const graded = answer.getByRole('region', { name: 'Graded by rules' });
    await expect(graded.getByRole('listitem').filter({ hasText: 'First mitigation' })).toContainText(
      '15 % of 15 %',
    );
    await staff.goto(`/attempts/${attemptId}/report`);
    await expect(staff.getByText('5 of 5 parts right; postmortem: not rated yet')).toBeVisible();
  });
});

test('without a network nothing is spent, and what was opened stays', async ({ page, app }) => {
  test.slow();
  await open(page, app);
  await page.getByRole('tab', { name: /^Evidence/ }).click();
  await openCard(page, /^Errors of pricing-api/);
  await expect(board(page)).toContainText('2 of 36 minutes spent');
  await page.context().setOffline(true);
  await openCard(page, /^Locks that somebody/);
  await expect(page.getByRole('alert').filter({ hasText: 'The server did not answer' })).toBeVisible();
  await expect(entry(page, /^Errors of pricing-api/)).toBeVisible();
  await expect(board(page)).toContainText('2 of 36 minutes spent');
  await page.context().setOffline(false);
  await openCard(page, /^Locks that somebody/);
  await expect(board(page)).toContainText('5 of 36 minutes spent');
  await expect(page.getByRole('alert').filter({ hasText: 'The server did not answer' })).toBeHidden();
});

test('an action whose answer is lost on the way is known to be done', async ({ page, app }) => {
  test.slow();
  await open(page, app);
  await page.route('**/api/attempt/incident', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    // It reaches the server, and only its answer is lost.
    await route.fetch();
    await route.abort('connectionreset');
  });
  await page.getByRole('button', { name: /^Do it 4 min: Restart all pods/ }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Do it' }).click();
  await expect(board(page)).toContainText('4 of 36 minutes spent');
  await expect(page.getByRole('alertdialog')).toBeHidden();
  await expect(page.getByText('Two quiet seconds for each pod').first()).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: 'The server did not answer' })).toBeHidden();
  // Acting alone is an answer, here as in grading.
  await expect(page.getByRole('navigation').filter({ hasText: 'answered 1' })).toBeVisible();
});

test('opened again without a network, the page has what was opened before', async ({ page, app }) => {
  test.slow();
  await open(page, app);
  await page.getByRole('tab', { name: /^Evidence/ }).click();
  await openCard(page, /^A slow quote of 10:18/);
  await expect(entry(page, /^A slow quote/)).toBeVisible();
  await expect.poll(() => isKept(page), { timeout: 60_000 }).toBe(true);
  const keptPage = () => page.evaluate(async () => (await (await caches.match('/take/q'))?.text()) ?? '');
  await expect.poll(keptPage, { timeout: 30_000 }).toContain('pool.acquire');
  await page.context().setOffline(true);
  await page.reload();
  await expect(board(page)).toContainText('3 of 36 minutes spent');
  await expect(entry(page, /^A slow quote/).getByRole('row', { name: /pool\.acquire/ })).toBeVisible();
  await page.context().setOffline(false);
});

test('the practice board is worked by keyboard, stores nothing, and can be begun again', async ({
  page,
  app,
}) => {
  test.slow();
  const { positionId } = await createPositionOf(
    app,
    'Backend Engineer, on call',
    'questions/in-tx-holds-http',
  );
  const invitation = await invite(app, { positionId });
  await accept(page, app, invitation);
  await page.goto('/take/practice/incident');
  const opened = page.getByRole('region', { name: 'Opened evidence' }).getByRole('article');
  await tabTo(page, page.getByRole('tab', { name: 'Problem' }));
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: /^Evidence/ })).toBeFocused();
  await press(page, evidence(page).getByRole('button').first());
  await expect(opened).toHaveCount(1);
  await expect(opened.first()).toBeFocused();
  await press(page, opened.first().getByRole('button', { name: 'Cite' }));
  await press(page, page.getByRole('button', { name: /^Do it .*: Restart parcel-api/ }));
  await press(page, page.getByRole('alertdialog').getByRole('button', { name: 'Do it' }));
  await expect(opened).toHaveCount(2);
  await tabTo(page, page.getByRole('tab', { name: /^Act/ }));
  await page.keyboard.press('ArrowRight');
  await press(page, page.getByRole('group', { name: 'Cause' }).getByRole('radio').first(), 'Space');
  await expect(page.getByRole('tab', { name: /^Diagnosis/ })).toContainText('2 of 4');
  await expectSaved(page);

  // After a reload what was picked is there, and nothing was opened: no row was written.
  await page.reload();
  await expect(page.getByRole('tab', { name: /^Diagnosis/ })).toContainText('2 of 4');
  await expect(opened).toHaveCount(0);
  expect(
    await app.sql`select 1 from investigation_step where attempt_id = ${invitation.attemptId}`,
  ).toHaveLength(0);
  await press(page, page.getByRole('button', { name: 'Begin again' }));
  await expect(page.getByRole('tab', { name: /^Diagnosis/ })).toContainText('0 of 4');
  await expect(page.getByRole('button', { name: 'Begin again' })).toBeHidden();
});
