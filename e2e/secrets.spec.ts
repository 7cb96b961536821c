import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { getBank } from '../question-bank/loader.ts';
import { secretStrings } from '../question-bank/secret-strings.ts';
import { startAttempt } from '../server/attempt/start-attempt.ts';
import { getPinnedQuestions } from '../server/pinned-question.ts';
import { expectSaved, yourAnswer } from './fixtures/answers.ts';
import { type App, demoPosition, expect, postJson, signIn, test } from './fixtures/app.ts';
import { accept, invite, openSection, prepare } from './fixtures/candidate.ts';
import { findTexts, plainForms } from './fixtures/find-texts.ts';
import { openUseCases } from './fixtures/use-cases.ts';

// The guarantee: hidden checks, keys, references, worked solutions and rubrics reach no candidate: not in a page, not in
// an answer of the server, not in a file of the build. One leak makes every later candidate's score worthless.

const wordsOfEveryProgram =
  /\b(abstract|as|async|await|boolean|break|case|catch|class|const|continue|default|else|error|export|extends|false|finally|for|from|function|if|import|in|instanceof|interface|let|new|null|number|object|of|private|promise|readonly|record|resolve|return|static|string|super|switch|this|throw|true|try|type|typeof|undefined|unknown|value|void|while)\b/gi;

/** A line such as "} catch (error) {" stands in every program: to find it says nothing. */
function isTelling(line: string): boolean {
  return line.replace(wordsOfEveryProgram, '').replace(/[^\p{L}]/gu, '').length >= 10;
}

/** What the form's questions keep to themselves, by question. */
async function secretsOfForm(app: App): Promise<Map<string, string[]>> {
  const { db } = await openUseCases(app);
  const { id } = await demoPosition(app);
  const forms = await app.sql`select sections from form where position_id = ${id} order by number limit 1`;
  const sections: { items: { hash: string }[] }[] = forms[0]?.sections ?? [];
  const hashes = sections.flatMap((section) => section.items.map((item) => item.hash));
  const questions = await getPinnedQuestions(db, hashes);
  return new Map(
    [...questions.values()].map((question) => [question.slug, secretStrings(question).filter(isTelling)]),
  );
}

/** Every text that the server sends to this page's browser, by its address. */
function collectResponses(page: Page): { texts: Map<string, string>; settled(): Promise<void> } {
  const texts = new Map<string, string>();
  const pending: Promise<void>[] = [];
  page.context().on('response', (response) => {
    const type = response.headers()['content-type'] ?? '';
    // A stream never ends; it is read as text by its own test.
    if (type.startsWith('text/event-stream') || type.startsWith('font/')) return;
    const read = response.body().then(
      (body) => {
        const key = `${response.request().method()} ${response.url()}`;
        texts.set(key, `${texts.get(key) ?? ''}${body.toString('utf8')}`);
      },
      () => {
        // Redirects and requests that were given up have no body.
      },
    );
    pending.push(read);
  });
  return { texts, settled: async () => void (await Promise.all(pending)) };
}

test('nothing secret of any question is in anything that a whole candidate session receives', async ({
  page,
  newPage,
  app,
}) => {
  test.slow();
  const secrets = await secretsOfForm(app);
  const all = [...secrets.values()].flat();
  expect(all.length).toBeGreaterThan(100);

  await test.step('a rater does receive them: the search below would find them', async () => {
    const rater = await newPage();
    await signIn(rater, app, 'ruben');
    for (const [slug, needles] of secrets) {
      const text = await (await rater.request.get(`/questions/${slug}`)).text();
      const found = plainForms(text).flatMap((form) => findTexts(form, needles));
      expect(found.length, slug).toBeGreaterThan(2);
    }
  });

  const { texts, settled } = collectResponses(page);
  const invitation = await invite(app, { runtime: 'go' });
  await page.goto(invitation.path);
  await accept(page, app, invitation);
  await page.goto('/take');
  for (const kind of ['choice', 'estimate', 'code', 'discussion']) {
    await page.goto(`/take/practice/${kind}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  const practice = await postJson(page.request, app, '/api/attempt/practice-run', {
    files: [{ path: 'solution.ts', text: 'export function waitBefore() { return 1; }' }],
  });
  texts.set('practice-run', await practice.text());
  await startAttempt(await prepare(app, invitation));

  const { attemptId } = invitation;
  await page.goto('/take/q/1');
  await expect(yourAnswer(page)).toBeVisible();
  await settled();
  // Sections that are not open yet are not there either.
  const early = [...texts.values()].join('\n');
  expect(early.includes('Long work on a shared executor')).toBe(false);
  expect(early.includes('costMicros')).toBe(false);
  for (const [section, numbers] of [
    [1, [1, 2, 3, 4]],
    [2, [5]],
    [3, [6]],
    [4, [7]],
  ] as const) {
    await openSection(app, attemptId, section);
    for (const number of numbers) {
      await page.goto(`/take/q/${number}`);
      await expect(page.getByRole('heading', { level: 1 })).toContainText(`Question ${number}`);
    }
    if (section !== 3) continue;
    // Programs that fail in every way: what comes back names visible checks only, and no path, line or text of ours.
    for (const text of [
      'export async function transformAll() {}',
      'export async function transformAll() { throw new Error("x"); }',
      'export async function transformAll() { for (;;) {} }',
      'this is no program',
      'import * as check from "./check.ts"; console.log(check); export async function transformAll() {}',
      'import * as driver from "./driver.ts"; console.log(Object.keys(driver)); export async function transformAll() {}',
      'console.log(new Error("x").stack, Object.keys(globalThis).join()); export async function transformAll() {}',
    ]) {
      const run = await postJson(page.request, app, '/api/attempt/run', {
        itemNumber: 6,
        files: [{ path: 'solution.ts', text }],
      });
      texts.set(`run ${text}`, await run.text());
    }
    texts.set('runs', await (await page.request.get('/api/attempt/runs?item=6')).text());
  }
  await yourAnswer(page).getByRole('textbox', { name: 'Your answer' }).fill('An answer.');
  await expectSaved(page);
  await page.goto('/take/submit');
  for (const aid of ['Web search and documentation', 'Own editor']) {
    await page.getByRole('textbox', { name: aid }).fill('nothing');
  }
  await page.getByRole('button', { name: 'Submit' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your assessment is submitted');
  await expect
    .poll(async () => (await app.sql`select status from attempt where id = ${attemptId}`)[0]?.status)
    .toBe('graded');
  await page.reload();
  texts.set('copy', await (await page.request.get('/api/attempt/copy')).text());
  await settled();

  expect(texts.size).toBeGreaterThan(40);
  for (const [address, text] of texts) {
    for (const form of plainForms(text)) expect(findTexts(form, all), address).toEqual([]);
  }
});

test('no file of the build holds a key, a reference, a hidden check or a source map', async () => {
  const bank = await getBank('question-bank');
  const secrets = bank.questions.flatMap(secretStrings).filter(isTelling);
  expect(secrets.length).toBeGreaterThan(1_000);
  const files = readdirSync('.next/static', { recursive: true, encoding: 'utf8' });
  const read = files.filter((file) => /\.(js|css|json|txt|html)$/.test(file));
  expect(read.length).toBeGreaterThan(20);
  // The bundler leaves a map without any source behind a file that has none.
  for (const map of files.filter((file) => file.endsWith('.map'))) {
    const { sources, sections } = JSON.parse(readFileSync(path.join('.next/static', map), 'utf8'));
    expect({ sources, sections }, map).toEqual({ sources: [], sections: [] });
  }
  for (const file of read) {
    const text = readFileSync(path.join('.next/static', file), 'utf8');
    expect(/sourceMappingURL=(?!data:)/.test(text.slice(-300)), file).toBe(false);
    for (const form of plainForms(text)) expect(findTexts(form, secrets), file).toEqual([]);
  }
});
