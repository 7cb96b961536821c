import type { Page } from '@playwright/test';
import { answerOnServer, codeEditor, expectSaved, yourAnswer } from './fixtures/answers.ts';
import { type App, expect, test } from './fixtures/app.ts';
import { answerInBrowser, isKept } from './fixtures/browser-storage.ts';
import { accept, checkSystem, invite, prepare } from './fixtures/candidate.ts';
import { openLine } from './fixtures/line.ts';
import { createPositionOf } from './fixtures/question-position.ts';

// The guarantee: a question of the open section that was never opened while there was a network opens without one, whole:
// prompt, starter, editor with its grammar, navigator. What is typed there is in the browser's own storage, is there after
// a reload without a network, and is on the server once there is one. What needs the server says so and takes no text.

interface Program {
  number: number;
  kind: 'world' | 'sql';
  file: string;
  /** Words of the prompt. */
  prompt: string;
  /** A word of the starter that the grammar colours, and the line it stands in. */
  keyword: string;
  line: string;
  typed: string;
  needsNetwork: RegExp;
}

const world: Program = {
  number: 2,
  kind: 'world',
  file: 'solution.ts',
  prompt: 'A shop takes payments through a payment provider',
  keyword: 'import',
  line: "const key = request.headers['idempotency-key'];",
  typed: '// typed where no network is',
  needsNetwork: /Seeds run on the server and need the network/,
};
const sql: Program = {
  number: 3,
  kind: 'sql',
  file: 'buy.sql',
  prompt: 'A shop sells articles until the stock is empty.',
  keyword: 'select',
  line: 'create temporary table seen on commit drop',
  typed: '-- typed where no network is',
  needsNetwork: /The database is on the server and needs the network/,
};

test('a world and an SQL question that are first opened without a network', async ({ app, newPage }) => {
  test.slow();
  const line = await openLine();
  const page = await newPage({ proxy: { server: line.proxy, bypass: '<-loopback>' } });
  const { positionId } = await createPositionOf(
    app,
    'Offline, programs',
    'questions/di-hot-account',
    'questions/wo-charge-once',
    'questions/sq-lost-update',
  );
  const invitation = await invite(app, { positionId });
  const { attemptId } = invitation;
  await accept(page, app, invitation);
  await prepare(app, invitation);
  await checkSystem(page, app);
  await page.getByRole('button', { name: 'Start the assessment' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Start the clock' }).click();
  const firstAnswer = yourAnswer(page).getByRole('textbox', { name: 'Your answer' });
  await expect(firstAnswer).toBeEditable();
  await firstAnswer.fill('Online.');
  await expectSaved(page);
  await expect.poll(() => isKept(page)).toBe(true);

  line.cut();
  for (const program of [world, sql]) {
    await test.step(`${program.kind}: opens whole, keeps what is typed, says what needs the network`, async () => {
      await open(page, program);
      await expect(page.getByText(program.line).first()).toBeVisible();
      await codeEditor(page, program.file).focus();
      await page.keyboard.press('Control+End');
      await page.keyboard.press('Enter');
      await page.keyboard.type(program.typed);
      await expect(page.getByRole('banner').getByText('Offline since')).toBeVisible();
      await page.keyboard.press('Control+Enter');
      await expect(page.getByRole('alert').filter({ hasText: program.needsNetwork }).last()).toBeVisible();
      await expect(page.locator('.view-lines')).toContainText(program.typed.replaceAll(' ', '\u00a0'));
      const id = await documentOf(app, attemptId, program);
      await expect
        .poll(async () => textOf(await answerInBrowser(page, id, program.kind)))
        .toContain(program.typed);
      expect(textOf(await answerOnServer(app, attemptId, program.number, program.kind))).not.toContain(
        program.typed,
      );
    });
  }

  await test.step('a reload without a network finds all of it again', async () => {
    await page.reload();
    for (const program of [sql, world]) {
      await open(page, program);
      await expect(page.locator('.view-lines')).toContainText(program.typed.replaceAll(' ', '\u00a0'));
    }
    await expect(page.getByRole('banner').getByText('Offline since')).toBeVisible();
  });

  await test.step('with the network again it is on the server, once, and both can be run', async () => {
    line.mend();
    await expectSaved(page);
    for (const program of [world, sql]) {
      const onServer = textOf(await answerOnServer(app, attemptId, program.number, program.kind));
      expect(onServer.split(program.typed)).toHaveLength(2);
      expect(onServer).toContain(program.line);
    }
    await open(page, sql);
    await expect(page.getByRole('alert').filter({ hasText: sql.needsNetwork })).toHaveCount(0, {
      timeout: 30_000,
    });
    await page.getByRole('button', { name: /^Run in A/ }).click();
    const run = page.getByRole('region', { name: 'Session A' }).locator('[data-run-number="1"]');
    await expect(run).toBeVisible({ timeout: 30_000 });
  });
  await page.context().close();
  await line.close();
});

/** By the navigator, as she does; and everything of it is there. */
async function open(page: Page, program: Program): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Questions' })
    .getByRole('button', { name: new RegExp(`^Question ${program.number}\\b`) })
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`Question ${program.number}`);
  await expect(page.getByText(program.prompt)).toBeVisible();
  await expect(codeEditor(page, program.file)).toBeAttached();
  await expect(page.getByText('The editor did not load.')).toHaveCount(0);
  const keyword = page
    .locator('.view-line span span')
    .filter({ hasText: new RegExp(`^${program.keyword}$`) });
  await expect(keyword.first()).toHaveCSS('color', await colourOf(page, '--syntax-keyword'));
}

function colourOf(page: Page, token: string): Promise<string> {
  return page.evaluate((name) => {
    const probe = document.createElement('span');
    probe.style.color = `var(${name})`;
    document.body.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  }, token);
}

async function documentOf(app: App, attemptId: string, { number }: Program): Promise<string> {
  const rows = await app.sql`
    select id from document where attempt_id = ${attemptId} and item_number = ${number} and purpose = 'answer'`;
  return String(rows[0]?.id);
}

function textOf(answer: Awaited<ReturnType<typeof answerOnServer>>): string {
  return answer && 'files' in answer ? answer.files.map((file) => file.text).join('\n') : '';
}
