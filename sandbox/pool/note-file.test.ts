import { fstatSync, writeSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { notesBytesMax } from '../limits.ts';
import { encodeFrame } from '../protocol/frame.ts';
import { NoteFile } from './note-file.ts';

let notes: NoteFile;
let at = 0;
beforeEach(() => {
  const opened = NoteFile.open();
  if (opened === null) throw new Error('no folder for temporary files');
  notes = opened;
  at = 0;
});
afterEach(() => notes.close());

/** As a worker does: the body, then the prefix. */
function write(message: unknown): void {
  const bytes = encodeFrame(message);
  writeSync(notes.descriptor, bytes.subarray(4), 0, bytes.length - 4, at + 4);
  writeSync(notes.descriptor, bytes.subarray(0, 4), 0, 4, at);
  at += bytes.length;
}
const taken = () => notes.take().map((frame): unknown => JSON.parse(frame));

describe('the file for notes', () => {
  test('has no name that anybody could open', () => {
    expect(fstatSync(notes.descriptor).nlink).toBe(0);
  });

  test('gives each note once, in order, of any length', () => {
    expect(taken()).toEqual([]);
    write({ first: 1 });
    expect(taken()).toEqual([{ first: 1 }]);
    const long = { text: 'x'.repeat(300_000) };
    write({ second: 2 });
    write(long);
    write({ third: 3 });
    expect(taken()).toEqual([{ second: 2 }, long, { third: 3 }]);
    expect(taken()).toEqual([]);
  });

  test('many short ones cross the reader’s buffer at every place', () => {
    const all = Array.from({ length: 3_000 }, (_, index) => ({ index, text: 'y'.repeat(index % 97) }));
    for (const message of all) write(message);
    expect(taken()).toEqual(all);
  });

  test('a body without its prefix is not there yet', () => {
    const frame = encodeFrame({ soon: true });
    writeSync(notes.descriptor, frame.subarray(4), 0, frame.length - 4, 4);
    expect(taken()).toEqual([]);
    writeSync(notes.descriptor, frame.subarray(0, 4), 0, 4, 0);
    expect(taken()).toEqual([{ soon: true }]);
  });

  test('what was noted about one job is not there for the next', () => {
    write({ old: 1 });
    write({ old: 2 });
    expect(taken()).toHaveLength(2);
    write({ old: 3 });
    notes.clear();
    at = 0;
    expect(taken()).toEqual([]);
    // Longer and shorter than what lies there still.
    for (const text of ['z', 'zz'.repeat(40)]) write({ text });
    expect(taken()).toEqual([{ text: 'z' }, { text: 'zz'.repeat(40) }]);
  });

  test.each([
    ['more than fits', notesBytesMax],
    ['more than was written', 100],
    ['four gigabytes', 0xffff_ffff],
  ])('an announcement of %s is refused', (_, length) => {
    const prefix = Buffer.alloc(4);
    prefix.writeUInt32BE(length);
    writeSync(notes.descriptor, prefix, 0, 4, 0);
    expect(() => notes.take()).toThrow(/announced/u);
  });
});
