import { actInRoom } from '../server/live/act-in-room.ts';
import { readRoomForInterviewer } from '../server/live/read-room-for-interviewer.ts';
import { pinEvidence } from '../server/scoring/pin-evidence.ts';
import { scoreDimension } from '../server/scoring/score-dimension.ts';
import { submitScorecard } from '../server/scoring/submit-scorecard.ts';
import type { StaffPrincipal } from '../server/session.ts';
import { expect, signIn, test } from './fixtures/app.ts';
import { discussedItem, runningSession } from './fixtures/live-session.ts';

// The guarantee: what the shared code writes is seen by everybody, whoever ran it and whenever they came.
test('shared code runs, and both sides see the same output', async ({ page, app, newPage }) => {
  test.slow();
  const candidate = await newPage();
  const { attemptId } = await runningSession(app, candidate, 'Asha Runs');
  await signIn(page, app, 'ruben');
  for (const [side, path] of [
    [candidate, '/live'],
    [page, `/live/${attemptId}`],
  ] as const) {
    await side.goto(path);
    await side.getByRole('tab', { name: 'Code' }).click();
    await expect(side.locator('[data-editor="ready"]')).toBeVisible({ timeout: 45_000 });
  }
  await candidate.getByRole('textbox', { name: /^shared\.ts/ }).focus();
  await candidate.keyboard.type('console.log(6 * 7);');
  await candidate.keyboard.press('Control+Enter');
  for (const side of [candidate, page]) {
    const output = side.getByRole('region', { name: 'Output', exact: true });
    await expect(output.getByText('42', { exact: true })).toBeVisible({ timeout: 45_000 });
    await expect(output).toContainText('Run 1, Candidate, shared.ts: ended');
  }
  // An error of the program is the program's, with its place.
  await candidate.keyboard.type('\nthrow new Error("no order");');
  // What is run is what the server has: the other side sees it first.
  await expect(page.locator('.monaco-editor .view-lines').first()).toContainText(/no\sorder"\);/);
  await page.getByRole('tabpanel', { name: 'Code' }).getByRole('button', { name: /^Run/ }).first().click();
  for (const side of [candidate, page]) {
    const output = side.getByRole('region', { name: 'Output', exact: true });
    await expect(output).toContainText('Run 2, Ruben', { timeout: 45_000 });
    await expect(output).toContainText('stopped with an error', { timeout: 45_000 });
    await expect(output).toContainText('Error: no order');
    await output.getByRole('button', { name: 'Run 1', exact: true }).click();
    await expect(output.getByText('42', { exact: true })).toBeVisible();
  }
});

// The guarantee: each sees where the others' carets are, by name, and whoever follows somebody is where they are until
// the first touch of their own.
test('named carets, and following somebody', async ({ page, app, newPage }) => {
  test.slow();
  const candidate = await newPage();
  const { attemptId } = await runningSession(app, candidate, 'Asha Points');
  await signIn(page, app, 'ruben');
  await page.goto(`/live/${attemptId}`);
  await candidate.goto('/live');
  const theirs = candidate.getByRole('textbox', { name: 'Shared notes' });
  await theirs.fill('An outbox in the same transaction.');
  const ours = page.getByRole('textbox', { name: 'Shared notes' });
  await expect(ours).toHaveValue('An outbox in the same transaction.');
  await expect(page.locator('.peer-name', { hasText: 'Asha Points' })).toBeVisible();
  // A marking of the whole text is drawn over it.
  await theirs.press('Control+a');
  await expect(page.locator('.peer-marked')).not.toHaveCount(0);
  await ours.focus();
  await expect(candidate.locator('.peer-name', { hasText: 'Ruben' })).toBeVisible();

  await page.getByRole('button', { name: /^Follow Asha Points/ }).click();
  await candidate.getByRole('tab', { name: 'Code' }).click();
  await expect(page.getByRole('tab', { name: 'Code' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByText('Following Asha Points')).toBeVisible();
  await expect(candidate.locator('[data-editor="ready"]')).toBeVisible({ timeout: 45_000 });
  await candidate.getByRole('textbox', { name: /^shared\.ts/ }).focus();
  await candidate.keyboard.type('const relay = 1;');
  await expect(page.locator('.monaco-editor .peer-name', { hasText: 'Asha Points' })).toBeVisible({
    timeout: 45_000,
  });
  await candidate.getByRole('tab', { name: 'Chat' }).click();
  await expect(page.getByRole('tab', { name: /^Chat/ })).toHaveAttribute('aria-selected', 'true');
  // Touching the work ends it, where it was.
  await page.getByRole('textbox', { name: 'Message to everybody in the session' }).click();
  await expect(page.getByText('Following Asha Points')).toHaveCount(0);
  await candidate.getByRole('tab', { name: 'Canvas' }).click();
  await expect(candidate.getByRole('tab', { name: 'Canvas' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('tab', { name: /^Chat/ })).toHaveAttribute('aria-selected', 'true');
});

// The guarantee: a debrief that is not open says who is awaited; a manager opens it with a reason, which stands on it
// with the rating that is missing.
test('a debrief that waits, and one that a manager opens', async ({ page, app, newPage }) => {
  const candidate = await newPage();
  const { attemptId, ruben } = await runningSession(app, candidate, 'Asha Waits');
  await rateAll(ruben, attemptId);
  await actInRoom(ruben, attemptId, { kind: 'close' });
  await submitScorecard(ruben, attemptId);

  await signIn(page, app, 'ruben');
  await page.goto(`/live/${attemptId}/debrief`);
  await expect(page.getByText('The debrief opens when all scores are in.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Awaited' })).toContainText('Tove');
  await expect(page.getByRole('button', { name: 'Open the debrief' })).toHaveCount(0);

  const office = await newPage();
  await signIn(office, app, 'manager');
  await office.goto(`/live/${attemptId}/debrief`);
  await office.getByRole('textbox', { name: 'Reason' }).fill('Tove is away this week.');
  await office.getByRole('button', { name: 'Open the debrief' }).click();
  await expect(office.getByText('Tove is away this week.')).toBeVisible();
  await expect(office.getByText('missing', { exact: true }).first()).toBeVisible();
  await page.reload();
  await expect(page.getByText('Tove is away this week.')).toBeVisible();
});

async function rateAll(rater: StaffPrincipal, attemptId: string): Promise<void> {
  const room = await readRoomForInterviewer(rater, attemptId);
  const item = room.items.find((one) => one.itemNumber === discussedItem);
  for (const { code } of item?.rubric?.dimensions ?? []) {
    const at = { attemptId, itemNumber: discussedItem, dimension: code };
    await pinEvidence(rater, { ...at, quote: 'names the window', range: null });
    await scoreDimension(rater, { ...at, levelId: `${code}-3`, note: '', afterSeq: 0 });
  }
}
