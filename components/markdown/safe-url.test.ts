import { describe, expect, it } from 'vitest';
import { safeUrl } from './safe-url.ts';

// Guarantee: a link written by a candidate cannot run script in, or point into, a staff page.
describe('safeUrl', () => {
  it('refuses everything that is not a whole http, https or mailto address', () => {
    for (const url of [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      ' javascript:alert(1)',
      'java\nscript:alert(1)',
      '\u0001javascript:alert(1)',
      'data:text/html,<script>alert(1)</script>',
      'vbscript:x',
      'blob:https://x/y',
      'file:///etc/passwd',
      '//evil.example/x',
      '/people?disable=1',
      'people',
      '#id',
      '',
    ]) {
      expect(safeUrl(url), url).toBeNull();
    }
  });
  it('keeps whole addresses', () => {
    expect(safeUrl('https://www.postgresql.org/docs/18/')).toBe('https://www.postgresql.org/docs/18/');
    expect(safeUrl('mailto:a@example.org')).toBe('mailto:a@example.org');
  });
});
