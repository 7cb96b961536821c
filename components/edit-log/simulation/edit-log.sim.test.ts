/**
 * Guarantee: whatever the network, the server and the browser do, no acknowledged edit is ever missing, "saved" is
 * never said of text that the server lacks, every word typed two seconds before a crash arrives, once, and all pages
 * show the same in the end. A failing seed is printed and replays exactly.
 */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { answerText } from '../../../domain/edit-log/answer-layout.ts';
import { seededRandom } from '../../../domain/random.ts';
import { spacingAloneMs } from '../limits.ts';
import { ModelBrowser, type ModelTab, type World } from './model-browser.ts';
import { ModelServer } from './model-server.ts';
import { VirtualTime } from './virtual-time.ts';

const documentIds = ['aaaaaaaa-document', 'bbbbbbbb-document'];
const seeds = Array.from({ length: 80 }, (_, i) => `edit-log-${i}`);
const deadlineMinutes = 4;

interface Word {
  text: string;
  documentId: string;
  tab: ModelTab;
  typedAt: number;
  /** Its tab died within two seconds: it may be lost. */
  excused: boolean;
  /** Seen at the server; nothing in these stories removes words. */
  confirmed: boolean;
}

class Story {
  readonly world: World;
  readonly browsers: ModelBrowser[];
  readonly words: Word[] = [];
  readonly happened = new Map<string, number>();
  sessions = 2;

  constructor(seed: string, trouble: number, minutes: number) {
    const random = seededRandom(seed);
    this.world = {
      time: new VirtualTime(),
      random,
      server: new ModelServer(documentIds, minutes),
      serverUp: true,
      trouble,
      spacingMs: spacingAloneMs,
    };
    this.browsers = [1, 2].map((n) => new ModelBrowser(this.world, `session-${n}`));
    this.world.server.onCommitted = (row) => {
      for (const browser of this.browsers) browser.deliver(row);
    };
    this.world.server.onNotice = () => {
      for (const browser of this.browsers) browser.attemptChanged();
    };
    for (const browser of this.browsers) browser.openTab();
  }

  type(tab: ModelTab): void {
    const { random, time } = this.world;
    const documentId = documentIds[random.below(documentIds.length)] ?? '';
    const sync = tab.documents.get(documentId);
    // An editor opens when the document shows something real, and is closed when nothing more is taken.
    if (tab.closing || !sync?.ready || sync.state.kind === 'closed' || sync.state.kind === 'late') return;
    const word = {
      text: `w${this.words.length} `,
      documentId,
      tab,
      typedAt: time.now,
      excused: false,
      confirmed: false,
    };
    const text = answerText(sync.doc);
    // Between words, so that each stays whole and can be looked for.
    const gaps = [0, ...[...text.toString().matchAll(/ /g)].map((match) => match.index + 1)];
    text.insert(gaps[random.below(gaps.length)] ?? 0, word.text);
    this.words.push(word);
  }

  excuse(tabs: readonly ModelTab[]): void {
    for (const word of this.words) {
      if (tabs.includes(word.tab) && word.typedAt > this.world.time.now - 2_000) word.excused = true;
    }
  }

  note(what: string): void {
    this.happened.set(what, (this.happened.get(what) ?? 0) + 1);
  }

  /** What the page says is true at every moment. */
  readonly checkPromises = (): void => {
    const open = this.words.filter((word) => !word.confirmed && word.tab.alive);
    for (const word of open) {
      if (word.tab.documents.get(word.documentId)?.state.kind !== 'saved') continue;
      if (!textOf(this.world.server.documents.get(word.documentId)?.doc).includes(word.text)) {
        throw new Error(`"saved" was said while the server lacks ${word.text}`);
      }
      word.confirmed = true;
    }
  };

  act(): void {
    const { random, time } = this.world;
    const browser = this.browsers[random.below(this.browsers.length)];
    const tab = browser?.tabs[random.below(Math.max(1, browser.tabs.length))];
    if (!browser) return;
    const die = random.below(100);
    if (die < 2 && browser.tabs.length > 0) {
      this.note('browser killed');
      this.excuse(browser.tabs);
      browser.kill();
      time.after(random.below(20_000), () => void browser.openTab());
    } else if (die < 4 && tab) {
      this.note('tab crashed');
      this.excuse([tab]);
      browser.kill([tab]);
    } else if (die < 6 && tab) {
      this.note('tab closed');
      // What it was typing this very moment is written, or sent with the last message, or both.
      browser.closeTab(tab);
    } else if (die < 10 && browser.tabs.length < 3) {
      this.note('tab opened');
      browser.openTab();
    } else if (die < 12) {
      this.note('offline');
      browser.setOnline(false);
      time.after(1_000 + random.below(60_000), () => browser.setOnline(true));
    } else if (die < 13) {
      this.note('server restarted');
      this.world.serverUp = false;
      time.after(200 + random.below(6_000), () => {
        this.world.serverUp = true;
      });
    } else if (die < 14) {
      this.note('signed in again');
      this.sessions += 1;
      browser.session = `session-${this.sessions}`;
      // Pages that are open go on under the new session.
    } else if (tab) {
      this.type(tab);
    }
    for (const each of this.browsers) if (each.tabs.length === 0 && random.below(10) === 0) each.openTab();
  }

  reload(browser: ModelBrowser, tab: ModelTab): void {
    if (!tab.alive) return;
    browser.closeTab(tab);
    this.world.time.after(200, () => void browser.openTab());
  }

  async live(untilMs: number): Promise<void> {
    const { random, time } = this.world;
    while (time.now < untilMs) {
      this.act();
      await time.runUntil(time.now + random.below(400), this.checkPromises);
      if (random.below(30) === 0) this.searchOrphans();
    }
  }

  searchOrphans(): void {
    for (const tab of this.browsers.flatMap((browser) => browser.tabs)) {
      for (const sync of tab.documents.values()) void sync.adopt();
    }
  }

  /** All trouble is over; every browser is open somewhere. */
  async heal(): Promise<void> {
    const { time } = this.world;
    this.world.trouble = 0;
    await time.runUntil(time.now + 70_000, this.checkPromises);
    for (const browser of this.browsers) {
      browser.setOnline(true);
      for (const tab of [...browser.tabs]) {
        const closed = [...tab.documents.values()].some((sync) => sync.state.kind === 'closed');
        if (closed) this.reload(browser, tab);
      }
      if (browser.tabs.length === 0) browser.openTab();
    }
    for (let i = 0; i < 6; i += 1) {
      await time.runUntil(time.now + 15_000, this.checkPromises);
      this.searchOrphans();
    }
    await time.runUntil(time.now + 30_000, this.checkPromises);
  }

  /** Every word that may not be lost is there, none is there twice, nothing is left in any storage. */
  checkKept(read: (documentId: string) => Y.Doc): void {
    for (const documentId of documentIds) {
      const text = textOf(read(documentId));
      const found = text.split(' ').slice(0, -1);
      expect(new Set(found).size, 'a word is there twice').toBe(found.length);
      const missing = this.words.filter(
        (word) => word.documentId === documentId && !word.excused && !found.includes(word.text.trim()),
      );
      expect(
        missing.map((word) => `${word.text}typed at ${word.typedAt} in a tab ${word.tab.story.join(', ')}`),
      ).toEqual([]);
    }
    for (const browser of this.browsers) expect([...browser.store.chunks.values()]).toEqual([]);
  }

  checkConverged(): void {
    for (const tab of this.browsers.flatMap((browser) => browser.tabs)) {
      for (const [documentId, sync] of tab.documents) {
        const server = this.world.server.documents.get(documentId);
        const where = `tab ${tab.id} has ${sync.seq} of ${server?.rows.length}; ${tab.story.join(', ')}`;
        expect(textOf(sync.doc), where).toBe(textOf(server?.doc));
        expect(sync.state.kind).toBe('saved');
      }
    }
  }
}

function textOf(doc: Y.Doc | undefined): string {
  return doc ? answerText(doc).toString() : '';
}

test('an attempt with two machines, several tabs, crashes, partitions and new sessions loses and doubles nothing', async () => {
  const happened = new Map<string, number>();
  let typed = 0;
  let excused = 0;
  for (const seed of seeds) {
    const story = new Story(seed, 8, 600);
    try {
      await story.live(120_000);
      await story.heal();
      story.checkKept((id) => story.world.server.everything(id));
      story.checkConverged();
    } catch (error) {
      throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : error}`, { cause: error });
    }
    typed += story.words.length;
    excused += story.words.filter((word) => word.excused).length;
    for (const [what, times] of story.happened) happened.set(what, (happened.get(what) ?? 0) + times);
  }
  // It proves something only if all of it happened, and if few words had an excuse.
  expect([...happened.keys()].sort()).toEqual(
    [
      'browser killed',
      'offline',
      'server restarted',
      'signed in again',
      'tab closed',
      'tab crashed',
      'tab opened',
    ].sort(),
  );
  expect(typed).toBeGreaterThan(10_000);
  expect(excused / typed).toBeLessThan(0.2);
});

test('past the deadline nothing is merged silently and nothing is lost; a grant takes in what was in time then', async () => {
  let late = 0;
  for (const seed of seeds.slice(0, 20)) {
    const story = new Story(`${seed}-deadline`, 8, deadlineMinutes);
    const { server, time } = story.world;
    try {
      await story.live(deadlineMinutes * 60_000 - 30_000);
      // Typing offline across the deadline, and a slow network on both sides of it.
      for (const browser of story.browsers) if (story.world.random.below(2) === 0) browser.setOnline(false);
      await story.live(deadlineMinutes * 60_000 + 40_000);
      await time.runUntil(time.now + 35_000, story.checkPromises);
      const atDeadline = new Map(documentIds.map((id) => [id, server.documents.get(id)?.rows.length]));
      await story.heal();
      for (const id of documentIds) {
        expect(server.documents.get(id)?.rows.length, 'merged after the deadline').toBe(atDeadline.get(id));
        late += server.documents.get(id)?.late.length ?? 0;
      }
      story.checkKept((id) => server.everything(id));
      // The grant covers everything: every word is then part of the answer, and typing goes on.
      server.grant(20 * 60_000);
      await time.runUntil(time.now + 20_000, story.checkPromises);
      await story.live(time.now + 30_000);
      await story.heal();
      story.checkKept((id) => server.documents.get(id)?.doc ?? new Y.Doc());
      story.checkConverged();
    } catch (error) {
      throw new Error(`seed ${seed}-deadline: ${error instanceof Error ? error.message : error}`, {
        cause: error,
      });
    }
  }
  expect(late).toBeGreaterThan(50);
});
