/**
 * Guarantee: the last moment to start that a manager typed in a time zone is the instant that is stored, also around
 * the change of clocks. If this fails, candidates are told one hour and held to another.
 */
import { describe, expect, it } from 'vitest';
import { describeMoment, instantOfLocal, isTimeZone } from './last-moment.ts';

describe('instantOfLocal', () => {
  it.each([
    ['2026-12-01T18:00', 'Europe/Berlin', '2026-12-01T17:00:00.000Z'],
    ['2026-07-01T18:00', 'Europe/Berlin', '2026-07-01T16:00:00.000Z'],
    ['2026-12-01T18:00', 'Asia/Kolkata', '2026-12-01T12:30:00.000Z'],
    ['2026-12-01T18:00', 'America/St_Johns', '2026-12-01T21:30:00.000Z'],
    ['2026-01-01T00:30', 'Pacific/Auckland', '2025-12-31T11:30:00.000Z'],
    ['2026-12-01T18:00', 'UTC', '2026-12-01T18:00:00.000Z'],
  ])('%s in %s is %s', (local, zone, instant) => {
    expect(instantOfLocal(local, zone)?.toISOString()).toBe(instant);
  });

  it('takes the moment after the gap when clocks go forward', () => {
    // Berlin, 29 March 2026: 02:00 becomes 03:00, so 02:30 never is.
    expect(instantOfLocal('2026-03-29T02:30', 'Europe/Berlin')?.toISOString()).toBe(
      '2026-03-29T01:30:00.000Z',
    );
  });

  it('takes the first of the two when clocks go back', () => {
    // Berlin, 25 October 2026: 02:30 happens at 00:30 and at 01:30 UTC.
    expect(instantOfLocal('2026-10-25T02:30', 'Europe/Berlin')?.toISOString()).toBe(
      '2026-10-25T00:30:00.000Z',
    );
  });

  it.each([
    ['2026-02-31T10:00', 'UTC'],
    ['2026-13-01T10:00', 'UTC'],
    ['2026-12-01T24:00', 'UTC'],
    ['2026-12-01', 'UTC'],
    ['tomorrow', 'UTC'],
    ['2026-12-01T10:00', 'Mars/Olympus'],
    ['2026-12-01T10:00', ''],
  ])('%s in %s is no time', (local, zone) => {
    expect(instantOfLocal(local, zone)).toBeNull();
  });

  it('knows zones', () => {
    expect(isTimeZone('Europe/Paris')).toBe(true);
    expect(isTimeZone('../etc')).toBe(false);
  });

  it('says the moment with its zone', () => {
    // Commas differ between versions of the locale data.
    const said = describeMoment(new Date('2026-12-01T17:00:00Z'), 'Europe/Berlin').replaceAll(',', '');
    expect(said).toBe('Tuesday 1 December 2026 at 18:00 (Europe/Berlin GMT+1)');
  });
});
