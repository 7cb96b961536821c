'use client';

import { useEffect, useState } from 'react';

interface MomentProps {
  at: Date;
  /** `short`: the time today, else the day. `exact`: day and time to the second. */
  form?: 'short' | 'exact' | 'day';
}

/**
 * An instant in the reader's own time zone. The server does not know it and draws UTC; the browser puts it right. The
 * whole instant with its zone is in the title.
 */
export function Moment({ at, form = 'exact' }: MomentProps) {
  const [local, setLocal] = useState(false);
  useEffect(() => setLocal(true), []);
  const zone = local ? undefined : 'UTC';
  return (
    <time dateTime={at.toISOString()} title={full(at, zone)} className="whitespace-nowrap">
      {form === 'day' ? day(at, zone, true) : form === 'exact' ? exact(at, zone) : short(at, zone, local)}
    </time>
  );
}

function day(at: Date, timeZone: string | undefined, year: boolean): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: 'numeric',
    month: 'short',
    ...(year ? { year: 'numeric' } : {}),
  }).format(at);
}

function exact(at: Date, timeZone: string | undefined): string {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(at);
  return `${day(at, timeZone, false)}, ${clock}`;
}

function short(at: Date, timeZone: string | undefined, local: boolean): string {
  const today = local && at.toDateString() === new Date().toDateString();
  return today
    ? new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)
    : day(at, timeZone, false);
}

function full(at: Date, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    dateStyle: 'full',
    timeStyle: 'long',
    hourCycle: 'h23',
  }).format(at);
}
