import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import * as Y from 'yjs';
import { filesMap, findAnswerFile } from '../domain/edit-log/answer-layout.ts';
import { submitAttempt } from '../server/attempt/submit-attempt.ts';
import { actInRoom } from '../server/live/act-in-room.ts';
import { readRoomForInterviewer } from '../server/live/read-room-for-interviewer.ts';
import { pinEvidence } from '../server/scoring/pin-evidence.ts';
import { scoreDimension } from '../server/scoring/score-dimension.ts';
import { submitScorecard } from '../server/scoring/submit-scorecard.ts';
import { codeEditor } from './fixtures/answers.ts';
import { type App, expect, postJson, signIn, test } from './fixtures/app.ts';
import { scanBoth, scanEverywhere } from './fixtures/axe.ts';
import { candidatePrincipal, startTaking } from './fixtures/candidate.ts';
import { runningSession } from './fixtures/live-session.ts';
import { createPositionOf } from './fixtures/question-position.ts';
import { documentOf, writeAnswer } from './fixtures/write-answer.ts';

const codeItem = 1;
const worldItem = 2;
const sqlItem = 3;
const codeFolder = 'question-bank/practice/practice-code';
const worldFolder = 'question-bank/practice/practice-world';
const sqlFolder = 'question-bank/practice/practice-sql';
const sqlFiles = ['query.sql', 'index.sql'];
const read = (folder: string, name: string) => readFileSync(`${folder}/${name}`, 'utf8');

/** A take-home that was handed in: code with a failing and a passing run, a world whose run failed, SQL that was never run. */
async function handInTakeHome(app: App, page: Page) {
  const { positionId } = await createPositionOf(
    app,
    'Backend Engineer, take-home',
    'practice/practice-code',
    'practice/practice-world',
    'practice/practice-sql',
  );
  await app.sql`update form set follow_up = '{"minutes": 15}' where position_id = ${positionId}`;
  const { attemptId, email } = await startTaking(page, app, { positionId });
  const write = async (itemNumber: number, text: string, file = 'solution.ts') => {
    const documentId = await documentOf(app, attemptId, itemNumber);
    const written = await writeAnswer(page.request, app, documentId, (doc) =>
      filesMap(doc).set(file, new Y.Text(text)),
    );
    expect(written.ok()).toBe(true);
  };
  const filesOf = (text: string) => [{ path: 'solution.ts', text }];
  const [failing, passing] = [
    `// the first try\n${read(codeFolder, 'starter.ts')}`,
    read(codeFolder, 'reference.ts'),
  ];
  for (const text of [failing, passing]) {
    await write(codeItem, text);
    const run = await postJson(page.request, app, '/api/attempt/run', {
      itemNumber: codeItem,
      files: filesOf(text),
    });
    expect(run.ok()).toBe(true);
  }
  const program = read(worldFolder, 'starter.ts');
  await write(worldItem, program);
  const run = await postJson(page.request, app, '/api/attempt/world/run', {
    target: { itemNumber: worldItem },
    size: 'quick',
    files: filesOf(program),
  });
  // The last line of the answer says that all seeds have run.
  expect(await run.text()).toContain('"type":"done"');
  for (const file of sqlFiles) await write(sqlItem, read(sqlFolder, `starter/${file}`), file);
  await submitAttempt(await candidatePrincipal(app, attemptId), {
    declaredAids: { ai: 'nothing', web: 'nothing', editor: 'nothing' },
  });
  await expect
    .poll(async () => (await app.sql`select status from attempt where id = ${attemptId}`)[0]?.status, {
      timeout: 120_000,
    })
    .toBe('graded');
  return { attemptId, email, positionId };
}

async function copyOf(app: App, sessionId: string, number: number): Promise<string> {
  const [row] = await app.sql`
    select id from document
    where attempt_id = ${sessionId} and purpose = 'live-answer' and item_number = ${number}`;
  return row?.id ?? '';
}

async function fingerprint(app: App, attemptId: string): Promise<string> {
  const rows = await app.sql`
    select d.item_number, d.head, u.seq, encode(u.bytes, 'hex') as bytes
    from document d join document_update u on u.document_id = d.id
    where d.attempt_id = ${attemptId} order by d.item_number, u.seq`;
  const runs = await app.sql`select * from run where attempt_id = ${attemptId} order by item_number, number`;
  expect(rows.length).toBeGreaterThan(0);
  return createHash('sha256')
    .update(JSON.stringify([rows, runs]))
    .digest('hex');
}

// The guarantee: the lead opens what the candidate handed in, at the run that was chosen; both see the same copy and what
// that run showed, and write in it; the original stays as it was; and the take-home counts once the talk was scored.
test('an earlier answer in the room, at a run, for both; the result of the take-home waits for it', async ({
  page,
  app,
  newPage,
}) => {
  test.setTimeout(480_000);
  const candidate = await newPage();
  const earlier = await handInTakeHome(app, candidate);
  const before = await fingerprint(app, earlier.attemptId);
  const live = await runningSession(app, candidate, 'Asha Returns', {
    email: earlier.email,
    blueprintSlug: 'follow-up-15',
    itemNumber: 1,
  });
  const office = await newPage();
  await signIn(office, app, 'manager');
  await office.goto(`/attempts/${earlier.attemptId}/report`);
  await expect(office.getByRole('heading', { name: 'Result incomplete' })).toBeVisible();
  await scanBoth(office, 'report, result incomplete');
  await office.goto(`/positions/${earlier.positionId}`);
  await expect(office.getByRole('cell', { name: 'Result incomplete' })).toBeVisible();
  await expect(office.getByRole('link', { name: 'Plan the follow-up' })).toBeVisible();

  await signIn(page, app, 'ruben');
  await page.goto(`/live/${live.attemptId}`);
  await candidate.goto('/live');
  await expect(candidate.getByRole('textbox', { name: 'Shared notes' })).toBeVisible();

  await test.step('the lead chooses answer and run by keyboard', async () => {
    await page.getByRole('button', { name: 'Open an earlier answer' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Open an earlier answer' });
    const answers = dialog.getByRole('radio');
    await expect(answers).toHaveCount(3);
    await answers.first().focus();
    await page.keyboard.press('Space');
    const runs = dialog.getByRole('combobox', { name: 'At which run' });
    await expect(runs).toHaveValue('2');
    await scanBoth(page, 'choice of an earlier answer');
    await runs.selectOption('1');
    await runs.press('Tab');
    await dialog.getByRole('button', { name: 'Open for both' }).focus();
    await page.keyboard.press('Enter');
    await expect(dialog).toHaveCount(0);
  });

  await test.step('both have the copy at run 1 and what it showed, and write in it', async () => {
    for (const side of [page, candidate]) {
      await expect(side.getByRole('tab', { name: /^Earlier: .*run 1$/ })).toHaveAttribute(
        'aria-selected',
        'true',
      );
      await expect(side.getByText('A copy: the original stays as it was.')).toBeVisible();
      await expect(codeEditor(side)).toBeAttached({ timeout: 60_000 });
      await expect(side.locator('.monaco-editor .view-lines').first()).toContainText(/the\sfirst\stry/u);
      const results = side.getByRole('region', { name: 'Results of run 1' });
      await expect(results).toContainText(/of \d+ visible checks held/u);
      await expect(results.getByText('Fails:').first()).toBeAttached();
    }
    await codeEditor(candidate).focus();
    await candidate.keyboard.press('Control+Home');
    await candidate.keyboard.type('// hers ');
    await expect(page.locator('.monaco-editor .view-lines').first()).toContainText(/hers/u);
    await expect(page.locator('.monaco-editor .peer-name', { hasText: 'Asha Returns' })).toBeVisible();
    await codeEditor(page).focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('// his ');
    await expect(candidate.locator('.monaco-editor .view-lines').first()).toContainText(/his/u);
    await page.getByRole('button', { name: 'Prompt', exact: true }).click();
    await expect(page.getByRole('region', { name: 'Prompt of the earlier answer' })).toBeVisible();
    await scanEverywhere(candidate, 'room, an earlier answer');
    await scanBoth(page, 'console, an earlier answer with its prompt');
  });

  await test.step('whoever presses Run runs what both wrote, and both see the visible checks of that very text', async () => {
    const reference = read(codeFolder, 'reference.ts');
    const documentId = await copyOf(app, live.attemptId, 1);
    const written = await writeAnswer(candidate.request, app, documentId, (doc) => {
      const file = findAnswerFile(doc, 'solution.ts');
      file?.delete(0, file.length);
      file?.insert(0, `// mended together\n${reference}`);
    });
    expect(written.ok()).toBe(true);
    await expect(candidate.locator('.monaco-editor .view-lines').first()).toContainText(/mended\stogether/u);
    await candidate.getByRole('button', { name: /^Run( |$)/ }).click();
    for (const side of [candidate, page]) {
      const results = side.getByRole('region', { name: 'Results of run 1 of the copy' });
      await expect(results).toContainText(/(\d+) of \1 visible checks held/u, { timeout: 60_000 });
      await expect(results).toContainText('Run 1 of the copy, Candidate');
    }
    await page.getByRole('button', { name: 'Run 1 of the original' }).click();
    await expect(page.getByRole('region', { name: 'Results of run 1', exact: true })).toContainText('Fails:');
    await codeEditor(page).focus();
    await page.keyboard.press('Control+Enter');
    for (const side of [candidate, page])
      await expect(side.getByRole('region', { name: 'Results of run 2 of the copy' })).toContainText(
        'Run 2 of the copy, Ruben',
        { timeout: 60_000 },
      );
    await scanEverywhere(candidate, 'room, a run of the copy');
    await scanBoth(page, 'console, a run of the copy');
  });

  await test.step('a world is opened on its smallest failing seed, for both', async () => {
    await expect(codeEditor(candidate)).toBeAttached();
    await codeEditor(candidate).focus();
    await page.getByRole('button', { name: 'Open an earlier answer' }).click();
    const dialog = page.getByRole('dialog', { name: 'Open an earlier answer' });
    await dialog.getByRole('radio').nth(1).check();
    await dialog.getByRole('button', { name: 'Open for both' }).click();
    // She is still in the editor of the first: the new tab is hers to open.
    const tabs = candidate.getByRole('tab', { name: /^Earlier:/ });
    await expect(tabs).toHaveCount(2);
    await expect(page.getByRole('tab', { name: /^Earlier:/ }).nth(1)).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await expect(tabs.first()).toHaveAttribute('aria-selected', 'true');
    await tabs.nth(1).click();
    const [run] = await app.sql`
      select verdict from run where attempt_id = ${earlier.attemptId} and item_number = ${worldItem}`;
    const seeds: { seed: number; passed: boolean }[] = run?.verdict.seeds ?? [];
    const smallest = Math.min(...seeds.filter((seed) => !seed.passed).map((seed) => seed.seed));
    expect(smallest).toBeGreaterThan(0);
    for (const side of [page, candidate]) {
      const timeline = side.getByRole('region', { name: `Timeline of seed ${smallest}` });
      await expect(timeline).toBeVisible({ timeout: 60_000 });
      const events = timeline.getByRole('slider');
      const at = await events.getAttribute('aria-valuetext');
      await events.focus();
      await side.keyboard.press('ArrowLeft');
      await expect(events).not.toHaveAttribute('aria-valuetext', at ?? '');
    }
    await scanBoth(candidate, 'room, a failing seed of an earlier answer');
    await scanBoth(page, 'console, a failing seed of an earlier answer');
  });

  await test.step('SQL runs on databases of its own, as it stands in the copy, and both see its visible checks', async () => {
    await page.getByRole('button', { name: 'Open an earlier answer' }).click();
    const dialog = page.getByRole('dialog', { name: 'Open an earlier answer' });
    await dialog.getByRole('radio').nth(2).check();
    await dialog.getByRole('button', { name: 'Open for both' }).click();
    await candidate
      .getByRole('tab', { name: /^Earlier:/ })
      .nth(2)
      .click();
    await expect(candidate.getByRole('textbox', { name: /^(query|index)\.sql\./ })).toBeAttached({
      timeout: 60_000,
    });
    const rewrite = async (file: string, text: string) => {
      const documentId = await copyOf(app, live.attemptId, 3);
      const written = await writeAnswer(candidate.request, app, documentId, (doc) => {
        const old = findAnswerFile(doc, file);
        old?.delete(0, old.length);
        old?.insert(0, text);
      });
      expect(written.ok()).toBe(true);
    };
    const run = page.getByRole('button', { name: 'Run the checks' });
    await rewrite('query.sql', 'select 1 as nothing_that_was_asked;');
    await run.click();
    for (const side of [candidate, page]) {
      const results = side.getByRole('region', { name: 'Results of run 1 of the copy' });
      await expect(results.getByText('Fails:').first()).toBeAttached({ timeout: 60_000 });
    }
    for (const file of sqlFiles) await rewrite(file, read(sqlFolder, `reference/${file}`));
    await run.click();
    for (const side of [candidate, page]) {
      const results = side.getByRole('region', { name: 'Results of run 2 of the copy' });
      await expect(results).toContainText(/(\d+) of \1 visible checks held/u, { timeout: 60_000 });
    }
  });

  await test.step('the original is as it was, and the scored talk completes the result', async () => {
    expect(await fingerprint(app, earlier.attemptId)).toBe(before);
    await office.goto(`/attempts/${earlier.attemptId}/answers/${codeItem}`);
    await expect(office.getByRole('main')).not.toContainText('// his');
    await expect(office.getByRole('main')).not.toContainText('the first try');
    await expect(office.getByRole('main')).not.toContainText('mended together');
    const room = await readRoomForInterviewer(live.ruben, live.attemptId);
    for (const { code } of room.items[0]?.rubric?.dimensions ?? []) {
      const at = { attemptId: live.attemptId, itemNumber: 1, dimension: code };
      await pinEvidence(live.ruben, { ...at, quote: 'names the crash', range: null });
      await scoreDimension(live.ruben, { ...at, levelId: `${code}-3`, note: '', afterSeq: 0 });
    }
    await actInRoom(live.ruben, live.attemptId, { kind: 'close' });
    await submitScorecard(live.ruben, live.attemptId);
    await office.goto(`/attempts/${earlier.attemptId}/report`);
    await expect(office.getByText('Live follow-up.')).toBeVisible();
    await expect(office.getByRole('heading', { name: 'Result incomplete' })).toHaveCount(0);
    await office.getByRole('link', { name: /^live session of/ }).click();
    await expect(office).toHaveURL(new RegExp(`/attempts/${live.attemptId}/report`));
    await office.goto(`/positions/${earlier.positionId}`);
    await expect(office.getByRole('cell', { name: 'Report ready' })).toBeVisible();
    await office.goto(`/attempts/${live.attemptId}/replay`);
    await expect(office.getByRole('button', { name: /^Earlier:/ })).toHaveCount(3);
  });
});
