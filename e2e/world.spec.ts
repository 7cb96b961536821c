import { readFileSync } from 'node:fs';
import { submitAttempt } from '../server/attempt/submit-attempt.ts';
import { answerOnServer, codeEditor, expectSaved, pasteCode } from './fixtures/answers.ts';
import { expect, signIn, test } from './fixtures/app.ts';
import { candidatePrincipal, startTaking } from './fixtures/candidate.ts';
import { createWorldPosition } from './fixtures/question-position.ts';
import { openUseCases } from './fixtures/use-cases.ts';

// The guarantee: a candidate runs her program in the world, is shown a failing seed that she can step through by keyboard,
// mends it, and is graded on seeds that no page of hers ever saw; staff see the outcome of each invariant.
test('a payment service meets its world: run, look at a failing seed, mend, hand in, be graded', async ({
  page,
  newPage,
  app,
}) => {
  test.slow();
  const { positionId, question } = await createWorldPosition(
    app,
    'Backend Engineer, worlds',
    'questions/wo-charge-once',
  );
  const received: string[] = [];
  page.on('response', (response) => {
    response.text().then(
      (text) => received.push(text),
      () => {},
    );
  });
  const { attemptId } = await startTaking(page, app, { positionId });
  await page.goto('/take/q/1');
  await expect(codeEditor(page)).toBeAttached({ timeout: 60_000 });

  const failing = page.getByRole('list', { name: 'Failing seeds' });
  await test.step('the starter fails seeds; the first one can be stepped through', async () => {
    await codeEditor(page).focus();
    await page.keyboard.press('Control+Enter');
    await expect(failing.getByRole('listitem').first()).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText(/^run 1, finished/)).toBeVisible({ timeout: 120_000 });
    await failing.getByRole('button').first().click();
    const timeline = page.getByRole('region', { name: /^Timeline of seed/ });
    await expect(timeline).toBeVisible({ timeout: 30_000 });
    const events = timeline.getByRole('slider');
    const before = await events.getAttribute('aria-valuetext');
    await events.focus();
    await page.keyboard.press('ArrowRight');
    await expect(events).not.toHaveAttribute('aria-valuetext', before ?? '');
    await timeline.getByRole('button', { name: 'Table' }).click();
    await expect(timeline.getByRole('table')).toBeVisible();
    await timeline.getByRole('button', { name: 'Picture' }).click();
  });

  await test.step('the mended program passes all of the quick run', async () => {
    await pasteCode(page, readFileSync('question-bank/questions/wo-charge-once/reference.ts', 'utf8'));
    await expectSaved(page);
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText(/^run 2, finished/)).toBeVisible({ timeout: 120_000 });
    await expect(failing).toHaveCount(0);
    expect(await answerOnServer(app, attemptId, 1, 'world')).toMatchObject({ kind: 'world' });
  });

  await test.step('handing in grades it on held-out seeds', async () => {
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
        { timeout: 120_000 },
      )
      .toEqual([['passed', 1]]);
  });

  await test.step('staff see each invariant; the candidate has never received the rules or the secret', async () => {
    const staff = await newPage();
    await signIn(staff, app, 'manager');
    await staff.goto(`/attempts/${attemptId}/worlds/1`);
    for (const { title } of question.invariants) await expect(staff.getByText(title).first()).toBeVisible();
    const [version] = await app.sql`
      select grading_secret from question_version where hash = ${question.contentHash}`;
    const all = received.join('\n');
    expect(all).toContain('wo-charge-once');
    const secrets = [
      String(version?.grading_secret),
      'w.atMostOnce',
      'amountOf(n',
      'Presses the button once more',
    ];
    for (const secret of secrets) expect(all.includes(secret), secret).toBe(false);
  });
});
