/**
 * Guarantee: no page runs a script that is not ours, none can be framed, and no address with a secret is told to
 * another page. If this fails, text of a candidate that slips through as markup can act as a member of the staff.
 */
import { describe, expect, it } from 'vitest';
import { carriesSecret, contentSecurityPolicy, isStaffPage, securityHeaders } from './security-headers.ts';

const directives = (policy: string) =>
  new Map(policy.split('; ').map((part) => [part.split(' ')[0], part.split(' ').slice(1)]));

describe('contentSecurityPolicy', () => {
  it('allows only scripts with the nonce, and nothing from elsewhere', () => {
    const policy = directives(contentSecurityPolicy('abc', false));
    expect(policy.get('script-src')).toEqual(["'self'", "'nonce-abc'", "'strict-dynamic'"]);
    expect(policy.get('default-src')).toEqual(["'self'"]);
    expect(policy.get('connect-src')).toEqual(["'self'"]);
    for (const name of ['object-src', 'frame-ancestors', 'base-uri', 'frame-src']) {
      expect(policy.get(name)).toEqual(["'none'"]);
    }
    expect(policy.get('form-action')).toEqual(["'self'"]);
    expect(contentSecurityPolicy('abc', false)).not.toMatch(/unsafe-eval|https?:|ws:|\*/u);
  });

  it('opens what hot reload needs in development only', () => {
    const policy = directives(contentSecurityPolicy('abc', true));
    expect(policy.get('script-src')).toContain("'unsafe-eval'");
    expect(policy.get('connect-src')).toContain('ws:');
  });
});

describe('securityHeaders', () => {
  it('tells nobody the address of an invitation or a one-time link', () => {
    for (const path of ['/i/abcdefgh', '/link/abcdefgh']) {
      expect(securityHeaders(path, { https: true })).toMatchObject({
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      });
    }
    expect(securityHeaders('/positions', { https: true })['referrer-policy']).toBe('same-origin');
    expect(carriesSecret('/invite')).toBe(false);
  });

  it('asks for https only where there is https', () => {
    expect(securityHeaders('/', { https: true })['strict-transport-security']).toMatch(/max-age=\d{8}/u);
    expect(securityHeaders('/', { https: false })).not.toHaveProperty('strict-transport-security');
  });
});

describe('isStaffPage', () => {
  it('knows pages by whole segments', () => {
    expect(isStaffPage('/positions')).toBe(true);
    expect(isStaffPage('/positions/1/settings')).toBe(true);
    expect(isStaffPage('/positionsx')).toBe(false);
    expect(isStaffPage('/i/positions')).toBe(false);
    expect(isStaffPage('/take')).toBe(false);
    expect(isStaffPage('/live')).toBe(false);
    expect(isStaffPage('/live/1')).toBe(true);
  });
});
