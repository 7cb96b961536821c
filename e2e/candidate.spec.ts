import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { codeEditor, expectSaved, pasteCode, yourAnswer } from './fixtures/answers.ts';
import { demoPosition, expect, signIn, test } from './fixtures/app.ts';
import { invite, startTaking } from './fixtures/candidate.ts';

// The guarantee: a candidate gets from a link to a receipt by what the pages say, nothing she does by accident uses
// anything up or hands anything in, and what she did is what is graded and what the manager sees.

const solution = readFileSync('question-bank/questions/co-yield-fairly/reference.ts', 'utf8');

test('from the invitation to the report: the whole way', async ({ page: manager, newPage, app }) => {
  test.slow();
  const name = `Marisol Okonkwo ${Date.now()}`;
  await signIn(manager, app, 'manager');
  await manager.goto('/positions');
  await manager.getByRole('link', { name: 'Senior Backend Engineer, Payments' }).last().click();
  await manager.getByRole('link', { name: 'Invite candidate' }).click();
  const form = manager.getByRole('form', { name: 'Invite one' });
  await form.getByLabel('Name').fill(name);
  await form.getByLabel('E-mail').fill(`marisol-${Date.now()}@candidates.example`);
  await form.getByRole('button', { name: 'Invite' }).click();
  const link = await manager.getByRole('textbox', { name: `Link for ${name}` }).inputValue();
  const rows = await app.sql`
    select a.id from attempt a join candidate c on c.id = a.candidate_id where c.name = ${name} order by a.created_at desc limit 1`;
  const attemptId = String(rows[0]?.id);

  const page = await newPage();
  await test.step('ten prefetches change nothing', async () => {
    for (let n = 0; n < 10; n += 1) {
      const response = await page.request.get(link, { headers: { 'user-agent': 'SafeLinks scanner' } });
      expect(response.status()).toBe(200);
      expect(response.headers()['set-cookie']).toBeUndefined();
      expect(response.headers()['referrer-policy']).toBe('no-referrer');
    }
    const state = await app.sql`
      select a.status, a.revision, l.consumed_at, (select count(*)::int from candidate_session s where s.attempt_id = a.id) as sessions
      from attempt a join invitation_link l on l.attempt_id = a.id where a.id = ${attemptId}`;
    expect(state).toEqual([{ status: 'invited', revision: 0, consumed_at: null, sessions: 0 }]);
  });

  await test.step('consent, resume code, preparation', async () => {
    await page.goto(link);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Senior Backend Engineer, Payments');
    // Without the agreement the press does nothing, and says why.
    await page.getByRole('button', { name: 'Open the assessment in this browser' }).press('Enter');
    await expect(page.getByText('Tick the agreement first.')).toBeVisible();
    await page.getByRole('checkbox', { name: /^I have read what is recorded/ }).check();
    await page.getByRole('button', { name: 'Open the assessment in this browser' }).click();
    await expect(page.getByRole('region', { name: 'Resume code' })).toContainText(
      /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/,
    );
    await page.getByRole('link', { name: 'Go on to the preparation' }).click();
    await expect(page.getByRole('heading', { name: 'Before you start' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Start the assessment' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
    const details = page.getByRole('form', { name: 'Your details' });
    await details.getByLabel('Phone').fill('+31 20 555 01 02');
    await details.getByRole('button', { name: 'Save details' }).click();
    await expect(details.getByText('Saved.')).toBeVisible();
    const language = page.getByRole('form', { name: 'The language you work in' });
    await language.getByRole('radio', { name: 'Go', exact: true }).check();
    await language.getByRole('button', { name: 'Save language' }).click();
    await expect(language.getByText('Saved.')).toBeVisible();
  });

  await test.step('the system check tries everything', async () => {
    await page.getByRole('button', { name: 'Run the system check' }).click();
    // The editor is 3 MB; how long it takes is the machine's affair.
    await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible({ timeout: 60_000 });
    const found = page.getByRole('region', { name: '4. System check' }).getByRole('listitem');
    await expect(found).toHaveText([
      /^Server\s*Answers in \d+ to \d+ ms/,
      /^Live line\s*Open in \d+ ms/,
      /^Storage\s*Edits are kept in this browser/,
      /^Editor\s*Loaded with its type checker/,
      /^Window\s*1440 px wide/,
    ]);
  });

  await test.step('practice with a real run', async () => {
    await page.getByRole('link', { name: 'Practise: code' }).click();
    await pasteCode(
      page,
      'export function waitBefore(attempt: number): number {\n  return Math.min(5_000, 100 * 2 ** (attempt - 1));\n}\n',
    );
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('tab', { name: 'Checks 2/2' })).toBeVisible();
    await page.getByRole('link', { name: 'Back to the preparation' }).click();
  });

  await test.step('rules, then Start asks once', async () => {
    const rules = page.getByRole('form', { name: 'Rules on aids' });
    await rules.getByRole('checkbox', { name: 'I will keep to these rules.' }).check();
    await rules.getByRole('button', { name: 'Confirm the rules' }).click();
    await expect(page.getByText('You have confirmed these rules.')).toBeVisible();
    await page.getByRole('button', { name: 'Start the assessment' }).click();
    await expect(page.getByRole('alertdialog')).toContainText('opens with 18 of 64 minutes');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Start the clock' }).click();
    await expect(page).toHaveURL(/\/take\/q\/1$/);
    await expect(page.getByRole('timer')).toHaveAccessibleName(/left in section$/);
  });

  await test.step('choices, a flag, and leaving the section', async () => {
    const questions = page.getByRole('navigation', { name: 'Questions' });
    for (const number of [1, 2, 3]) {
      await expect(page.getByRole('heading', { level: 1 })).toContainText(`Question ${number}`);
      await answerChoice(page);
      await questions.getByRole('button', { name: 'Next question' }).click();
    }
    await questions.getByRole('button', { name: 'Flag', exact: true }).click();
    await expect(questions.getByRole('button', { name: 'Flagged', exact: true })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await expectSaved(page);
    await page.getByRole('button', { name: 'Submit section' }).click();
    const ask = page.getByRole('alertdialog');
    await expect(ask).toContainText('Submit section 1, Foundations?');
    await expect(ask).toContainText('1 of 4 questions has no answer.');
    await expect(ask).toContainText('1 question is flagged.');
    await expect(ask).toContainText('You can come back to it from the next section');
    await ask.getByRole('button', { name: 'Submit section' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Question 5');
  });

  await test.step('an estimate with its unit', async () => {
    const answer = yourAnswer(page);
    const number = answer.getByRole('textbox').first();
    await number.fill('a lot');
    await number.press('Tab');
    await expect(number).toHaveAttribute('aria-invalid', 'true');
    await number.fill('1,25');
    await number.press('Tab');
    await expect(number).not.toHaveAttribute('aria-invalid', 'true');
    await answer
      .getByRole('textbox', { name: 'Reasoning' })
      .fill('Waiting grows with 1 / (1 - utilisation).');
    await expectSaved(page);
    await submitSection(page);
  });

  await test.step('code: an error with its line, then every visible check', async () => {
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Question 6');
    const results = page.getByRole('tabpanel', { name: /^Checks/ });
    // The starter runs; what it does wrong is shown with expected and actual values.
    await codeEditor(page).focus();
    await page.keyboard.press('Control+Enter');
    await expect(results).toContainText(/Fails:.*Expected.*Actual/);
    await pasteCode(
      page,
      'export async function transformAll(): Promise<void> {}\n\nthrow new Error("not written yet");\n',
    );
    await page.keyboard.press('Control+Enter');
    await expect(results).toContainText('Error: not written yet');
    await expect(results.getByRole('button', { name: /^solution\.ts:3/ })).toBeVisible();
    await pasteCode(page, solution);
    await page.keyboard.press('Control+End');
    await page.keyboard.type('// typed by hand');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('tab', { name: /^Checks (\d+)\/\1$/ })).toBeVisible();
    await page.getByRole('tab', { name: /^Runs/ }).click();
    await expect(page.getByRole('table', { name: 'Runs of this question' }).getByRole('row')).toHaveCount(4);
    await expectSaved(page);
    await submitSection(page);
  });

  await test.step('the break ends with a press', async () => {
    await page.getByRole('button', { name: 'Begin section 4' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Question 7');
  });

  await test.step('writing, with its preview', async () => {
    const answer = yourAnswer(page);
    await answer
      .getByRole('textbox', { name: 'Your answer' })
      .fill('## Contract\n\nThe key is **unique** per order.');
    await answer.getByRole('tab', { name: 'Preview' }).click();
    await expect(answer.getByRole('heading', { name: 'Contract' })).toBeVisible();
    await expect(answer.getByRole('strong')).toHaveText('unique');
    await expectSaved(page);
  });

  const second = await page.context().newPage();
  await test.step('submitting twice gives one receipt', async () => {
    await page.getByRole('banner').getByRole('button', { name: 'Submit' }).click();
    await expect(page.getByRole('heading', { name: 'Submit the assessment' })).toBeVisible();
    await expect(page.getByText('1 of 7 questions has no answer.').first()).toBeVisible();
    await expect(page.getByText('Without an answer: 4')).toBeVisible();
    // She sees the facts that others will see, and can say something to each.
    const facts = page.getByRole('region', { name: 'Facts that were recorded' });
    const paste = facts
      .getByRole('listitem')
      .filter({ hasText: /Paste of .*, question 6/ })
      .first();
    await paste.getByRole('button', { name: /^Add a note/ }).click();
    await paste.getByRole('textbox', { name: 'Your note' }).fill('Written in my own editor.');
    await paste.getByRole('button', { name: 'Save note' }).click();
    await expect(paste).toContainText('Written in my own editor.');
    await second.goto('/take/submit');
    // Times are hers, not the server's: her browser is in Amsterdam.
    const time = second.getByRole('region', { name: 'Facts that were recorded' }).getByRole('time').first();
    const at = new Date((await time.getAttribute('datetime')) ?? '');
    await expect(time).toHaveText(at.toLocaleTimeString('en-GB', { timeZone: 'Europe/Amsterdam' }));
    for (const one of [page, second]) {
      // Two aids are allowed if declared: the press waits for what is said about each.
      await expect(one.getByRole('button', { name: 'Submit' })).toHaveAttribute('aria-disabled', 'true');
      await one.getByRole('textbox', { name: 'Web search and documentation' }).fill('MDN for Promise.');
      await one.getByRole('textbox', { name: 'Own editor' }).fill('nothing');
    }
    await page.getByRole('button', { name: 'Submit' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Submit' }).click();
    await expect(page).toHaveURL(/\/take\/receipt$/);
    await expect(page.getByRole('heading', { name: 'Your assessment is submitted' })).toBeVisible();
    const number = await receiptNumber(page);
    await expect(second).toHaveURL(/\/take\/receipt$/);
    expect(await receiptNumber(second)).toBe(number);
    const again = await app.sql`select receipt, submitted_by from attempt where id = ${attemptId}`;
    expect(again).toEqual([{ receipt: number, submitted_by: 'candidate' }]);
  });

  await test.step('it is graded, and everybody sees their part', async () => {
    await expect
      .poll(async () => (await app.sql`select status from attempt where id = ${attemptId}`)[0]?.status)
      .toBe('graded');
    const grades = await app.sql`
      select item_number, verdict, score from grade where attempt_id = ${attemptId} and superseded_at is null order by item_number`;
    expect(grades.map((row) => row.item_number)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(grades[5]).toEqual({ item_number: 6, verdict: 'passed', score: 1 });
    await page.reload();
    await expect(page.getByText('Checked by rules where there are rules')).toBeVisible();
    const download = await page.request.get('/api/attempt/copy');
    expect(await download.text()).toContain('The key is **unique** per order.');
    const { id } = await demoPosition(app);
    await manager.goto(`/positions/${id}`);
    await manager.getByRole('link', { name }).click();
    await expect(manager.getByRole('heading', { level: 1, name })).toBeVisible();
    await manager.goto(`/attempts/${attemptId}/report`);
    await expect(manager.getByText('MDN for Promise.')).toBeVisible();
    await expect(manager.getByText('Written in my own editor.')).toBeVisible();
  });
});

test('a stranger needs no help from the link to the first answered practice question', async ({
  page,
  app,
}) => {
  const { path } = await invite(app);
  const began = Date.now();
  await page.goto(path);
  await page.getByRole('checkbox', { name: /I agree/ }).check();
  await page.getByRole('button', { name: 'Open the assessment in this browser' }).click();
  await page.getByRole('link', { name: 'Go on to the preparation' }).click();
  await page.getByRole('link', { name: 'Practise: choice' }).click();
  await expect(page.getByText('is not scored, nobody but you sees it, and you can repeat it')).toBeVisible();
  await yourAnswer(page).getByRole('checkbox').first().check();
  await expect(page.getByRole('banner').getByText(/^Saved/)).toBeVisible();
  await page.reload();
  await expect(yourAnswer(page).getByRole('checkbox').first()).toBeChecked();
  expect(Date.now() - began).toBeLessThan(5 * 60_000);
});

test('the clock warns at ten minutes, also a screen reader, and can be hidden until then', async ({
  page,
  app,
}) => {
  const { attemptId } = await startTaking(page, app);
  await page.goto('/take/q/1');
  await page.getByRole('button', { name: 'Hide the clock until 10 minutes' }).click();
  await expect(page.getByRole('timer')).toHaveCount(0);
  await app.sql`
    update attempt_section set entered_at = now() - interval '18 minutes' + interval '9 minutes 58 seconds'
    where attempt_id = ${attemptId} and number = 1`;
  // The page learns of it with its next beat.
  await expect(page.getByRole('timer')).toHaveAccessibleName(/^9 minutes/);
  await expect(
    page.getByRole('paragraph').filter({ hasText: /^10 minutes left in section$/ }),
  ).toBeAttached();
});

test('practice goes offline for twenty seconds and loses nothing', async ({ page, app }) => {
  const invitation = await invite(app);
  await page.goto(invitation.path);
  await page.getByRole('checkbox', { name: /I agree/ }).check();
  await page.getByRole('button', { name: 'Open the assessment in this browser' }).click();
  await expect(page.getByRole('region', { name: 'Resume code' })).toBeVisible();
  await page.goto('/take/practice/discussion');
  const answer = yourAnswer(page).getByRole('textbox');
  await answer.fill('Before the cut.');
  await expectSaved(page);
  await page.getByRole('button', { name: /offline/i }).click();
  await answer.press('Control+End');
  await answer.pressSequentially(' Typed without a line.');
  await expect(page.getByRole('banner').getByText('Offline since')).toBeVisible();
  await expect(page.getByRole('banner').getByText(/^Saved\s*\d/)).toBeVisible({ timeout: 30_000 });
  await page.reload();
  await expect(yourAnswer(page).getByRole('textbox')).toHaveValue('Before the cut. Typed without a line.');
});

test('a problem that is reported is with staff at once, and so is the answer', async ({
  page,
  newPage,
  app,
}) => {
  const taker = await startTaking(page, app);
  await page.goto('/take/q/2');
  await page.getByRole('button', { name: 'Report a problem' }).click();
  const dialog = page.getByRole('dialog', { name: 'Report a problem with question 2' });
  await dialog.getByRole('textbox', { name: 'What is wrong' }).fill('Option 3 is cut off.');
  await dialog.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('Sent. Staff see it now')).toBeVisible();
  const manager = await newPage();
  await signIn(manager, app, 'manager');
  await manager.goto(`/attempts/${taker.attemptId}`);
  await expect(manager.getByText('Option 3 is cut off.')).toBeVisible();
  await manager.getByRole('button', { name: 'Answer', exact: true }).click();
  const form = manager.getByRole('form', { name: 'Answer the request' });
  await form.getByRole('radio', { name: 'Void Q2 for this attempt' }).check();
  await form.getByRole('textbox', { name: 'Answer' }).fill('It is taken out.');
  await form.getByRole('button', { name: 'Void Q2 for this attempt' }).click();
  await expect(manager.getByText('The answer is on the candidate’s page.')).toBeVisible();
  const items = await app.sql`
    select voided_at is not null as voided from attempt_item where attempt_id = ${taker.attemptId} and number = 2`;
  expect(items).toEqual([{ voided: true }]);
  await page.reload();
  await expect(page.getByText('Staff have taken this question out of your assessment.')).toBeVisible();
});

/** Picks the first option of each part, or the first cell of a grid. */
async function answerChoice(page: Page): Promise<void> {
  const answer = yourAnswer(page);
  await expect(answer.getByRole('group').or(answer.getByRole('table')).first()).toBeVisible();
  for (const group of await answer.getByRole('group').all()) {
    await group.getByRole('radio').or(group.getByRole('checkbox')).first().check();
  }
  for (const grid of await answer.getByRole('table').all()) {
    await grid.getByRole('checkbox').first().check();
  }
}

async function submitSection(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Submit section' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Submit section' }).click();
  await expect(page.getByRole('alertdialog')).toBeHidden();
}

async function receiptNumber(page: Page): Promise<string> {
  return (await page.getByRole('definition').first().textContent()) ?? '';
}
