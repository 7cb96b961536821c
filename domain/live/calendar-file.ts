export interface CalendarFacts {
  /** Stable for the life of the session. */
  attemptId: string;
  /** Raised by every accepted move and by the cancellation. */
  sequence: number;
  cancelled: boolean;
  startsAt: Date;
  minutes: number;
  /** When this file was made. */
  now: Date;
  title: string;
  /** Address of the room; never a secret link. */
  roomUrl: string;
  meetingUrl: string;
  organizer: { name: string; email: string } | null;
}

/**
 * One event as an iCalendar file (RFC 5545). Instants are in UTC, so that every calendar shows them in its reader's
 * own zone, also across a clock change. A moved session keeps its UID and raises SEQUENCE (RFC 5546), which is how a
 * calendar knows that it replaces what it holds.
 */
export function calendarFile(facts: CalendarFacts): string {
  const end = new Date(facts.startsAt.getTime() + facts.minutes * 60_000);
  const description = [
    `The room: ${facts.roomUrl}`,
    ...(facts.meetingUrl === '' ? [] : [`Video and voice: ${facts.meetingUrl}`]),
  ].join('\n');
  return foldedLines([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Plumbline//Live sessions//EN',
    `METHOD:${facts.cancelled ? 'CANCEL' : 'REQUEST'}`,
    'BEGIN:VEVENT',
    `UID:live-${facts.attemptId}@plumbline`,
    `SEQUENCE:${facts.sequence}`,
    `STATUS:${facts.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    `DTSTAMP:${utc(facts.now)}`,
    `DTSTART:${utc(facts.startsAt)}`,
    `DTEND:${utc(end)}`,
    `SUMMARY:${escapeText(facts.title)}`,
    `DESCRIPTION:${escapeText(description)}`,
    `URL:${facts.roomUrl}`,
    ...(facts.organizer
      ? [`ORGANIZER;CN="${facts.organizer.name.replaceAll(/["\r\n]/gu, '')}":mailto:${facts.organizer.email}`]
      : []),
    'END:VEVENT',
    'END:VCALENDAR',
  ]);
}

function utc(instant: Date): string {
  return instant.toISOString().replaceAll(/[-:]|\.\d{3}/gu, '');
}

function escapeText(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replaceAll(/\r?\n/gu, '\\n');
}

/** Lines of at most 75 octets, continued with a space, ended by CRLF. */
function foldedLines(lines: readonly string[]): string {
  const encoder = new TextEncoder();
  let out = '';
  for (const line of lines) {
    let octets = 0;
    for (const sign of line) {
      const size = encoder.encode(sign).length;
      if (octets + size > 75) {
        out += '\r\n ';
        octets = 1;
      }
      out += sign;
      octets += size;
    }
    out += '\r\n';
  }
  return out;
}
