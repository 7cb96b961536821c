import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { guestGlobals } from './guest-globals.ts';

const guest = path.join(import.meta.dirname, '../../../sandbox/guest');
const source = readdirSync(guest)
  .filter((file) => file.endsWith('.ts') && !file.includes('.test.'))
  .map((file) => readFileSync(path.join(guest, file), 'utf8'))
  .join('\n');

// Guarantee: what the editor accepts exists in the sandbox, and what the sandbox lacks is marked while she types: an error
// that only appears in a run costs time.
describe('the declarations of the sandbox', () => {
  it('name only what the guest defines', () => {
    const names = [...guestGlobals.text.matchAll(/^declare (?:var|function|class) (\w+)/gmu)].map(
      (match) => match[1],
    );
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) expect(source, name).toContain(`'${name}'`);
  });
  it('leave out what a run does not have', () => {
    for (const name of [
      'fetch',
      'setTimeout',
      'setInterval',
      'process',
      'Buffer',
      'require',
      'document',
      'window',
    ]) {
      expect(guestGlobals.text).not.toMatch(new RegExp(`\\b${name}\\b`, 'u'));
    }
  });
});
