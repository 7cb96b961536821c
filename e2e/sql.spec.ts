import type { Page } from '@playwright/test';
import type { FormSection } from '../domain/form.ts';
import { submitAttempt } from '../server/attempt/submit-attempt.ts';
import { answerOnServer, codeEditor, expectSaved } from './fixtures/answers.ts';
import { type App, expect, test } from './fixtures/app.ts';
import { candidatePrincipal, openSection, startTaking } from './fixtures/candidate.ts';
import { openUseCases } from './fixtures/use-cases.ts';

// The guarantee: a candidate works on a PostgreSQL of her own in two sessions, sees who waits for whom, finds everything
// again after a reload, is shown nothing hidden, and is graded by what she has written.

/** The SQL question of the demo's screen: two sessions, and a constraint to write. */
async function screen(app: App): Promise<{ positionId: string; number: number; section: number }> {
  const rows = await app.sql<{ id: string; sections: FormSection[] }[]>`
    select p.id, f.sections from position p join form f on f.position_id = p.id
    where p.title = 'Backend Engineer, Fulfilment' order by f.number limit 1`;
  const section = rows[0]?.sections.find((one) => one.items.some((item) => item.slug === 'sq-lost-update'));
  const item = section?.items.find((one) => one.slug === 'sq-lost-update');
  if (!rows[0] || !section || !item) throw new Error('the demo has no screen with sq-lost-update');
  return { positionId: rows[0].id, number: item.number, section: section.number };
}

async function open(page: Page, app: App): Promise<{ attemptId: string; number: number }> {
  const { positionId, number, section } = await screen(app);
  const { attemptId } = await startTaking(page, app, { positionId });
  await openSection(app, attemptId, section);
  await page.goto(`/take/q/${number}`);
  await expect(codeEditor(page, 'buy.sql')).toBeAttached({ timeout: 90_000 });
  return { attemptId, number };
}

const session = (page: Page, name: 'A' | 'B') => page.getByRole('region', { name: `Session ${name}` });
const state = (page: Page, name: 'a' | 'b', wanted: string) =>
  expect(page.locator(`[data-session="${name}"]`)).toHaveAttribute('data-session-state', wanted, {
    timeout: 30_000,
  });

/** Writes over a file and runs it in a session. */
async function write(page: Page, file: string, text: string): Promise<void> {
  await page.getByRole('tab', { name: file }).click();
  await codeEditor(page, file).focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
}

async function runIn(page: Page, name: 'A' | 'B', sql: string): Promise<void> {
  await session(page, name)
    .getByRole('button', { name: `Session ${name}` })
    .click();
  await write(page, 'scratch.sql', sql);
  await page.keyboard.press('Control+Enter');
}

test('two sessions: one waits for the other, is stopped, and both are told apart after a reload', async ({
  page,
  app,
}) => {
  test.slow();
  await open(page, app);
  await runIn(page, 'A', "begin; update stock set qty = 4 where sku = 'lamp';");
  await state(page, 'a', 'in-transaction');
  await runIn(page, 'B', "update stock set qty = 9 where sku = 'lamp';");
  await state(page, 'b', 'waiting');
  await expect(session(page, 'B')).toContainText('waiting for Session A');

  await test.step('a reload finds the transaction where it was', async () => {
    await session(page, 'B').getByRole('button', { name: 'Stop' }).click();
    await expect(session(page, 'B').getByText(/57014/)).toBeVisible();
    await state(page, 'b', 'idle');
    await page.reload();
    await expect(codeEditor(page, 'buy.sql')).toBeAttached({ timeout: 90_000 });
    await state(page, 'a', 'in-transaction');
    await expect(session(page, 'B').getByText(/57014/)).toBeVisible();
  });

  await test.step('what A has not committed only A sees', async () => {
    await runIn(page, 'B', "select sku, qty from stock where sku = 'lamp';");
    await expect(session(page, 'B').getByRole('grid').getByText('5', { exact: true })).toBeVisible();
    await runIn(page, 'A', "select sku, qty from stock where sku = 'lamp'; rollback;");
    await expect(session(page, 'A').getByRole('grid').getByText('4', { exact: true })).toBeVisible();
    await state(page, 'a', 'idle');
  });
});

test('errors stand at their place, the database can be reset, and a plan is drawn', async ({ page, app }) => {
  test.slow();
  await open(page, app);
  await runIn(page, 'A', 'drop table stock;\nselect 1;\nselekt 2;');
  await expect(session(page, 'A').getByText(/42601/)).toBeVisible();
  await expect(page.locator('.run-error-line')).toHaveCount(1);

  await page.getByRole('button', { name: 'Reset the database' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Reset the database' }).click();
  await expect(page.getByRole('alertdialog')).toBeHidden({ timeout: 30_000 });
  await write(page, 'scratch.sql', 'select * from stock order by sku;');
  await page.getByRole('button', { name: 'Plan', exact: true }).click();
  const plan = page.getByRole('region', { name: 'Plan', exact: true });
  await expect(plan.getByRole('img', { name: /Seq Scan on stock/ })).toBeVisible({ timeout: 30_000 });
  await plan.getByRole('button', { name: 'As a table' }).click();
  await expect(plan.getByRole('table')).toContainText('Seq Scan');
});

test('what is written is checked, nothing hidden is sent, and it is graded after submission', async ({
  page,
  app,
}) => {
  test.slow();
  const bodies: Promise<string>[] = [];
  page.on('response', (response) => {
    if (/\/take|\/api\/attempt\/sql/u.test(response.url())) bodies.push(response.text().catch(() => ''));
  });
  const { attemptId, number } = await open(page, app);
  await write(
    page,
    'buy.sql',
    "begin; with taken as (update stock set qty = qty - :n where sku = :sku and qty >= :n returning sku) select case when exists (select from taken) then 'sold' else 'sold out' end; commit;",
  );
  await write(page, 'schema.sql', 'alter table stock add check (qty >= 0);');
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(page.getByRole('tab', { name: /Checks\s*2\/2/ })).toBeVisible({ timeout: 90_000 });
  await expectSaved(page);
  const answer = await answerOnServer(app, attemptId, number, 'sql');
  expect(answer?.kind === 'sql' && answer.files.map((file) => file.path)).toEqual(['buy.sql', 'schema.sql']);
  const received = (await Promise.all(bodies)).join('\n');
  expect(received).toContain('One buyer alone gets what there is');
  for (const hidden of ['in every order of their statements', 'never-negative', 'stock_not_negative']) {
    expect(received).not.toContain(hidden);
  }

  await openUseCases(app);
  await submitAttempt(await candidatePrincipal(app, attemptId), {
    declaredAids: { web: 'nothing', editor: 'nothing' },
  });
  await expect
    .poll(
      async () =>
        (
          await app.sql`select verdict, score, jsonb_array_length(checks) as checks from grade
                        where attempt_id = ${attemptId} and item_number = ${number}`
        ).map((row) => ({ ...row })),
      { timeout: 120_000 },
    )
    .toEqual([{ verdict: 'passed', score: 1, checks: 7 }]);
});
