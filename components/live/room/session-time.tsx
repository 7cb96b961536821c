'use client';

import { useEffect, useState } from 'react';

/** `4:40`, and `1:02:10` from an hour on. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const tail = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

/** Milliseconds since the room was received, once a second. 0 before the page runs in a browser. */
export function useSince(receivedAt: number): number {
  const [now, setNow] = useState(receivedAt);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return receivedAt === 0 ? 0 : Math.max(0, now - receivedAt);
}

interface SessionTimeProps {
  elapsedMs: number | null;
  plannedMinutes: number;
  receivedAt: number;
}

export function SessionTime({ elapsedMs, plannedMinutes, receivedAt }: SessionTimeProps) {
  const since = useSince(receivedAt);
  if (elapsedMs === null) return null;
  return (
    <span className="whitespace-nowrap">
      <span className="numeric text-[0.9375rem] font-semibold">{durationText(elapsedMs + since)}</span>{' '}
      <span className="numeric text-dense text-ink-2">of {durationText(plannedMinutes * 60_000)}</span>
    </span>
  );
}
