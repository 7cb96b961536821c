import { describe, expect, test } from 'vitest';
import { makeRandom } from '../worker/checks/random.ts';
import { encodeFrame, FrameReader, FrameTooLong } from './frame.ts';

describe('frames come out as they went in, however a pipe cuts them', () => {
  test.each([1, 2, 3, 4, 5])('seed %i', (seed) => {
    const random = makeRandom(seed);
    const messages = Array.from({ length: 50 }, (_, index) => ({
      index,
      text: 'é😀x'.repeat(random.int(0, 400)),
    }));
    const bytes = Buffer.concat(messages.map(encodeFrame));
    const reader = new FrameReader(1_000_000);
    const read: unknown[] = [];
    for (let at = 0; at < bytes.length; ) {
      const length = random.int(1, random.pick([1, 3, 100, 5_000]));
      for (const frame of reader.push(bytes.subarray(at, at + length))) read.push(JSON.parse(frame));
      at += length;
    }
    expect(read).toEqual(messages);
  });

  test('an announced length above the bound is refused before its bytes have come', () => {
    const reader = new FrameReader(100);
    expect(() => reader.push(Buffer.from([0, 0, 0, 101]))).toThrow(FrameTooLong);
  });

  test('nothing comes out of half a frame', () => {
    const frame = encodeFrame({ a: 1 });
    const reader = new FrameReader(100);
    expect(reader.push(frame.subarray(0, 3))).toEqual([]);
    expect(reader.push(frame.subarray(3, frame.length - 1))).toEqual([]);
    expect(reader.push(frame.subarray(frame.length - 1))).toEqual(['{"a":1}']);
  });
});
