import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { answerMap, answerText, findAnswerFile } from '../domain/edit-log/answer-layout.ts';
import { saveApplication } from '../server/attempt/preparation/save-application.ts';
import { saveDetails } from '../server/attempt/preparation/save-details.ts';
import { noteEvent } from '../server/attempt/record/note-event.ts';
import { askStaff } from '../server/attempt/request/ask-staff.ts';
import { startAttempt } from '../server/attempt/start-attempt.ts';
import { submitAttempt } from '../server/attempt/submit-attempt.ts';
import { pinEvidence } from '../server/scoring/pin-evidence.ts';
import { scoreDimension } from '../server/scoring/score-dimension.ts';
import { submitScorecard } from '../server/scoring/submit-scorecard.ts';
import { textOnServer } from './fixtures/answers.ts';
import { type App, expect, postJson, signIn, test } from './fixtures/app.ts';
import { accept, demoPerson, invite, openSection, prepare, startTaking } from './fixtures/candidate.ts';
import { expectInert, watch } from './fixtures/inert.ts';
import { createOpenPosition } from './fixtures/position.ts';
import { addressesOf, collectRoutes, type RouteValues } from './fixtures/routes.ts';
import { assign } from './fixtures/staff.ts';
import { documentOf, writeAnswer } from './fixtures/write-answer.ts';
import { allHostile, hostileTexts, refusedByPostgres } from './hostile-text.ts';

// The guarantee: what a candidate typed is text, everywhere, for everybody who reads it. Whoever scores her is signed in
// with more rights than she has, so a page that runs her words hands them over.

/** Texts that fit a field of this length, each as it is. */
const shortTexts = (charactersMax: number) =>
  Object.values(hostileTexts).filter((text) => text.trim() !== '' && text.trim().length <= charactersMax);

const name = `<img src=x onerror="window.owned=1"> =1+1 \u202Egnp.exe`;

/** One attempt with the whole corpus in everything that a candidate can fill in. */
async function hostileAttempt(page: Page, app: App, positionId: string): Promise<string> {
  const invitation = await invite(app, { name, positionId });
  await accept(page, app, invitation);
  const principal = await prepare(app, invitation);
  const { attemptId } = invitation;
  await saveDetails(principal, { name, phone: '+1 (555) 010-199' });
  const [pay = '', notice = '', place = ''] = [
    hostileTexts['formula with equals'],
    hostileTexts['script element'],
    hostileTexts['bidi override'],
  ];
  await saveApplication(principal, {
    answers: { currentPay: pay, expectedPay: pay, noticePeriod: notice, location: place },
  });
  await askStaff(principal, { kind: 'more-days', itemNumber: null, text: allHostile, state: {} });
  await startAttempt(principal);

  const write = async (number: number, change: Parameters<typeof writeAnswer>[3]) => {
    const response = await writeAnswer(page.request, app, await documentOf(app, attemptId, number), change);
    expect(response.status(), `question ${number}: ${await response.text()}`).toBe(200);
  };
  // Picks and units that no page offers: the log takes them, so grading and every reader must too.
  await write(1, (doc) => {
    for (const text of shortTexts(60)) answerMap(doc).set(`many:${text.slice(0, 40)}/x`, true);
  });
  await write(2, (doc) => answerMap(doc).set('one:a', hostileTexts['script element'] ?? ''));
  await openSection(app, attemptId, 2);
  await write(5, (doc) => {
    for (const [n, text] of shortTexts(100).entries()) answerMap(doc).set(`value:${'abcdef'[n % 6]}`, text);
    answerMap(doc).set('unit:a', '<script>window.owned=1</script>');
    answerText(doc).insert(0, allHostile);
  });
  await openSection(app, attemptId, 3);
  await write(6, (doc) => {
    findAnswerFile(doc, 'solution.ts')?.insert(0, `/*\n${allHostile.replaceAll('*/', '* /')}\n*/\n`);
  });
  const says = JSON.stringify(Object.values(hostileTexts));
  const run = await postJson(page.request, app, '/api/attempt/run', {
    itemNumber: 6,
    files: [
      {
        path: 'solution.ts',
        text: `for (const text of ${says}) console.log(text);\nexport async function transformAll() { throw new Error(${says}.join(' ').slice(0, 4000)); }\n`,
      },
    ],
  });
  expect(run.status()).toBe(200);
  await openSection(app, attemptId, 4);
  await write(7, (doc) => answerText(doc).insert(0, allHostile));

  for (let at = 0; at < allHostile.length; at += 3_900) {
    const text = allHostile.slice(at, at + 3_900);
    await askStaff(principal, { kind: 'problem', itemNumber: 1, text, state: { page: text.slice(0, 500) } });
  }
  const pasted = await postJson(page.request, app, '/api/attempt/events', {
    events: [
      {
        clientKey: randomUUID(),
        itemNumber: 7,
        kind: 'paste',
        data: { characters: 900, lines: 61, source: 'elsewhere' },
      },
    ],
  });
  expect(pasted.status()).toBe(204);
  const events =
    await app.sql`select id from attempt_event where attempt_id = ${attemptId} and kind = 'paste'`;
  await noteEvent(principal, { eventId: String(events[0]?.id), note: allHostile.slice(0, 4_000) });
  await submitAttempt(principal, {
    declaredAids: { web: allHostile.slice(0, 4_000), editor: name },
  });
  await askStaff(principal, {
    kind: 'human-review',
    itemNumber: null,
    text: allHostile.slice(0, 4_000),
    state: {},
  });
  return attemptId;
}

/** The rater quotes her words as evidence, so that they stand in the report too. */
async function rate(app: App, attemptId: string): Promise<void> {
  const ruben = await demoPerson(app, 'ruben@plumbline.example');
  await assign(app, attemptId, ruben.id);
  const text = await textOnServer(app, attemptId, 7);
  const heads = await app.sql`
    select head from document where attempt_id = ${attemptId} and purpose = 'answer' and item_number = 7`;
  for (const dimension of ['FND', 'TRD', 'COM']) {
    const at = { attemptId, itemNumber: 7, dimension };
    await scoreDimension(ruben, { ...at, levelId: `${dimension}-2`, note: '', afterSeq: 0 });
    const quote = text.slice(0, 1_900).trim();
    await pinEvidence(ruben, {
      ...at,
      quote,
      range: {
        start: text.indexOf(quote),
        end: text.indexOf(quote) + quote.length,
        documentSeq: Number(heads[0]?.head),
      },
    });
  }
  await submitScorecard(ruben, attemptId);
}

test('hostile texts in every field stay text on every page, in print and in the export', async ({
  page: candidate,
  newPage,
  app,
}) => {
  test.slow();
  const positionId = await createOpenPosition(app, 'Hostile texts');
  const attemptId = await hostileAttempt(candidate, app, positionId);
  for (const text of shortTexts(200)) await invite(app, { positionId, name: text.trim() });
  await expect
    .poll(async () => (await app.sql`select status from attempt where id = ${attemptId}`)[0]?.status)
    .toBe('graded');
  await rate(app, attemptId);
  const values: RouteValues = {
    attemptId,
    positionId,
    documentId: await documentOf(app, attemptId, 7),
    slug: 'di-idempotency-contract',
    numbers: [1, 2, 3, 4, 5, 6, 7],
  };
  // Pages about other kinds of attempts: this one has neither a world nor a session.
  const ofOthers = ['/attempts/[id]/worlds/[number]', '/positions/[id]/schedule'];
  const staffPages = collectRoutes()
    .filter((route) => route.kind === 'page' && route.side === 'staff' && !ofOthers.includes(route.pattern))
    .flatMap((route) => addressesOf(route, values));

  const readers = {
    manager: /^\/(positions|attempts|questions)/,
    ruben: /^\/(queue|attempts\/[^/]+\/score)/,
    administrator: /^\/(people|audit|system)/,
  };
  for (const [key, reads] of Object.entries(readers)) {
    await test.step(`every page of the ${key}`, async () => {
      const page = await newPage();
      await signIn(page, app, key);
      const deeds = await watch(page, app);
      const mine = staffPages.filter(
        (address) => reads.test(address) && !(key === 'manager' && address.endsWith('/score')),
      );
      expect(mine.length).toBeGreaterThan(1);
      for (const address of mine) await expectInert(page, address, deeds);
    });
  }

  await test.step('the report, printed', async () => {
    const page = await newPage();
    await signIn(page, app, 'manager');
    const deeds = await watch(page, app);
    await page.emulateMedia({ media: 'print' });
    await expectInert(page, `/attempts/${attemptId}/report`, deeds);
    await expect(page.getByText(hostileTexts['script element'] ?? '').first()).toBeAttached();
    await page.pdf({ format: 'A4' });
    expect(deeds).toEqual([]);
  });

  await test.step('the export', async () => {
    const page = await newPage();
    await signIn(page, app, 'manager');
    const response = await page.request.get(`/positions/${positionId}/candidates.csv`);
    expect(response.headers()['content-type']).toBe('text/csv; charset=utf-8');
    expect(response.headers()['content-disposition']).toMatch(/^attachment;/);
    expect(response.headers()['x-content-type-options']).toBe('nosniff');
    const rows = readCsv(await response.text());
    expect(rows).toHaveLength(shortTexts(200).length + 2);
    for (const row of rows) {
      expect(row).toHaveLength(rows[0]?.length ?? 0);
      for (const cell of row) expect(cell).not.toMatch(/^[\s\p{C}]*[=+\-@＝＋－＠]/u);
    }
  });

  await test.step('her own pages', async () => {
    const deeds = await watch(candidate, app);
    await expectInert(candidate, '/take/receipt', deeds);
  });
});

test('characters that PostgreSQL refuses are answered, kept out or replaced, and hold nothing up', async ({
  page,
  app,
}) => {
  const { attemptId } = await startTaking(page, app);
  const accepted = await postJson(page.request, app, '/api/attempt/accept', {
    token: 'A'.repeat(43),
    consent: true,
    timeZone: 'Europe/\u0000',
  });
  expect(accepted.status()).toBeLessThan(500);
  for (const [section, numbers] of [
    [1, [2]],
    [2, [5]],
    [3, [6]],
    [4, [7]],
  ] as const) {
    await openSection(app, attemptId, section);
    for (const [what, text] of Object.entries(refusedByPostgres)) {
      if (section === 3) {
        const run = await postJson(page.request, app, '/api/attempt/run', {
          itemNumber: 6,
          files: [{ path: 'solution.ts', text: `console.log(${JSON.stringify(text)}); // ${text}` }],
        });
        expect(run.status(), what).toBe(200);
      }
      for (const number of numbers) {
        const documentId = await documentOf(app, attemptId, number);
        const response = await writeAnswer(page.request, app, documentId, (doc) => {
          answerMap(doc).set('one:a', text);
          answerMap(doc).set('value:a', text);
          answerMap(doc).set('unit:a', text);
          answerText(doc).insert(0, text);
          findAnswerFile(doc, 'solution.ts')?.insert(0, `// ${text}\n`);
        });
        expect(response.status(), `${what}, question ${number}`).toBe(200);
      }
    }
  }
  await page.goto('/take/q/7');
  await page.getByRole('button', { name: 'Report a problem' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(Object.values(refusedByPostgres).join(' and '));
  await dialog.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('Sent. Staff see it now')).toBeVisible();
  await page.goto('/take/submit');
  for (const aid of ['Web search and documentation', 'Own editor']) {
    await page.getByRole('textbox', { name: aid }).fill(Object.values(refusedByPostgres).join(' and '));
  }
  await page.getByRole('button', { name: 'Submit' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your assessment is submitted');
  await expect
    .poll(async () => (await app.sql`select status from attempt where id = ${attemptId}`)[0]?.status)
    .toBe('graded');
  const copy = await page.request.get('/api/attempt/copy');
  expect(copy.status()).toBe(200);
});

/** RFC 4180: quoted cells, doubled quotes, line ends inside cells. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const match of text.replace(/^\uFEFF/, '').matchAll(/"((?:[^"]|"")*)"(,|\r\n)/gu)) {
    row.push((match[1] ?? '').replaceAll('""', '"'));
    if (match[2] === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
