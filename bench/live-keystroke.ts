/**
 * `live.keystroke.*`: from the press of a key in one person's browser until the frame that shows it in another's. Two
 * browsers, the pages of one room in them, each served by a web process of its own; keys come at the pace of somebody
 * who types, first from one side, then from the other.
 */
import { type Browser, chromium, type Page } from '@playwright/test';
import { seededRandom } from '../domain/random.ts';
import { findBrowser } from '../e2e/fixtures/find-browser.ts';
import { affinityCookie } from '../e2e/fixtures/front.ts';
import type { WebProcesses } from '../e2e/fixtures/web-processes.ts';
import { pause } from './edit-load.ts';
import type { BenchRoom, RoomMember } from './live-room.ts';
import { quantile, type Report } from './report-row.ts';

const warmUpKeys = 30;
const keysOfEach = 150;
/** The room's page asks who is there this often at the latest. */
const presentWithinMs = 60_000;
const words = 'an outbox row in the same transaction and a relay that may send twice ';

export async function measureKeystroke(web: WebProcesses, room: BenchRoom, report: Report): Promise<void> {
  const browsers: Browser[] = [];
  const open = async (member: RoomMember, process: number, path: string) => {
    const browser = await chromium.launch(await findBrowser());
    browsers.push(browser);
    return openPage(browser, web, member, process, path);
  };
  try {
    const candidate = await open(room.candidate, 0, '/live');
    const lead = await open(room.lead, 1, `/live/${room.attemptId}`);
    // Batches go more often from the moment at which the page knows of the other.
    await candidate
      .getByText(/Lead, leads, here$/u)
      .first()
      .waitFor({ state: 'attached', timeout: presentWithinMs });
    await lead
      .getByText(/, candidate, here$/u)
      .first()
      .waitFor({ state: 'attached', timeout: presentWithinMs });
    await typeAndSee(candidate, lead, warmUpKeys);
    await typeAndSee(lead, candidate, warmUpKeys);
    const tookMs = [
      ...(await typeAndSee(candidate, lead, keysOfEach)),
      ...(await typeAndSee(lead, candidate, keysOfEach)),
    ];
    report({ name: 'live.keystroke.p50', value: quantile(tookMs, 0.5), unit: 'ms', goal: 'under 80 ms' });
    report({ name: 'live.keystroke.p99', value: quantile(tookMs, 0.99), unit: 'ms', goal: 'under 250 ms' });
  } finally {
    await Promise.all(browsers.map((browser) => browser.close()));
  }
}

async function openPage(
  browser: Browser,
  web: WebProcesses,
  member: RoomMember,
  process: number,
  path: string,
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: web.baseUrl,
    viewport: { width: 1440, height: 900 },
  });
  await context.addCookies(
    [member.cookie, { name: affinityCookie, value: String(process) }].map((cookie) => ({
      ...cookie,
      url: web.baseUrl,
    })),
  );
  const page = await context.newPage();
  await page.addInitScript(watchNotes);
  await page.goto(path);
  await page.getByRole('textbox', { name: 'Shared notes' }).waitFor({ timeout: 60_000 });
  return page;
}

/** By this machine's clock, in ms: each key that was pressed, and each length of the notes when a frame showed it. */
interface Watched {
  pressed: number[];
  shown: { length: number; at: number }[];
}

declare global {
  /** In the pages of this bench only. */
  var watchedNotes: Watched | undefined;
}

/** In the page, before anything of ours. */
function watchNotes(): void {
  const watched: Watched = { pressed: [], shown: [] };
  globalThis.watchedNotes = watched;
  addEventListener(
    'keydown',
    (event) => {
      if (event.key.length === 1) watched.pressed.push(Date.now() - (performance.now() - event.timeStamp));
    },
    true,
  );
  let known = 0;
  const look = () => {
    const field = document.querySelector('textarea[aria-label="Shared notes"]');
    if (!(field instanceof HTMLTextAreaElement) || field.value.length === known) return;
    const { length } = field.value;
    known = length;
    requestAnimationFrame(() => {
      // A task that is begun in a frame's callback runs after that frame was painted.
      const painted = new MessageChannel();
      painted.port1.onmessage = () => watched.shown.push({ length, at: Date.now() });
      painted.port2.postMessage(null);
    });
  };
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
}

async function readWatched(page: Page): Promise<Watched> {
  const watched = await page.evaluate(() => globalThis.watchedNotes);
  if (!watched) throw new Error('the page is not watched');
  return watched;
}

/** Types at the end of the notes; for each key how long it was until the other page showed it, in ms. */
async function typeAndSee(from: Page, to: Page, keys: number): Promise<number[]> {
  const random = seededRandom(`live.keystroke.${keys}`);
  const field = from.getByRole('textbox', { name: 'Shared notes' });
  await field.focus();
  await field.press('Control+End');
  const before = (await field.inputValue()).length;
  const already = (await readWatched(from)).pressed.length;
  for (let n = 0; n < keys; n += 1) {
    const key = words[n % words.length] ?? ' ';
    await from.keyboard.press(key);
    const thinks = key === ' ' && random.below(6) === 0;
    await pause(thinks ? 600 + random.below(600) : 80 + random.below(180));
  }
  await to.waitForFunction(
    (length) => globalThis.watchedNotes?.shown.some((one) => one.length >= length),
    before + keys,
    { timeout: 30_000 },
  );
  const { pressed } = await readWatched(from);
  const { shown } = await readWatched(to);
  return pressed.slice(already).map((at, n) => {
    const seen = shown.find((one) => one.length > before + n);
    if (!seen) throw new Error('a key was never shown');
    return seen.at - at;
  });
}
