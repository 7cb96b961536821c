import { openSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { notesBytesMax } from '../limits.ts';
import { NoteFile } from '../pool/note-file.ts';
import { FrameReader } from '../protocol/frame.ts';
import { NoteWriter } from './note-writer.ts';

let file: NoteFile;
let said: string[];
let writer: NoteWriter;
const makeWriter = (descriptor: number | null) => {
  const reader = new FrameReader(notesBytesMax);
  said = [];
  return new NoteWriter(descriptor, (frames) => said.push(...reader.push(frames)));
};
beforeEach(() => {
  const opened = NoteFile.open();
  if (opened === null) throw new Error('no folder for temporary files');
  file = opened;
  writer = makeWriter(file.descriptor);
  writer.begin();
});
afterEach(() => file.close());

describe('what a worker notes', () => {
  test('is what its supervisor reads, once and in order', () => {
    writer.note([{ n: 1 }]);
    expect(file.take()).toEqual(['{"n":1}']);
    writer.note([{ n: 2 }, { n: 3 }]);
    writer.note([{ n: 4 }]);
    expect(file.take()).toEqual(['{"n":2}', '{"n":3}', '{"n":4}']);
    expect(said).toEqual([]);
  });

  test('begins anew with each job', () => {
    writer.note([{ old: 'x'.repeat(1_000) }, { old: 2 }]);
    file.take();
    file.clear();
    writer.begin();
    expect(file.take()).toEqual([]);
    writer.note([{ new: 1 }]);
    expect(file.take()).toEqual(['{"new":1}']);
    expect(file.take()).toEqual([]);
  });

  test('is said aloud, with all that follows, once there is no room', () => {
    const long = { text: 'x'.repeat(notesBytesMax - 1_000) };
    const longer = { text: 'y'.repeat(1_000) };
    writer.note([long]);
    writer.note([longer]);
    writer.note([{ n: 3 }]);
    expect(file.take()).toEqual([JSON.stringify(long)]);
    expect(said).toEqual([JSON.stringify(longer), '{"n":3}']);
    writer.begin();
    file.clear();
    writer.note([{ n: 4 }]);
    expect(file.take()).toEqual(['{"n":4}']);
  });

  test('fills the file to its last byte and not further', () => {
    const frame = { t: '' };
    const overhead = JSON.stringify(frame).length + 4;
    const exact = { t: 'x'.repeat(notesBytesMax - overhead) };
    writer.note([exact]);
    expect(said).toEqual([]);
    expect(file.take()).toEqual([JSON.stringify(exact)]);
    writer.note([frame]);
    expect(said).toEqual(['{"t":""}']);
  });

  test('is said aloud where there is no file, or none that can be written', () => {
    for (const descriptor of [null, openSync(new URL(import.meta.url), 'r')]) {
      const other = makeWriter(descriptor);
      other.begin();
      other.note([{ n: 1 }]);
      other.note([{ n: 2 }, { n: 3 }]);
      expect(said).toEqual(['{"n":1}', '{"n":2}', '{"n":3}']);
    }
  });
});
