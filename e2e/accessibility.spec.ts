import { grantTime } from '../server/attempt/grant-time.ts';
import { newStaffLink } from '../server/people/staff-link.ts';
import { recordDecision } from '../server/report/record-decision.ts';
import { codeEditor, expectSaved, pasteCode, yourAnswer } from './fixtures/answers.ts';
import { type App, demoPosition, expect, signIn, test } from './fixtures/app.ts';
import { desk, phone, scanBoth, scanEverywhere } from './fixtures/axe.ts';
import { accept, demoPerson, invite, openSection, startTaking } from './fixtures/candidate.ts';
import { addStaff } from './fixtures/staff.ts';
import { letTimePass } from './fixtures/time.ts';
import { openUseCases } from './fixtures/use-cases.ts';

// The guarantee: every page and every state of it holds WCAG 2.2 AA as far as axe can tell, in light and in dark; what a
// candidate uses also works on a phone and at 200 % zoom of a 1,280 px screen.

test('before the start: invitation, preparation, practice', async ({ page, app }) => {
  test.slow();
  const invitation = await invite(app);
  await page.goto('/i/no-such-link');
  await scanEverywhere(page, 'a link that is not valid');
  await page.goto('/resume');
  await scanEverywhere(page, 'resume');
  await page.goto(invitation.path);
  await page.getByRole('button', { name: 'Ask for an accommodation' }).click();
  await scanEverywhere(page, 'invitation');
  await page.getByRole('checkbox', { name: /I agree/ }).check();
  await page.getByRole('button', { name: 'Open the assessment in this browser' }).click();
  await expect(page.getByRole('region', { name: 'Resume code' })).toBeVisible();
  await scanEverywhere(page, 'resume code');
  await page.goto('/take');
  await page.getByRole('button', { name: 'Run the system check' }).click();
  await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible();
  const details = page.getByRole('form', { name: 'Your details' });
  await details.getByLabel('Name').fill('');
  await details.getByRole('button', { name: 'Save details' }).click();
  await expect(details.getByText('Type your name.').first()).toBeVisible();
  await scanEverywhere(page, 'preparation');
  for (const kind of ['choice', 'estimate', 'discussion']) {
    await page.goto(`/take/practice/${kind}`);
    await expect(
      yourAnswer(page).getByRole('textbox').or(yourAnswer(page).getByRole('checkbox')).first(),
    ).toBeEnabled();
    await scanEverywhere(page, `practice, ${kind}`);
  }
  await page.goto('/take/practice/code');
  await expect(codeEditor(page)).toBeAttached();
  await page.getByRole('button', { name: /^Run/ }).first().click();
  await expect(page.getByRole('tab', { name: 'Checks 0/2' })).toBeVisible();
  await scanEverywhere(page, 'practice, code');
});

test('while the clock runs: every kind, every dialog', async ({ page, app }) => {
  test.slow();
  const { attemptId } = await startTaking(page, app);
  await page.goto('/take/q/1');
  await expect(yourAnswer(page).getByRole('group').first()).toBeVisible();
  await yourAnswer(page).getByRole('radio').or(yourAnswer(page).getByRole('checkbox')).first().check();
  await scanEverywhere(page, 'choice');
  await page.goto('/take/q/2');
  await expect(yourAnswer(page)).toBeVisible();
  await page.getByRole('button', { name: 'Flag', exact: true }).click();
  await scanEverywhere(page, 'choice, flagged');

  for (const [name, press] of [
    ['rules', () => page.getByRole('button', { name: 'Rules', exact: true }).click()],
    ['report a problem', () => page.getByRole('button', { name: 'Report a problem' }).click()],
    ['leave the section', () => page.getByRole('button', { name: 'Submit section' }).click()],
    ['keyboard', () => page.keyboard.press('?')],
  ] as const) {
    await press();
    await expect(page.getByRole('dialog').or(page.getByRole('alertdialog'))).toBeVisible();
    await scanBoth(page, name);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog').or(page.getByRole('alertdialog'))).toBeHidden();
  }
  await page.setViewportSize(phone);
  await page.getByRole('button', { name: /^Question 2 of 7/ }).click();
  await expect(page.getByRole('dialog', { name: 'Questions' })).toBeVisible();
  await scanBoth(page, 'questions on a phone');
  await page.keyboard.press('Escape');
  await page.setViewportSize(desk);

  await openSection(app, attemptId, 2);
  await page.goto('/take/q/5');
  await yourAnswer(page).getByRole('textbox').first().fill('a lot');
  await yourAnswer(page).getByRole('textbox').first().press('Tab');
  await scanEverywhere(page, 'estimate, not readable');
  await page.context().setOffline(true);
  await yourAnswer(page).getByRole('textbox').first().fill('12');
  await expect(page.getByRole('banner').getByText('Offline since')).toBeVisible();
  await scanEverywhere(page, 'offline');
  await page.context().setOffline(false);
  await expectSaved(page);

  await openSection(app, attemptId, 3);
  await page.goto('/take/q/6');
  await pasteCode(page, 'console.log("a line"); export async function transformAll() {}');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('tab', { name: /^Checks \d/ })).toBeVisible();
  await scanEverywhere(page, 'code with failing checks');
  await page.getByRole('tab', { name: 'TypeScript', exact: true }).click();
  await scanBoth(page, 'TypeScript reference');
  await page.getByRole('tab', { name: /^Console/ }).click();
  await scanBoth(page, 'console');
  await page.getByRole('tab', { name: /^Runs/ }).click();
  await scanBoth(page, 'runs');
  await page.getByRole('button', { name: /^Code of run/ }).click();
  await scanBoth(page, 'code of a run');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Submit section' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Submit section' }).click();
  await expect(page.getByRole('button', { name: 'Begin section 4' })).toBeVisible();
  await scanEverywhere(page, 'break');
  await page.getByRole('button', { name: 'Begin section 4' }).click();
  const writing = yourAnswer(page).getByRole('textbox', { name: 'Your answer' });
  await writing.fill(
    '# Title\n\n- a list\n\n| a | b |\n|---|---|\n| 1 | `2` |\n\n```ts\nconst x: number = 1; // note\n```',
  );
  await scanEverywhere(page, 'writing');
  await yourAnswer(page).getByRole('tab', { name: 'Preview' }).click();
  await expect(yourAnswer(page).getByRole('heading', { name: 'Title' })).toBeVisible();
  await scanEverywhere(page, 'preview');
  await expectSaved(page);
  await page.goto('/take/submit');
  await scanEverywhere(page, 'submit');
  for (const aid of ['Web search and documentation', 'Own editor']) {
    await page.getByRole('textbox', { name: aid }).fill('nothing');
  }
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await scanBoth(page, 'submit, asked once');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your assessment is submitted');
  await page.getByRole('button', { name: 'Ask for a review by people' }).click();
  await scanEverywhere(page, 'receipt');
});

test('afterwards, and where nothing goes on', async ({ page, newPage, app }) => {
  test.slow();
  const { db } = await openUseCases(app);
  const manager = await demoPerson(app, 'manager@plumbline.example');

  await test.step('ended by the clock, with late edits, an outage, feedback and an answered request', async () => {
    const { attemptId } = await startTaking(page, app);
    await page.goto('/take/q/1');
    await expect(yourAnswer(page)).toBeVisible();
    const [document] = await app.sql<{ id: string }[]>`
      select id from document where attempt_id = ${attemptId} and item_number = 7`;
    await app.sql`
      update attempt set status = 'graded', submitted_at = now(), submitted_by = 'deadline', receipt = 'R-AXEA-XEAX'
      where id = ${attemptId}`;
    await app.sql`
      insert into late_update (document_id, batch_id, author_id, received_at, characters, bytes)
      values (${document?.id ?? ''}, gen_random_uuid(), gen_random_uuid(), now(), 42, '\\x0000')`;
    await app.sql`
      insert into attempt_event (attempt_id, item_number, kind, data)
      values (${attemptId}, 6, 'paste', '{"own": false, "lines": 12, "characters": 340}')`;
    await app.sql`
      insert into candidate_request (attempt_id, kind, text, answered_at, answer, outcome)
      values (${attemptId}, 'time', 'The train went into a tunnel.', now(), 'It was not long enough.', 'refused')`;
    for (const number of [1, 2, 3, 4, 5, 6]) {
      await app.sql`
        insert into grade (attempt_id, item_number, question_hash, document_seq, verdict, score, checks, answer)
        select attempt_id, number, question_hash, 0, 'passed', 0.7, '[]', '{}' from attempt_item
        where attempt_id = ${attemptId} and number = ${number}`;
    }
    await app.sql`
      update position set feedback_to_candidate = true where id = (select position_id from attempt where id = ${attemptId})`;
    await recordDecision(manager, { attemptId, outcome: 'advance', reason: 'For this test.' });
    await page.goto('/take/receipt');
    await expect(page.getByRole('region', { name: 'Feedback' })).toBeVisible();
    for (const name of ['Ask that late edits count', 'Withdraw']) {
      await page.getByRole('button', { name, exact: true }).click();
      await scanEverywhere(page, `receipt, ${name}`);
    }
    const reader = await newPage();
    await signIn(reader, app, 'manager');
    for (const address of [`/attempts/${attemptId}`, `/attempts/${attemptId}/feedback`]) {
      await reader.goto(address);
      await expect(reader.getByRole('main')).toBeVisible();
      await scanBoth(reader, address);
    }
    await app.sql`
      update position set feedback_to_candidate = false where id = (select position_id from attempt where id = ${attemptId})`;
    await page.getByRole('button', { name: 'Withdraw my application' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('You have withdrawn');
    await scanEverywhere(page, 'withdrawn');
  });

  await test.step('time that was given after the end', async () => {
    const taker = await newPage();
    const { attemptId } = await startTaking(taker, app);
    await letTimePass(app, attemptId, 120);
    await expect
      .poll(async () => (await app.sql`select status from attempt where id = ${attemptId}`)[0]?.status, {
        timeout: 30_000,
      })
      .toBe('graded');
    await grantTime(manager, {
      attemptId,
      sectionNumber: 1,
      grantedMs: 300_000,
      basis: 'other',
      outageKey: null,
      reason: 'For this test.',
    });
    await taker.goto('/take');
    await expect(taker.getByRole('heading', { level: 1 })).toHaveText(/^Time was given to section/);
    await scanEverywhere(taker, 'time was given');
  });

  await test.step('links that were used, declined or came too late', async () => {
    const reader = await newPage();
    const used = await invite(app);
    await accept(reader, app, used);
    await app.sql`update attempt set start_by = now() - interval '1 minute' where id = ${used.attemptId}`;
    await reader.goto('/take');
    await expect(reader.getByText('The last moment to start has passed.', { exact: true })).toBeVisible();
    await scanEverywhere(reader, 'too late to start');
    await reader.goto(used.path);
    await scanEverywhere(reader, 'a link that was used');
    await app.sql`update attempt set status = 'declined', declined_at = now() where id = ${used.attemptId}`;
    await reader.goto('/take');
    await scanEverywhere(reader, 'declined');
    const fresh = await newPage();
    const declined = await invite(app);
    await fresh.goto(declined.path);
    await fresh.getByRole('button', { name: 'Decline', exact: true }).click();
    await scanEverywhere(fresh, 'declining');
  });

  await test.step('one-time links of staff', async () => {
    const reader = await newPage();
    const { principal } = await addStaff(app, 'Link Reader', ['interviewer']);
    for (const purpose of ['sign-in', 'set-password'] as const) {
      const url = await newStaffLink(db, { personId: principal.id, purpose, validMinutes: 5 });
      await reader.goto(new URL(url).pathname);
      await expect(reader.getByRole('heading', { level: 1 })).toBeVisible();
      await scanEverywhere(reader, `one-time link, ${purpose}`);
    }
    await reader.goto(`/link/${'A'.repeat(43)}`);
    await scanEverywhere(reader, 'one-time link, gone');
    await reader.goto('/sign-in?error=not-added');
    await scanEverywhere(reader, 'sign-in refused');
    await reader.goto('/no-such-page');
    await scanEverywhere(reader, 'no such page');
  });
});

/** What staff open, by who opens it; each with what has to be there before it is judged. */
async function staffPages(app: App): Promise<Record<string, string[]>> {
  const position = await demoPosition(app);
  const ilse = await position.attempt('Ilse Marchetti');
  const mateus = await position.attempt('Mateus Cordeiro');
  const yusuf = await position.attempt('Yusuf Demirtaş');
  const priyanka = await position.attempt('Priyanka Raghunathan');
  const [screened] = await app.sql`
    select i.attempt_id, i.number from attempt_item i join attempt a on a.id = i.attempt_id
    join candidate c on c.id = a.candidate_id join question_version v on v.hash = i.question_hash
    where c.name = 'Katrin Vogelsang' and v.kind = 'sql' order by i.number limit 1`;
  const katrin = String(screened?.attempt_id);
  const sql = Number(screened?.number);
  return {
    manager: [
      '/positions',
      '/positions/new',
      `/positions/${position.id}`,
      `/positions/${position.id}?tab=needs-you`,
      `/positions/${position.id}?tab=decided`,
      `/positions/${position.id}?compare=${ilse},${mateus}`,
      `/positions/${position.id}?tab=closed`,
      `/positions/${position.id}/settings`,
      `/positions/${position.id}/invite`,
      `/positions/${position.id}/schedule`,
      '/sessions',
      `/attempts/${ilse}`,
      `/attempts/${yusuf}`,
      `/attempts/${ilse}/report`,
      `/attempts/${mateus}/report`,
      `/attempts/${ilse}/feedback`,
      `/attempts/${ilse}/answers/1`,
      `/attempts/${ilse}/answers/5`,
      `/attempts/${ilse}/answers/6`,
      `/attempts/${ilse}/answers/7?seq=1`,
      `/attempts/${ilse}/replay`,
      `/attempts/${katrin}`,
      `/attempts/${katrin}/report`,
      `/attempts/${katrin}/answers/${sql}`,
      `/attempts/${katrin}/replay?q=${sql}&seq=1`,
      '/questions',
      '/questions/ch-rss-vs-heap',
      '/questions/es-utilisation-knee',
      '/questions/co-yield-fairly',
      '/questions/di-idempotency-contract',
      '/questions/sq-lost-update',
      '/questions/wo-charge-once',
      '/no-such-page',
    ],
    ruben: ['/queue', '/sessions', `/attempts/${priyanka}/score`, `/attempts/${ilse}/score`],
    administrator: ['/people', '/audit', '/system'],
  };
}

test('every page of the staff', async ({ page, newPage, app }) => {
  test.slow();
  await page.goto('/sign-in');
  await scanBoth(page, 'sign-in');
  for (const [key, addresses] of Object.entries(await staffPages(app))) {
    const reader = await newPage();
    await signIn(reader, app, key);
    for (const address of addresses) {
      await reader.goto(address);
      await expect(reader.getByRole('main')).toBeVisible();
      await scanBoth(reader, `${key}: ${address}`);
    }
  }
});

test('dialogs and menus of the staff', async ({ page, newPage, app }) => {
  const position = await demoPosition(app);
  const ilse = await position.attempt('Tomasz Wierzbicki');
  await signIn(page, app, 'manager');
  await page.goto(`/attempts/${ilse}/report`);
  await page.getByRole('button', { name: 'Record decision' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await scanBoth(page, 'decision');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await scanBoth(page, 'palette');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await scanBoth(page, 'keyboard');
  await page.keyboard.press('Escape');
  await page.goto(`/attempts/${await position.attempt('Yusuf Demirtaş')}`);
  for (const name of ['New link', 'Give more days', 'Extra time']) {
    await page.getByRole('button', { name }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await scanBoth(page, name);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  const admin = await newPage();
  await signIn(admin, app, 'administrator');
  await admin.goto('/people');
  await admin.getByRole('button', { name: 'Add person' }).click();
  await expect(admin.getByRole('dialog')).toBeVisible();
  await scanBoth(admin, 'add person');
  await admin.keyboard.press('Escape');
  const { principal } = await addStaff(app, 'Somebody Else', ['interviewer']);
  await admin.reload();
  await admin
    .getByRole('button', { name: `Actions for ${principal.name}` })
    .first()
    .click();
  await expect(admin.getByRole('menu')).toBeVisible();
  await scanBoth(admin, 'menu');
});
