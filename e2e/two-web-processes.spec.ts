import { expect, signIn, test } from './fixtures/app.ts';
import { runningSession } from './fixtures/live-session.ts';
import { startWebProcesses } from './fixtures/web-processes.ts';

// The guarantee: a room works behind one address with any number of web processes, whichever of them a request comes to;
// and when one of them is killed, both sides go on and nothing that was typed is missing.
test('a room behind one address with two web processes, one of which is killed', async ({
  page,
  app,
  newPage,
}) => {
  test.slow();
  const candidate = await newPage();
  const { attemptId } = await runningSession(app, candidate, 'Asha Twice');
  await signIn(page, app, 'ruben');
  const web = await startWebProcesses({
    count: 2,
    databaseUrl: app.databaseUrl,
    authSecret: app.authSecret,
  });
  try {
    // Cookies belong to a host, not to a port: both are signed in here as well.
    await candidate.goto(`${web.baseUrl}/live`);
    await page.goto(`${web.baseUrl}/live/${attemptId}`);
    const theirs = candidate.getByRole('textbox', { name: 'Shared notes' });
    const ours = page.getByRole('textbox', { name: 'Shared notes' });
    await theirs.pressSequentially('An outbox in the same transaction.');
    await expect(ours).toHaveValue('An outbox in the same transaction.');
    await ours.press('Control+End');
    await ours.pressSequentially(' Who removes duplicates?');
    await expect(theirs).toHaveValue('An outbox in the same transaction. Who removes duplicates?');

    await web.processes[0]?.kill();
    await theirs.press('Control+End');
    await theirs.pressSequentially(' The consumer,');
    await expect(ours).toHaveValue(/ The consumer,$/u);
    await ours.press('Control+End');
    await ours.pressSequentially(' by key.');
    const whole = 'An outbox in the same transaction. Who removes duplicates? The consumer, by key.';
    await expect(theirs).toHaveValue(whole);
    await expect(ours).toHaveValue(whole);
  } finally {
    await candidate.close();
    await page.close();
    await web.stop();
  }
});
