// Guarantee: the committed lock file installs anywhere: nothing is missing for other systems, and no address of one
// machine's registry is in it.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fixLock } from './fix-lock.mjs';

test('the committed lock file needs no repair', () => {
  const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
  expect(fixLock(lock)).toEqual([]);
  expect(JSON.stringify(lock)).not.toMatch(/"resolved":\s*"https?:/);
});

test('what a registry left out is added with the system that its name tells, and addresses go', () => {
  const lock = {
    packages: {
      '': { dependencies: { next: '16.4.6' } },
      'node_modules/next': {
        version: '16.4.6',
        resolved: 'https://mirror.example/next.tgz',
        optionalDependencies: { '@next/swc-linux-x64-musl': '16.4.6', '@next/swc-darwin-arm64': '16.4.6' },
      },
      'node_modules/@next/swc-darwin-arm64': { version: '16.4.6', optional: true },
    },
  };
  expect(fixLock(lock)).toHaveLength(2);
  expect(lock.packages).toHaveProperty(['node_modules/@next/swc-linux-x64-musl'], {
    version: '16.4.6',
    optional: true,
    os: ['linux'],
    cpu: ['x64'],
    libc: ['musl'],
  });
  expect(lock.packages['node_modules/next']).not.toHaveProperty('resolved');
  expect(fixLock(lock)).toEqual([]);
});

test('a missing package whose version is a range is an error, not a guess', () => {
  const lock = { packages: { '': { optionalDependencies: { 'some-native': '^1.0.0' } } } };
  expect(() => fixLock(lock)).toThrow(/some-native@\^1\.0\.0/);
});
