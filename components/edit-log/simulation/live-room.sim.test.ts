/**
 * Guarantee: five people who write in one live room over a network that loses, delays, doubles and reorders messages,
 * who go offline for minutes, reload, and whose web process dies, all end with the same text; no acknowledged edit is
 * missing; and the log replayed from its first edit is that text, as it was at every number in between. A failing seed
 * is in the test's name and replays exactly.
 */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { answerDocument, answerText } from '../../../domain/edit-log/answer-layout.ts';
import { seededRandom } from '../../../domain/random.ts';
import { spacingTogetherMs } from '../limits.ts';
import { ModelBrowser, type ModelTab, type World } from './model-browser.ts';
import { ModelServer } from './model-server.ts';
import { VirtualTime } from './virtual-time.ts';

const notes = 'cccccccc-notes';
const code = 'dddddddd-code';
const people = 5;
const sessionMs = 90_000;
const seeds = Array.from({ length: 30 }, (_, n) => `live-room-${n}`);
const happened = { removals: 0, offline: 0, deaths: 0, reloads: 0 };

class Room {
  readonly world: World;
  readonly browsers: ModelBrowser[];
  /** Every state of each document in the log's order, for the replay. */
  readonly states = new Map<string, string[]>([
    [notes, ['']],
    [code, ['']],
  ]);
  /** Edits that the server has acknowledged, by document and number. */
  words = 0;

  constructor(seed: string) {
    this.world = {
      time: new VirtualTime(),
      random: seededRandom(seed),
      server: new ModelServer([notes, code], 600),
      serverUp: true,
      trouble: 8,
      spacingMs: spacingTogetherMs,
    };
    this.browsers = Array.from({ length: people }, (_, n) => new ModelBrowser(this.world, `person-${n}`));
    this.world.server.onCommitted = (row) => {
      this.states.get(row.documentId)?.push(textOf(this.world.server.documents.get(row.documentId)?.doc));
      for (const browser of this.browsers) browser.deliver(row);
    };
    for (const browser of this.browsers) browser.openTab();
  }

  act(): void {
    const { random, time } = this.world;
    const browser = this.browsers[random.below(people)];
    const tab = browser?.tabs[0];
    if (!browser || !tab) return;
    const what = random.below(100);
    if (what < 2) {
      happened.offline += 1;
      browser.setOnline(false);
      // Minutes, and the others write on meanwhile.
      time.after(10_000 + random.below(170_000), () => browser.setOnline(true));
    } else if (what < 3) {
      happened.deaths += 1;
      this.world.serverUp = false;
      time.after(200 + random.below(8_000), () => {
        this.world.serverUp = true;
      });
    } else if (what < 4) {
      happened.reloads += 1;
      browser.closeTab(tab);
      time.after(300, () => void browser.openTab());
    } else this.write(tab);
  }

  /** Writes anywhere in the text, also into others' words, and removes a piece now and then. */
  write(tab: ModelTab): void {
    const { random } = this.world;
    const sync = tab.documents.get(random.below(2) === 0 ? notes : code);
    if (tab.closing || !sync?.ready || sync.state.kind === 'closed') return;
    const text = answerText(sync.doc);
    const at = random.below(text.length + 1);
    if (random.below(6) === 0 && text.length > at) {
      happened.removals += 1;
      text.delete(at, Math.min(1 + random.below(6), text.length - at));
      return;
    }
    text.insert(at, `w${this.words} `);
    this.words += 1;
  }

  async run(): Promise<void> {
    const { random, time } = this.world;
    while (time.now < sessionMs) {
      this.act();
      await time.runUntil(time.now + random.below(150));
    }
    this.world.trouble = 0;
    this.world.serverUp = true;
    await time.runUntil(time.now + 200_000);
    for (const browser of this.browsers) if (browser.tabs.length === 0) browser.openTab();
    for (let i = 0; i < 4; i += 1) {
      for (const tab of this.browsers.flatMap((one) => one.tabs))
        for (const sync of tab.documents.values()) void sync.adopt();
      await time.runUntil(time.now + 20_000);
    }
  }
}

function textOf(doc: Y.Doc | undefined): string {
  return doc ? answerText(doc).toString() : '';
}

test.each(seeds)('%s', async (seed) => {
  const room = new Room(seed);
  await room.run();
  expect(room.words).toBeGreaterThan(100);
  for (const [documentId, document] of room.world.server.documents) {
    const end = textOf(document.doc);
    for (const tab of room.browsers.flatMap((browser) => browser.tabs)) {
      const sync = tab.documents.get(documentId);
      expect(textOf(sync?.doc), tab.story.join(', ')).toBe(end);
      expect(sync?.state.kind).toBe('saved');
    }
    const replayed = answerDocument();
    const states = document.rows.map((row) => {
      Y.applyUpdate(replayed, row.bytes);
      return textOf(replayed);
    });
    expect(['', ...states]).toEqual(room.states.get(documentId));
    expect(document.rows.map((row) => row.seq)).toEqual(document.rows.map((_, index) => index + 1));
  }
  for (const browser of room.browsers) expect([...browser.store.chunks.values()]).toEqual([]);
});

// Without these the stories would prove less than they say.
test('the stories had everything in them', () => {
  for (const [what, times] of Object.entries(happened)) expect(times, what).toBeGreaterThan(20);
});
