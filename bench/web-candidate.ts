import type { Page } from '@playwright/test';
import { type App, expect } from '../e2e/fixtures/app.ts';
import { quantile } from './report-row.ts';

const runs = 25;
const warmUpRuns = 3;

/** KB (1,000 bytes) of JavaScript as it came over the line (gzip) for a question without an editor, until its load event. */
export async function measureCandidateJavaScript(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const scripts = new Set<string>();
  let bytes = 0;
  session.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await page.goto('/take/q/1', { waitUntil: 'load' });
  const counted = bytes / 1000;
  await session.detach();
  return counted;
}

/** Milliseconds from the Run keys to the verdict on screen, median over presses, for the form's code question. */
export async function measureRunToVerdict(page: Page, app: App, attemptId: string): Promise<number> {
  const number = await openCodeSection(app, attemptId);
  await page.goto(`/take/q/${number}`);
  await expect(page.locator('[data-editor=ready]')).toBeVisible({ timeout: 60_000 });
  await page.locator('.monaco-editor').first().click();
  const took: number[] = [];
  for (let i = 1; i <= runs; i += 1) {
    await page.evaluate(watchForRun, i);
    await page.keyboard.press('Control+Enter');
    took.push(await page.evaluate(() => (window as RunWatch).runShownMs ?? Number.NaN));
    await app.sql`delete from rate_counter where key like 'runs:%'`;
  }
  return quantile(took.slice(warmUpRuns), 0.5);
}

interface RunWatch extends Window {
  /** Milliseconds from the key's own event to the frame in which the run's number stands in the results. */
  runShownMs?: Promise<number>;
}

/** Installed in the page and waited for before the key is pressed: keys do not queue behind a script that is on its way. */
function watchForRun(expected: number): void {
  (window as RunWatch).runShownMs = new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no verdict within 30 s')), 30_000);
    let pressed = 0;
    addEventListener(
      'keydown',
      (event) => {
        if (event.key === 'Enter' && pressed === 0) pressed = performance.now();
      },
      { capture: true },
    );
    const look = () => {
      const results = document.querySelector('[data-run-number]');
      if (pressed > 0 && results?.getAttribute('data-run-number') === String(expected)) {
        clearTimeout(timer);
        resolve(performance.now() - pressed);
      } else requestAnimationFrame(look);
    };
    look();
  });
}

/** Enters the section of the code question in the database, as if the earlier ones had been left. */
async function openCodeSection(app: App, attemptId: string): Promise<number> {
  const rows = await app.sql`
    select number, section_number from attempt_item where attempt_id = ${attemptId} and kind = 'code' order by number limit 1`;
  const item = rows[0];
  if (!item) throw new Error('the form has no code question');
  await app.sql`
    update attempt_section set left_at = now(), left_by = 'candidate' where attempt_id = ${attemptId} and left_at is null`;
  await app.sql`
    insert into attempt_section (attempt_id, number, entered_at, left_at, left_by)
    select ${attemptId}, n, now(), now(), 'candidate' from generate_series(1, ${Number(item.section_number) - 1}::int) n
    on conflict do nothing`;
  await app.sql`
    insert into attempt_section (attempt_id, number, entered_at) values (${attemptId}, ${item.section_number}, now())`;
  return Number(item.number);
}
