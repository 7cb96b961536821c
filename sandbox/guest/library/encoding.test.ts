import { describe, expect, test } from 'vitest';
import { makeRandom } from '../../worker/checks/random.ts';
import { makeEncoding } from './encoding.ts';

const guest = makeEncoding();

describe('the guest’s encodings are those of the standard: the same as Node’s on random input', () => {
  test.each([1, 2, 3, 4])('decoding, seed %i', (seed) => {
    const random = makeRandom(seed);
    for (let round = 0; round < 2_000; round += 1) {
      // Mostly bytes that begin or continue sequences, because random bytes rarely make a valid one.
      const bytes = Uint8Array.from({ length: random.int(0, 12) }, () =>
        random.pick([
          random.int(0, 255),
          random.int(0x80, 0xbf),
          random.int(0xc0, 0xf7),
          0xef,
          0xbb,
          0xbf,
          0xed,
          0xf0,
        ]),
      );
      for (const options of [{}, { ignoreBOM: true }]) {
        expect(new guest.TextDecoder('utf-8', options).decode(bytes)).toBe(
          new TextDecoder('utf-8', options).decode(bytes),
        );
      }
      // In pieces it is what it is whole. (Node's own decoder drops a mark of byte order in the middle of a stream.)
      const own = new guest.TextDecoder();
      const cut = random.int(0, bytes.length);
      const streamed = own.decode(bytes.subarray(0, cut), { stream: true }) + own.decode(bytes.subarray(cut));
      expect(streamed).toBe(new TextDecoder().decode(bytes));
    }
  });

  test.each([5, 6])('encoding and base64, seed %i', (seed) => {
    const random = makeRandom(seed);
    for (let round = 0; round < 2_000; round += 1) {
      const text = Array.from({ length: random.int(0, 8) }, () =>
        String.fromCharCode(
          random.pick([random.int(0, 0x7f), random.int(0x80, 0x7ff), random.int(0xd700, 0xe000), 0xffff]),
        ),
      ).join('');
      expect([...new guest.TextEncoder().encode(text)]).toEqual([...new TextEncoder().encode(text)]);
      const bytes = Array.from({ length: random.int(0, 9) }, () =>
        String.fromCharCode(random.int(0, 255)),
      ).join('');
      expect(guest.btoa(bytes)).toBe(btoa(bytes));
      expect(guest.atob(guest.btoa(bytes))).toBe(bytes);
    }
  });

  test('what is not of an encoding is refused, not guessed', () => {
    expect(() => new guest.TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.of(0xc0, 0x80))).toThrow(
      TypeError,
    );
    expect(() => new guest.TextDecoder('latin1')).toThrow(RangeError);
    expect(() => guest.atob('a')).toThrow();
    expect(() => guest.atob('%%%%')).toThrow();
    expect(() => guest.btoa('€')).toThrow();
    const target = new Uint8Array(4);
    expect(new guest.TextEncoder().encodeInto('aé😀', target)).toEqual({ read: 2, written: 3 });
  });
});
