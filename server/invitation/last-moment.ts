/**
 * Wall-clock times of people into instants of the database's clock and back. A manager types "1 December, 18:00" and
 * means it in one time zone; what is stored is an instant, and every page shows it with the zone's name.
 */
const localPattern = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/;

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name.length > 0;
  } catch {
    return false;
  }
}

/**
 * The instant at which clocks in `timeZone` show `local` (`2026-12-01T18:00`). Null when the text is no such time. In the
 * hour that is skipped when clocks go forward there is no such moment: the one just after the gap is meant. In the hour
 * that happens twice the first is meant.
 */
export function instantOfLocal(local: string, timeZone: string): Date | null {
  const match = localPattern.exec(local);
  if (!match || !isTimeZone(timeZone)) return null;
  const [, year, month, day, hour, minute] = match.map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const asUtc = Date.UTC(year, month - 1, day, hour, minute);
  const back = new Date(asUtc);
  // Date.UTC rolls over 31 April into May; such a date is a typing error.
  if (back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day || hour > 23 || minute > 59) return null;
  // The zone's offset a day before and a day after are the only two that can hold.
  const dayMs = 86_400_000;
  const offsets = [offsetMs(new Date(asUtc - dayMs), timeZone), offsetMs(new Date(asUtc + dayMs), timeZone)];
  const candidates = offsets.map((offset) => asUtc - offset);
  const exact = candidates.filter((ms) => ms + offsetMs(new Date(ms), timeZone) === asUtc);
  if (exact.length > 0) return new Date(Math.min(...exact));
  return new Date(Math.max(...candidates));
}

/** How far clocks in the zone are ahead of UTC at that instant, in milliseconds. */
function offsetMs(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return shown - Math.floor(at.getTime() / 1000) * 1000;
}

/** "Tuesday, 1 December 2026 at 18:00 (Europe/Berlin, GMT+1)". */
export function describeMoment(at: Date, timeZone: string): string {
  const said = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
  const offset = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'shortOffset' })
    .formatToParts(at)
    .find((part) => part.type === 'timeZoneName')?.value;
  return `${said} (${timeZone}${offset ? `, ${offset}` : ''})`;
}
