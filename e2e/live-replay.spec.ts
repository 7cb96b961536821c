import { expect, signIn, test } from './fixtures/app.ts';

// The guarantee: a session that is over is played whole from one page: notes, code, drawing and chat at the moment of
// each run, pin and twist, by keyboard; and its debrief shows the largest difference first.
test("the demo's session of yesterday: replay and debrief", async ({ page, app }) => {
  await signIn(page, app, 'ruben');
  await page.goto('/sessions');
  await page.getByRole('link', { name: 'Anneke Verhoeven' }).click();
  await expect(page.getByText('The session is over.')).toBeVisible();
  const attemptId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await page.getByRole('link', { name: 'Debrief' }).click();
  await expect(page.getByText('One difference of two levels or more, first.')).toBeVisible();

  await page.goto(`/attempts/${attemptId}/replay`);
  const shown = page.getByRole('region', { name: 'Answer at this moment' });
  const tracks = page.getByRole('navigation', { name: 'Questions' });
  await tracks.getByRole('button', { name: 'Chat' }).click();
  await expect(shown).toContainText('Nothing was written yet.');
  // The run shows the very code that ran, whatever was looked at before.
  await page.getByRole('button', { name: /Run 1, shared code/ }).click();
  await expect(shown).toContainText('arrivesPerSecond = 600');
  await expect(tracks.getByRole('button', { name: 'Shared code' })).toHaveAttribute('aria-current', 'true');
  await tracks.getByRole('button', { name: 'Drawing' }).click();
  await expect(shown).toContainText('7 components, 6 connections');
  await expect(shown.getByText('Audit log, 90 days').first()).toBeVisible();
  await page.getByRole('button', { name: /Twist, Q2/ }).click();
  await expect(shown).toContainText('On-call is shared');
  await expect(shown).not.toContainText('150 million');
  // On to the end: everything that was said is there.
  const line = page.getByRole('slider', { name: 'Moment' });
  await line.focus();
  await line.press('End');
  await tracks.getByRole('button', { name: 'Chat' }).click();
  await expect(shown).toContainText('47 hours, then, not 28.');
});
