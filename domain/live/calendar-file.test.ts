/**
 * Guarantee: a calendar shows the session at the instant that was agreed, in whatever zone its reader lives and on both
 * sides of a clock change; a move replaces the entry instead of adding one; and no text can add a line of its own.
 */
import { expect, test } from 'vitest';
import { type CalendarFacts, calendarFile } from './calendar-file.ts';

const facts: CalendarFacts = {
  attemptId: '00000000-0000-4000-8000-000000000001',
  sequence: 0,
  cancelled: false,
  startsAt: new Date('2026-10-25T00:30:00Z'),
  minutes: 60,
  now: new Date('2026-10-01T12:00:00.123Z'),
  title: 'Conversation: Backend Engineer',
  roomUrl: 'https://plumbline.example.org/live',
  meetingUrl: '',
  organizer: null,
};
const unfolded = (file: string) => file.replaceAll('\r\n ', '').split('\r\n');
const line = (file: string, name: string) => unfolded(file).find((one) => one.startsWith(`${name}:`));
/** What a calendar in this zone shows. */
const shown = (stamp: string | undefined, timeZone: string) => {
  const [, y, mo, d, h, mi, s] = /:(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/u.exec(stamp ?? '') ?? [];
  const instant = new Date(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(instant);
};

test('an hour over the end of summer time is an hour, in the zone that changes and in one that does not', () => {
  // Berlin puts its clocks back at 01:00 UTC on this day: 02:30 summer time to 02:30 winter time.
  const file = calendarFile(facts);
  expect(shown(line(file, 'DTSTART'), 'Europe/Berlin')).toBe('02:30');
  expect(shown(line(file, 'DTEND'), 'Europe/Berlin')).toBe('02:30');
  expect(shown(line(file, 'DTSTART'), 'Asia/Kolkata')).toBe('06:00');
  expect(shown(line(file, 'DTEND'), 'Asia/Kolkata')).toBe('07:00');
});

test('a move keeps the UID and raises the SEQUENCE; a cancellation says so', () => {
  const moved = calendarFile({ ...facts, sequence: 1, startsAt: new Date('2026-11-02T09:00:00Z') });
  const cancelled = calendarFile({ ...facts, sequence: 2, cancelled: true });
  expect(line(moved, 'UID')).toBe(line(calendarFile(facts), 'UID'));
  expect(line(moved, 'SEQUENCE')).toBe('SEQUENCE:1');
  expect([line(cancelled, 'METHOD'), line(cancelled, 'STATUS'), line(cancelled, 'SEQUENCE')]).toEqual([
    'METHOD:CANCEL',
    'STATUS:CANCELLED',
    'SEQUENCE:2',
  ]);
});

test('names with line breaks, commas and long words stay one line of at most 75 octets each', () => {
  const title = `Ünï,côdé; back\\slash\r\nATTACH:https://evil.example ${'ä'.repeat(200)}`;
  const file = calendarFile({ ...facts, title });
  for (const one of file.split('\r\n')) expect(new TextEncoder().encode(one).length).toBeLessThanOrEqual(75);
  expect(unfolded(file).some((one) => one.startsWith('ATTACH'))).toBe(false);
  expect(line(file, 'SUMMARY')).toContain('Ünï\\,côdé\\; back\\\\slash\\nATTACH');
});
