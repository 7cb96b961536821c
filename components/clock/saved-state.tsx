'use client';

import { Check, CloudOff, LoaderCircle, TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { cn } from '../ui/class-names.ts';
import { announce } from '../ui/feedback/announcer.ts';

export type SavedStatus =
  | { state: 'saved'; at: Date | null }
  | { state: 'saving' }
  | { state: 'offline'; since: Date }
  /** The server refused: past the deadline, or a session that ended. `text` says what and what to do. */
  | { state: 'refused'; text: string };

const timeOf = (at: Date) =>
  [at.getHours(), at.getMinutes(), at.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');

/** What is committed on the server, always in sight. Going offline and coming back is said once. */
export function SavedState({ status, className }: { status: SavedStatus; className?: string }) {
  const before = useRef(status.state);
  useEffect(() => {
    const was = before.current;
    before.current = status.state;
    if (was === status.state) return;
    if (status.state === 'offline')
      announce('Offline. Editing is local. The clock keeps running on the server.');
    else if (status.state === 'refused') announce(status.text, 'assertive');
    else if (was === 'offline' && status.state === 'saved') announce('Online. Everything is saved.');
  }, [status]);
  const icon = { size: 14, strokeWidth: 1.75, 'aria-hidden': true } as const;
  const look = 'inline-flex min-w-0 items-center gap-1.5 text-dense whitespace-nowrap';
  switch (status.state) {
    case 'saved':
      return (
        <span className={cn(look, 'text-ink-2', className)}>
          <Check {...icon} className="shrink-0 text-pass" />
          Saved
          {status.at && (
            <time
              suppressHydrationWarning
              className="numeric text-[0.75rem]"
              dateTime={status.at.toISOString()}
            >
              {timeOf(status.at)}
            </time>
          )}
        </span>
      );
    case 'saving':
      return (
        <span className={cn(look, 'text-ink-2', className)}>
          <LoaderCircle {...icon} className="shrink-0 animate-spin text-ink-3 motion-reduce:animate-none" />
          Saving
        </span>
      );
    case 'offline':
      return (
        <span className={cn(look, 'text-warn', className)}>
          <CloudOff {...icon} className="shrink-0" />
          Offline since
          <time
            suppressHydrationWarning
            className="numeric text-[0.75rem]"
            dateTime={status.since.toISOString()}
          >
            {timeOf(status.since)}
          </time>
          <span className="hidden text-ink-3 xl:inline">
            Editing is local. The clock keeps running on the server.
          </span>
        </span>
      );
    case 'refused':
      return (
        <span className={cn(look, 'text-fail', className)}>
          <TriangleAlert {...icon} className="shrink-0" />
          <span className="truncate">{status.text}</span>
        </span>
      );
  }
}
