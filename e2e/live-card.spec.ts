import { expect, signIn, test } from './fixtures/app.ts';
import { runningSession } from './fixtures/live-session.ts';

// The guarantee: what an interviewer notes, pins and scores while the line is down is kept in the browser, also over a
// reload, says so, and arrives once when the line is back; levels are given without leaving the text.
test('notes, pins and levels made while the server is away arrive on return', async ({
  page,
  app,
  newPage,
}) => {
  const candidate = await newPage();
  const { attemptId } = await runningSession(app, candidate, 'Asha Offline');
  await signIn(page, app, 'ruben');
  await page.goto(`/live/${attemptId}`);
  const rubric = page.getByRole('region', { name: 'Rubric' });
  await expect(rubric).toBeVisible();
  const notes = page.getByRole('textbox', { name: 'Private notes' });
  await expect(page.getByRole('region', { name: 'Private notes' })).toContainText('Saved');

  const away = `**/api/live/${attemptId}/card`;
  await page.route(away, (route) => route.abort());
  await notes.focus();
  await page.keyboard.type('names the window unprompted');
  // One chord makes the line evidence, another gives the level; the caret stays in the notes.
  await page.keyboard.press('Control+e');
  await expect(notes).toHaveValue(/^\[\d+:\d\d\] [A-Z]{3}: names the window unprompted$/);
  await expect(notes).toBeFocused();
  await page.keyboard.press('Control+Shift+x');
  await expect(page.getByText('Level for')).toBeVisible();
  await page.keyboard.press('3');
  await expect(page.getByText('Level for')).toHaveCount(0);
  await expect(notes).toHaveValue(/unprompted$/);
  await expect(rubric).toContainText('names the window unprompted');
  await expect(rubric).toContainText('kept here, not sent yet');
  await expect(rubric.getByRole('radio', { checked: true })).toHaveCount(1);
  await expect(page.getByRole('region', { name: 'Private notes' })).toContainText('Offline');
  await notes.blur();

  await page.reload();
  await expect(rubric).toContainText('kept here, not sent yet');
  await expect(rubric.getByRole('radio', { checked: true })).toHaveCount(1);
  await expect(notes).toHaveValue(/names the window unprompted$/);
  const stored = async () =>
    (
      await app.sql`
        select s.private_notes as notes, count(distinct e.id)::int as pins, count(distinct r.id)::int as ratings
        from scorecard s left join evidence e on e.scorecard_id = s.id left join rating r on r.scorecard_id = s.id
        join person p on p.id = s.rater_id
        where s.attempt_id = ${attemptId} and p.email like 'ruben%' group by s.id`
    ).map((row) => [String(row.notes).slice(-10), row.pins, row.ratings]);
  expect(await stored()).toEqual([['', 0, 0]]);

  await page.unroute(away);
  await expect.poll(stored).toEqual([['unprompted', 1, 1]]);
  await expect(rubric).not.toContainText('kept here, not sent yet');
  await expect(rubric).toContainText('heard');
  await page.reload();
  await expect(rubric).toContainText('names the window unprompted');
  expect(await stored()).toEqual([['unprompted', 1, 1]]);
});

// The guarantee: words that are marked in the shared notes are pinned as recorded, with the place in the log.
test('a marking in the shared notes is recorded evidence', async ({ page, app, newPage }) => {
  const candidate = await newPage();
  const { attemptId } = await runningSession(app, candidate, 'Asha Marks');
  await signIn(page, app, 'ruben');
  await page.goto(`/live/${attemptId}`);
  await candidate.goto('/live');
  await candidate.getByRole('textbox', { name: 'Shared notes' }).fill('The relay marks after it publishes.');
  const ours = page.getByRole('textbox', { name: 'Shared notes' });
  await expect(ours).toHaveValue('The relay marks after it publishes.');
  await ours.focus();
  await page.keyboard.press('Control+a');
  // The page has heard of the marking when the other side sees it.
  await expect(candidate.locator('.peer-marked')).not.toHaveCount(0);
  await page.keyboard.press('Control+e');
  const rubric = page.getByRole('region', { name: 'Rubric' });
  await expect(rubric).toContainText('The relay marks after it publishes.');
  await expect(rubric).toContainText('in the log');
  const rows = await app.sql`
    select e.source, e.range_start, e.range_end, d.purpose from evidence e
    join scorecard s on s.id = e.scorecard_id join document d on d.id = e.document_id
    where s.attempt_id = ${attemptId}`;
  expect(rows).toMatchObject([{ source: 'recorded', range_start: 0, range_end: 35, purpose: 'answer' }]);
});
