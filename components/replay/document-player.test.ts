import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { seededRandom } from '../../domain/random.ts';
import { DocumentPlayer } from './document-player.ts';

// Guarantee: whatever was looked at before, a replay shows at an edit exactly the text that the log gives for that edit.
describe('DocumentPlayer', () => {
  it('shows every edit as it stood, in any order of looking', () => {
    const { updates, texts } = typed(1700, 'typing');
    const player = new DocumentPlayer(updates);
    const random = seededRandom('looking');
    const order = [1700, 0, 1699, 500, 499, 501, 1, ...Array.from({ length: 60 }, () => random.below(1701))];
    for (const seq of order)
      expect(player.docAt(seq).getText('text').toString(), `edit ${seq}`).toBe(texts[seq]);
    expect(player.docAt(99_999).getText('text').toString()).toBe(texts[1700]);
    expect(player.docAt(-5).getText('text').toString()).toBe('');
  });
});

/** One writer's log with the text after each edit. */
function typed(count: number, seed: string): { updates: Uint8Array[]; texts: string[] } {
  const random = seededRandom(seed);
  const doc = new Y.Doc();
  doc.clientID = 5;
  const updates: Uint8Array[] = [];
  const texts = [''];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const text = doc.getText('text');
  while (updates.length < count) {
    const at = random.below(text.length + 1);
    if (text.length > 20 && random.next() < 0.25) text.delete(Math.min(at, text.length - 1), 1);
    else text.insert(at, 'abc '.slice(0, 1 + random.below(3)));
    texts.push(text.toString());
  }
  return { updates, texts };
}
