/** Guarantee: a rater's line becomes evidence exactly when it names a dimension, and no word of it is lost. */
import { expect, test } from 'vitest';
import { readSlashCommand } from './slash-command.ts';

test.each([
  ['/fnd knows why the lock is held', { dimension: 'FND', text: 'knows why the lock is held' }],
  ['knows why the lock is held /FND', { dimension: 'FND', text: 'knows why the lock is held' }],
  ['  /Trd  named the price ', { dimension: 'TRD', text: 'named the price' }],
  ['/com', { dimension: 'COM', text: '' }],
])('%s', (line, expected) => {
  expect(readSlashCommand(line)).toEqual(expected);
});

test.each(['', 'a plain note', '/xyz no such dimension', '/sys/kernel is a path', 'see and/opsy', 'a/fnd'])(
  'stays a note: %s',
  (line) => {
    expect(readSlashCommand(line)).toBeNull();
  },
);
