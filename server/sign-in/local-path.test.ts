/**
 * Guarantee: signing in never sends a person to another site, whatever the address says. If this fails, a link to our
 * sign-in page can end on a page that imitates it.
 */
import { describe, expect, it } from 'vitest';
import { localPath } from './local-path.ts';

describe('localPath', () => {
  it.each(['/positions', '/positions/1?tab=active#row', '/'])('keeps %s', (path) => {
    expect(localPath(path)).toBe(path);
  });

  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '\\\\evil.example',
    'javascript:alert(1)',
    'positions',
    '/a\\..\\b',
    '',
  ])('refuses %j', (path) => {
    expect(localPath(path)).toBe('/');
  });

  it('refuses a repeated or missing parameter', () => {
    expect(localPath(undefined)).toBe('/');
    expect(localPath(['/a', '/b'])).toBe('/');
  });
});
