import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { PresenceOf } from '../../../domain/live/room.ts';
import { PeerPlaces, peerKeptMs, toneOf } from './peers.ts';
import { markedOf, presenceAt } from './place.ts';

const of = (who: string, presence: Partial<PresenceOf> = {}): PresenceOf => ({
  documentId: 'd',
  path: '',
  anchor: null,
  head: null,
  who,
  name: who,
  ...presence,
});

// Guarantee: a cursor of another person stands at the same letter in every browser, also after others wrote before it,
// and a message that is no cursor stands nowhere instead of breaking the page.
describe('a place in a shared text', () => {
  it('moves with the text around it', () => {
    const [theirs, ours] = [new Y.Doc(), new Y.Doc()];
    theirs.getText('text').insert(0, 'names the window');
    Y.applyUpdate(ours, Y.encodeStateAsUpdate(theirs));
    const said = presenceAt('d', '', theirs.getText('text'), { anchor: 6, head: 9 });
    ours.getText('text').insert(0, 'Robin ');
    ours.getText('text').delete(10, 1);
    const text = ours.getText('text');
    const marked = markedOf(of('candidate', said), text);
    expect(text.toString().slice(marked?.anchor, marked?.head)).toBe('the');
    // At the very end, and past it.
    for (const head of [16, 400])
      expect(
        markedOf(of('x', presenceAt('d', '', theirs.getText('text'), { anchor: head, head })), text)?.head,
      ).toBe(text.length);
  });
  it('is nowhere for what is no position of this text', () => {
    const doc = new Y.Doc();
    doc.getText('text').insert(0, 'abc');
    const other = presenceAt('d', '', doc.getText('other'), { anchor: 0, head: 0 });
    for (const head of [null, '', 'AAAA', '////', other.head])
      expect(markedOf(of('x', { anchor: head, head }), doc.getText('text'))).toBeNull();
  });
});

describe('places of people', () => {
  it('keeps the newest of each but oneself, until it is old', () => {
    const places = new PeerPlaces('me');
    places.take(of('me'), 0);
    places.take(of('candidate'), 0);
    places.take(of('ruben', { path: 'a.ts' }), 0);
    places.take(of('ruben', { path: 'b.ts' }), 20);
    expect(places.list(20).map((one) => [one.who, one.path])).toEqual([
      ['candidate', ''],
      ['ruben', 'b.ts'],
    ]);
    expect(places.list(peerKeptMs + 1).map((one) => one.who)).toEqual(['ruben']);
    expect(places.list(peerKeptMs + 21)).toEqual([]);
  });
  it('gives everybody a colour, the candidate always the same', () => {
    const people = ['candidate', 'a', 'b', 'c', 'd', 'e'].map((id) => ({ id }));
    expect(toneOf('candidate', people)).toBe(4);
    expect(['a', 'b', 'c', 'd', 'e', 'unknown'].map((who) => toneOf(who, people))).toEqual([
      3, 1, 2, 5, 3, 3,
    ]);
  });
});
