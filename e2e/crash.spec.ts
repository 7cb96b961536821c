import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import * as Y from 'yjs';
import { answerText } from '../domain/edit-log/answer-layout.ts';
import { textOnServer, yourAnswer } from './fixtures/answers.ts';
import { type App, expect, openApp, test } from './fixtures/app.ts';
import { openSection, startTaking } from './fixtures/candidate.ts';
import { type StartedApp, startApp } from './fixtures/start-app.ts';
import { closeUseCases } from './fixtures/use-cases.ts';

// The guarantee: an edit that the server has acknowledged is committed. PostgreSQL and the web process are killed with
// SIGKILL while a candidate types; everything acknowledged is there afterwards, and what was not is sent again. The
// application of this file is its own, so that nobody else is hurt.

const discussion = 7;
let started: StartedApp;
let own: App;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  started = await startApp();
  own = openApp(started.dataFolder, started.baseUrl);
});

test.afterAll(async () => {
  await closeUseCases();
  await own.sql.end({ timeout: 5 });
  await started.stop();
});

test('no acknowledged edit is lost when PostgreSQL and the web process are killed while typing', async ({
  newPage,
}) => {
  test.slow();
  const page = await newPage({ baseURL: own.baseUrl });
  const { attemptId } = await startTaking(page, own);
  await openSection(own, attemptId, 4);
  await page.goto(`/take/q/${discussion}`);
  const writing = yourAnswer(page).getByRole('textbox', { name: 'Your answer' });
  await expect(writing).toBeEditable();

  const acknowledged = followAcknowledgements(page);
  let typed = '';
  let goOn = true;
  const typing = (async () => {
    for (let word = 1; goOn; word += 1) {
      const text = `word${word} `;
      await writing.pressSequentially(text, { delay: 10 });
      typed += text;
    }
  })();

  const victims: [string, () => number][] = [
    ['PostgreSQL', () => postmasterPid(started.dataFolder)],
    ['the web process', () => webPid(started)],
    ['PostgreSQL again', () => postmasterPid(started.dataFolder)],
  ];
  for (const [name, pid] of victims) {
    await test.step(`kill -9 of ${name}`, async () => {
      const before = acknowledged.text().length;
      await expect.poll(() => acknowledged.text().length).toBeGreaterThan(before + 40);
      const victim = pid();
      process.kill(victim, 'SIGKILL');
      const atKill = acknowledged.text();
      // The start command brings it back; the page notices by itself and sends what is missing.
      await expect
        .poll(() => acknowledged.text().length, { timeout: 60_000 })
        .toBeGreaterThan(atKill.length + 80);
      expect(pid()).not.toBe(victim);
      expect(await textOnServer(own, attemptId, discussion)).toContain(atKill);
    });
  }
  goOn = false;
  await typing;
  await expect.poll(() => textOnServer(own, attemptId, discussion), { timeout: 30_000 }).toBe(typed);
  await expect.poll(() => acknowledged.text()).toBe(typed);
  // A browser that knows nothing sees the same.
  await page.evaluate(() => indexedDB.deleteDatabase('plumbline-edit-log'));
  const again = await page.context().newPage();
  await again.goto(`/take/q/${discussion}`);
  await expect(yourAnswer(again).getByRole('textbox', { name: 'Your answer' })).toHaveValue(typed);
});

/** The document as the server has acknowledged it to this page: every batch that was answered with 200. */
function followAcknowledgements(page: Page): { text(): string } {
  const doc = new Y.Doc();
  page.on('response', (response) => {
    if (!response.url().includes('/updates?batch=') || response.status() !== 200) return;
    const bytes = response.request().postDataBuffer();
    if (bytes) Y.applyUpdate(doc, new Uint8Array(bytes));
  });
  return { text: () => answerText(doc).toString() };
}

function postmasterPid(dataFolder: string): number {
  const file = path.join(dataFolder, 'postgres', 'postmaster.pid');
  return Number(readFileSync(file, 'utf8').split('\n')[0]);
}

/** The web process among those below the start command. */
function webPid(app: StartedApp): number {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const all = lines.map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line)).filter((match) => match !== null);
  const found = all.find(
    ([, , parent, args]) => Number(parent) === app.process.pid && /next-server|next start/.test(args ?? ''),
  );
  if (!found) throw new Error('there is no web process at the moment');
  return Number(found[1]);
}
