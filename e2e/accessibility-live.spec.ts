import { actInRoom } from '../server/live/act-in-room.ts';
import { expect, signIn, test } from './fixtures/app.ts';
import { scanBoth, scanEverywhere } from './fixtures/axe.ts';
import { accept } from './fixtures/candidate.ts';
import { discussedItem, planSession } from './fixtures/live-session.ts';

// The guarantee: every page and state of a live session holds WCAG 2.2 AA as far as axe can tell, on the candidate's side
// also on a phone and at 200 %.

test('a live session from both sides, its debrief and its replay', async ({ page, newPage, app }) => {
  test.setTimeout(480_000);
  const { invitation, ruben } = await planSession(app, 'Robin Axe');
  const { attemptId } = invitation;
  const candidate = await newPage();
  await candidate.goto(invitation.path);
  await expect(candidate.getByRole('heading', { level: 1 })).toBeVisible();
  await scanEverywhere(candidate, 'invitation to a session');
  await accept(candidate, app, invitation);
  await candidate.goto('/live');
  await candidate.getByRole('radio', { name: /^Keep the course/ }).check();
  await scanEverywhere(candidate, 'before the waiting room');
  await candidate.getByRole('button', { name: 'Enter the waiting room' }).click();
  await expect(candidate.getByText('You are in the waiting room.')).toBeVisible();
  await scanEverywhere(candidate, 'waiting room');

  await signIn(page, app, 'ruben');
  await page.goto(`/live/${attemptId}`);
  await expect(page.getByRole('button', { name: 'Admit' })).toBeVisible();
  await scanBoth(page, 'console, somebody waits');
  await actInRoom(ruben, attemptId, { kind: 'admit' });
  await actInRoom(ruben, attemptId, { kind: 'open-item', itemNumber: discussedItem });
  const notes = candidate.getByRole('textbox', { name: 'Shared notes' });
  await notes.fill('An outbox in the same transaction.');
  await expect(page.getByRole('textbox', { name: 'Shared notes' })).toHaveValue(
    'An outbox in the same transaction.',
  );
  await scanEverywhere(candidate, 'room, notes');
  await scanBoth(page, 'console, notes and rubric');
  for (const name of ['Code', 'Canvas', 'Chat']) {
    for (const [side, who] of [
      ['candidate', candidate],
      ['console', page],
    ] as const) {
      await who.getByRole('tab', { name, exact: true }).click();
      await expect(who.getByRole('tab', { name, exact: true })).toHaveAttribute('aria-selected', 'true');
      await scanBoth(who, `${side}, ${name}`);
    }
  }
  await page.getByRole('button', { name: 'End session' }).click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await scanBoth(page, 'end, asked once');
  await page.getByRole('alertdialog').getByRole('button', { name: 'End the session' }).click();
  await expect(candidate.getByRole('heading', { name: 'The session is over' })).toBeVisible();
  await scanEverywhere(candidate, 'over');
  await scanBoth(page, 'console, over');
  await page.goto('/sessions');
  await expect(page.getByRole('link', { name: 'Robin Axe' }).first()).toBeVisible();
  await scanBoth(page, 'sessions');

  const manager = await newPage();
  await signIn(manager, app, 'manager');
  for (const address of [
    `/live/${attemptId}/debrief`,
    `/attempts/${attemptId}/replay`,
    `/attempts/${attemptId}`,
  ]) {
    await manager.goto(address);
    await expect(manager.getByRole('heading', { level: 1 })).toBeVisible();
    await scanBoth(manager, address);
  }
  await manager.goto(`/live/${attemptId}/debrief`);
  await manager.getByRole('textbox', { name: 'Reason' }).fill('One rater is away.');
  await manager.getByRole('button', { name: 'Open the debrief' }).click();
  await expect(manager.getByRole('table')).toBeVisible();
  await scanBoth(manager, 'debrief, opened early');
});
