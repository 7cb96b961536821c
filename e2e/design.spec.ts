import type { Locator, Page } from '@playwright/test';
import { loadQuestionFolder } from '../question-bank/load-question.ts';
import { secretStrings } from '../question-bank/secret-strings.ts';
import { submitAttempt } from '../server/attempt/submit-attempt.ts';
import { answerOnServer, expectSaved } from './fixtures/answers.ts';
import { type App, expect, signIn, test } from './fixtures/app.ts';
import { isKept, leftInBrowser } from './fixtures/browser-storage.ts';
import { accept, candidatePrincipal, invite, startTaking } from './fixtures/candidate.ts';
import { findTexts, plainForms } from './fixtures/find-texts.ts';
import { createPositionOf } from './fixtures/question-position.ts';
import { openUseCases } from './fixtures/use-cases.ts';

// The guarantee: a candidate draws with the mouse and in the list, runs what she has drawn as often as she likes and without
// a network, finds drawing and note again after a reload, and is graded by what the drawing holds; nothing that only grading
// may know has reached her; staff see the drawing and can run it too.

const folder = 'practice/practice-design';

async function open(page: Page, app: App): Promise<string> {
  const { positionId } = await createPositionOf(app, 'Backend Engineer, designs', folder);
  const { attemptId } = await startTaking(page, app, { positionId });
  await page.goto('/take/q/1');
  await tab(page, 'Canvas').click();
  await expect(node(page, 'Lists')).toBeVisible();
  return attemptId;
}

const tab = (page: Page, name: string) => page.getByRole('tab', { name });
const node = (page: Page, name: string) => page.locator('.react-flow__node').filter({ hasText: name });
const settings = (page: Page) => page.getByRole('region', { name: 'Settings' });
const results = (page: Page) => page.getByRole('region', { name: 'Load simulation' });
const outcome = (page: Page) => page.getByRole('region', { name: 'Objectives and cost' });
const cursor = (page: Page) => results(page).getByRole('slider', { name: 'Second of the run' });
const simulateButton = (page: Page) => page.getByRole('button', { name: 'Simulate', exact: true }).first();

async function simulate(page: Page, run: number): Promise<void> {
  await simulateButton(page).click();
  await expect(results(page).getByText(`run ${run}, seed 7`)).toBeVisible();
}

async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  if (!start || !end) throw new Error('nothing to drag');
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 8 });
  await page.mouse.up();
}

test('a design: draw, simulate, change, simulate again, write; reload; hand in; staff see it', async ({
  page,
  newPage,
  app,
}) => {
  test.slow();
  const received: string[] = [];
  const pending: Promise<unknown>[] = [];
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
  const attemptId = await open(page, app);
  await expect(page.getByRole('navigation').filter({ hasText: 'answered 0' })).toBeVisible();

  await test.step('what is wrong by construction is said before anything runs, and leads to its component', async () => {
    const wrong = outcome(page).getByRole('button', { name: 'Nothing is connected to Lists' });
    await wrong.click();
    await expect(settings(page).getByRole('heading', { name: 'Lists' })).toBeVisible();
    await simulate(page, 1);
    await expect(outcome(page)).toContainText('missed');
  });

  await test.step('a connection is drawn with the mouse, and the last results are said to be old', async () => {
    await drag(
      page,
      node(page, 'list-api').locator('.react-flow__handle-right.connectable'),
      node(page, 'Lists').locator('.react-flow__handle-left.connectable'),
    );
    await expect(settings(page).getByRole('heading', { name: 'list-api to Lists' })).toBeVisible();
    await expect(outcome(page).getByText('Nothing is connected to Lists')).toBeHidden();
    await expect(results(page).getByText('drawing changed since')).toBeVisible();
    await expect(page.getByRole('navigation').filter({ hasText: 'answered 1' })).toBeVisible();
    await simulate(page, 2);
    await expect(results(page).getByText('drawing changed since')).toBeHidden();
  });

  await test.step('settings have their bounds, and a key runs what was just typed', async () => {
    await node(page, 'list-api').click();
    const replicas = settings(page).getByRole('textbox', { name: 'Replicas', exact: true });
    await replicas.fill('99999');
    await replicas.blur();
    await expect(settings(page).getByText('At most 2,000.')).toBeVisible();
    await settings(page).getByRole('combobox', { name: 'Zones' }).selectOption({ label: 'a, b, c' });
    await node(page, 'Lists').click();
    await settings(page).getByRole('combobox', { name: 'Standby' }).selectOption({ label: 'synchronous' });
    await node(page, 'list-api').click();
    await replicas.fill('6');
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(results(page).getByText('run 3, seed 7')).toBeVisible();
    await expect(outcome(page)).toContainText('all 4 met');
    await expect(results(page).getByText('drawing changed since')).toBeHidden();
  });

  await test.step('a second of the run is chosen, and the drawing shows it', async () => {
    await results(page).getByRole('button', { name: 'Zone a is lost' }).click();
    await cursor(page).focus();
    await page.keyboard.press('Home');
    await expect(cursor(page)).toHaveAttribute('aria-valuenow', '0');
    await expect(page.getByText(/Values at 0 s/)).toBeVisible();
    await outcome(page)
      .getByRole('button', { name: /80 s Zone a is lost/ })
      .click();
    await expect(cursor(page)).toHaveAttribute('aria-valuenow', '80');
    await page.keyboard.press('Escape');
    await results(page).getByRole('button', { name: 'Table' }).click();
    await expect(results(page).getByRole('columnheader', { name: 'list-api' })).toBeVisible();
    await results(page).getByRole('button', { name: 'Charts' }).click();
  });

  await test.step('the list can do the same, and undo takes it back', async () => {
    await page.getByRole('button', { name: 'As list' }).click();
    await page.getByRole('combobox', { name: 'Kind of the new component' }).selectOption({ label: 'Cache' });
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    const list = page.getByRole('region', { name: /^Components/ });
    await expect(list.getByRole('listitem')).toHaveCount(5);
    await page.getByRole('combobox', { name: 'From' }).selectOption({ label: 'list-api' });
    await page.getByRole('combobox', { name: 'To', exact: true }).selectOption({ label: 'Cache' });
    await page.getByRole('button', { name: 'Connect', exact: true }).first().click();
    await expect(settings(page).getByRole('heading', { name: 'list-api to Cache' })).toBeVisible();
    await list.getByRole('button', { name: /^Cache/ }).click();
    await settings(page).getByRole('button', { name: 'Remove Cache' }).click();
    await expect(list.getByRole('listitem')).toHaveCount(4);
    await page.getByRole('button', { name: 'Undo in the drawing' }).click();
    await expect(list.getByRole('listitem')).toHaveCount(5);
    await page.getByRole('button', { name: 'Redo in the drawing' }).click();
    await expect(list.getByRole('listitem')).toHaveCount(4);
    await list.getByRole('button', { name: /^Shoppers/ }).click();
    await expect(settings(page)).toContainText('it can’t be changed or removed');
    await expect(settings(page).getByRole('button', { name: /^Remove/ })).toBeHidden();
    await page.getByRole('button', { name: 'As picture' }).click();
  });

  await test.step('it runs without a network', async () => {
    await page.context().setOffline(true);
    await simulate(page, 4);
    await page.context().setOffline(false);
  });

  await test.step('the note is saved, and a reload has all of it', async () => {
    await tab(page, 'Decision note').click();
    await page.getByRole('textbox', { name: 'Decision note' }).fill('The database limits it.');
    await expectSaved(page);
    await page.reload();
    await tab(page, 'Decision note').click();
    await expect(page.getByRole('textbox', { name: 'Decision note' })).toHaveValue('The database limits it.');
    await tab(page, 'Canvas').click();
    await expect(node(page, 'list-api')).toContainText('×6');
    expect(await answerOnServer(app, attemptId, 1, 'design')).toMatchObject({
      note: 'The database limits it.',
      design: { connections: [{}, {}, {}] },
    });
  });

  await test.step('handing in grades it with other seeds; the note waits for raters', async () => {
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

  await test.step('nothing that only grading may know has reached her', async () => {
    const loaded = await loadQuestionFolder(`question-bank/${folder}`, folder);
    if (!loaded.ok) throw new Error('no design');
    await Promise.all(pending);
    const all = received.join('\n');
    expect(all).toContain('noon-fast');
    for (const form of plainForms(all)) expect(findTexts(form, secretStrings(loaded.value))).toEqual([]);
  });

  await test.step('staff see the drawing and run it', async () => {
    const staff = await newPage();
    await signIn(staff, app, 'manager');
    await staff.goto(`/attempts/${attemptId}/answers/1`);
    await expect(node(staff, 'list-api')).toContainText('×6');
    await expect(staff.getByText('The database limits it.').first()).toBeVisible();
    await staff.getByRole('button', { name: 'Simulate', exact: true }).first().click();
    await expect(outcome(staff)).toContainText('all 4 met');
    await node(staff, 'list-api').click();
    await expect(settings(staff).getByRole('textbox', { name: 'Replicas', exact: true })).toBeDisabled();
  });
});

test('a run is worked on in a worker of its own, under the policy of the page', async ({ page, app }) => {
  test.slow();
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/content security policy/iu.test(message.text())) refused.push(message.text());
  });
  await page.addInitScript(() => {
    const said: string[] = [];
    Object.assign(window, {
      said,
      Worker: class extends Worker {
        constructor(script: string | URL, options?: WorkerOptions) {
          super(script, options);
          this.addEventListener('message', ({ data }) => said.push(String(data?.kind)));
        }
      },
    });
  });
  await open(page, app);
  await simulate(page, 1);
  expect(await page.evaluate(() => String(Reflect.get(window, 'said')))).toMatch(/ready,.*finished/u);
  expect(refused).toEqual([]);
});

test('a run goes on while another question is open, and where no worker may start', async ({ page, app }) => {
  test.slow();
  await page.addInitScript(() => {
    Object.defineProperty(window, 'Worker', {
      value: class {
        constructor() {
          throw new Error('no worker here');
        }
      },
    });
  });
  const { positionId } = await createPositionOf(
    app,
    'Backend Engineer, two questions',
    folder,
    'practice/practice-choice',
  );
  await startTaking(page, app, { positionId });
  await page.goto('/take/q/1');
  await tab(page, 'Canvas').click();
  await expect(results(page)).toContainText('Nothing has run yet.');
  await simulateButton(page).click();
  await page.getByRole('button', { name: 'Next question' }).first().click();
  await expect(tab(page, 'Canvas')).toBeHidden();
  await page.getByRole('button', { name: 'Previous question' }).first().click();
  await tab(page, 'Canvas').click();
  await expect(results(page).getByText('run 1, seed 7')).toBeVisible();
});

test('opened again without a network, it can be drawn and run', async ({ page, app }) => {
  test.slow();
  await open(page, app);
  await expect.poll(() => isKept(page), { timeout: 60_000 }).toBe(true);
  await page.context().setOffline(true);
  await node(page, 'list-api').click();
  await settings(page).getByRole('textbox', { name: 'Replicas', exact: true }).fill('9');
  await page.keyboard.press('Enter');
  await expect(node(page, 'list-api')).toContainText('×9');
  await expect.poll(async () => (await leftInBrowser(page)).chunks).toBe(1);
  await page.reload();
  await tab(page, 'Canvas').click();
  await expect(node(page, 'list-api')).toContainText('×9');
  await simulate(page, 1);
  await expect(outcome(page)).toContainText('missed');
  await page.context().setOffline(false);
});

test('a phone draws in the list and reads the results', async ({ page, app }) => {
  test.slow();
  await page.setViewportSize({ width: 390, height: 844 });
  const { positionId } = await createPositionOf(app, 'Backend Engineer, designs', folder);
  const invitation = await invite(app, { positionId });
  await accept(page, app, invitation);
  await page.goto('/take/practice/design');
  await tab(page, 'Drawing').click();
  const list = page.getByRole('region', { name: /^Components/ });
  await list.getByRole('button', { name: /^list-api/ }).click();
  await list.getByRole('combobox', { name: 'Connect to' }).selectOption({ label: 'Lists' });
  await list.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(page.getByRole('region', { name: /^Connections/ }).getByRole('listitem')).toHaveCount(3);
  await simulateButton(page).click();
  await expect(results(page).getByText('run 1, seed 7')).toBeVisible();
  await expect(outcome(page)).toContainText('missed');
  await tab(page, 'Note').click();
  await page.getByRole('textbox', { name: 'Decision note' }).fill('From a phone.');
  await expectSaved(page);
});
