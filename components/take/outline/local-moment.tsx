'use client';

import { useEffect, useState } from 'react';

/**
 * An instant in the zone of whoever reads it, with the zone's name. The server does not know the zone: until the page
 * runs it is shown in UTC, which is named too.
 */
export function LocalMoment({ at }: { at: string }) {
  const [zone, setZone] = useState('UTC');
  useEffect(() => setZone(Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'), []);
  const date = new Date(at);
  const text = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(date);
  const offset = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'shortOffset' })
    .formatToParts(date)
    .find((part) => part.type === 'timeZoneName')?.value;
  return (
    <time dateTime={at} className="text-ink">
      {text}{' '}
      <span className="text-ink-3">
        ({zone.replaceAll('_', ' ')}
        {offset && zone !== 'UTC' ? `, ${offset}` : ''})
      </span>
    </time>
  );
}
