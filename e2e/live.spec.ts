import { scheduleSession } from '../server/live/schedule-session.ts';
import { createPosition } from '../server/position/create-position.ts';
import { positionFieldsSchema } from '../server/position/position-fields.ts';
import { type App, expect, signIn, test } from './fixtures/app.ts';
import { accept, demoPerson, type Invitation } from './fixtures/candidate.ts';
import { openUseCases } from './fixtures/use-cases.ts';

// The guarantee: two browsers share one room. What one types the other reads; the interviewer scores with evidence by
// keyboard alone; and the candidate's page never holds a probe, a twist before its time, or a level.
test('a live session from the waiting room to the end', async ({ page, app, newPage }) => {
  const invitation = await plannedSession(app);
  const { attemptId } = invitation;
  const candidate = await newPage();
  const received: string[] = [];
  candidate.on('response', (response) => {
    if (new URL(response.url()).pathname.startsWith('/api/live')) {
      response.text().then(
        (text) => received.push(text),
        () => {},
      );
    }
  });

  // Nothing is recorded before it was said and answered.
  await accept(candidate, app, invitation);
  await candidate.goto('/take');
  await candidate.waitForURL('**/live');
  await candidate.getByRole('radio', { name: /^Keep the course/ }).check();
  await candidate.getByRole('button', { name: 'Enter the waiting room' }).click();
  await expect(candidate.getByText('You are in the waiting room.')).toBeVisible();

  await signIn(page, app, 'ruben');
  await page.goto('/sessions');
  await page.getByRole('link', { name: 'Robin Live' }).click();
  await page.getByRole('button', { name: 'Admit' }).click();
  const agenda = page.getByRole('region', { name: 'Agenda' });
  const items = agenda.getByRole('button');
  // The first item is an estimate; the second is discussed.
  await items.nth(1).click();
  await expect(items.nth(1)).toHaveAttribute('aria-current', 'step');

  // Both write in one text.
  const theirs = candidate.getByRole('textbox', { name: 'Shared notes' });
  await theirs.fill('An outbox in the same transaction.');
  const ours = page.getByRole('textbox', { name: 'Shared notes' });
  await expect(ours).toHaveValue('An outbox in the same transaction.');
  await ours.press('Control+End');
  await ours.pressSequentially(' Who removes duplicates?');
  await expect(theirs).toHaveValue('An outbox in the same transaction. Who removes duplicates?');

  // Evidence and level while the caret is in the notes: a chord, the words, Enter, the level.
  await page.keyboard.press('Control+e');
  await page.keyboard.type('names the window unprompted');
  await page.keyboard.press('Enter');
  await page.keyboard.press('3');
  const rubric = page.getByRole('region', { name: 'Rubric' });
  await expect(rubric).toContainText('names the window unprompted');
  await expect(rubric.getByRole('radio', { checked: true })).toHaveCount(1);
  await expect
    .poll(async () => {
      const rows = await app.sql`
        select r.level_id, e.source from scorecard s join rating r on r.scorecard_id = s.id
        join evidence e on e.scorecard_id = s.id and e.dimension = r.dimension where s.attempt_id = ${attemptId}`;
      return rows.map((row) => [String(row.level_id).slice(-1), row.source]);
    })
    .toEqual([['3', 'heard']]);

  // A twist is the candidate's from the moment it is revealed.
  const twists = page.getByRole('region', { name: 'Twists' });
  const twist = (await twists.getByRole('listitem').first().locator('p span').first().textContent()) ?? '';
  expect(twist.length).toBeGreaterThan(10);
  await expect(candidate.getByText(twist)).toHaveCount(0);
  await page.locator('body').press('t');
  await expect(candidate.getByText(twist)).toBeVisible();

  await page.getByRole('button', { name: 'End session' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'End the session' }).click();
  await expect(candidate.getByRole('heading', { name: 'The session is over' })).toBeVisible();

  const probe = await page
    .getByRole('region', { name: 'Probes' })
    .getByRole('listitem')
    .first()
    .textContent();
  const all = received.join('\n');
  expect(all).toContain('"side":"candidate"');
  for (const secret of [probe?.trim() ?? '', 'names the window unprompted', 'listenFor', 'behaviours']) {
    expect(secret).not.toBe('');
    expect(all).not.toContain(secret);
  }
});

async function plannedSession(app: App): Promise<Invitation> {
  await openUseCases(app);
  const manager = await demoPerson(app, 'manager@plumbline.example');
  const ruben = await demoPerson(app, 'ruben@plumbline.example');
  const tove = await demoPerson(app, 'tove@plumbline.example');
  const fields = positionFieldsSchema.parse({
    title: 'Backend Engineer, live',
    openings: '1',
    overallBar: '2.75',
    contact: 'Hiring, hiring@example.org',
    retentionDays: '365',
  });
  const name = 'Robin Live';
  const email = `robin-${Date.now()}@candidates.example`;
  const { positionId } = await createPosition(manager, { fields, blueprintSlug: 'live-discussion-60' });
  const { attemptId, url } = await scheduleSession(manager, {
    positionId,
    name,
    email,
    startsAt: new Date(Date.now() + 5 * 60_000),
    timeZone: 'Europe/Berlin',
    meetingUrl: 'https://meet.example.org/room',
    unseenObserversTold: false,
    interviewers: [
      { personId: ruben.id, role: 'lead', unseen: false },
      { personId: tove.id, role: 'scorer', unseen: false },
    ],
  });
  return { attemptId, name, email, path: new URL(url).pathname };
}
