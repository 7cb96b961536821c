'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { IconButton } from '../ui/button/icon-button.tsx';
import { cn } from '../ui/class-names.ts';
import { announce } from '../ui/feedback/announcer.ts';
import {
  type ClockSnapshot,
  clockText,
  clockWords,
  dueAnnouncement,
  remainingAt,
  untilNextSecond,
  warnBelowMs,
} from './countdown-clock.ts';

interface CountdownProps {
  /** What the server said was left, in milliseconds. Every new value is a new snapshot. */
  remainingMs: number;
  /** Changes with every answer of the server, so that an equal value still counts as new. */
  snapshotId?: number | string;
  /** After the time: "left in section". */
  label: string;
  /** Full length in milliseconds; draws the bar. */
  totalMs?: number;
  /** The shown time is 0: ask the server, which decides. Called once per snapshot. */
  onZero?: () => void;
  /** The page woke up and the clock may be behind: ask the server for a new snapshot. */
  onStale?: () => void;
  /** Stands in the bar, where on narrow screens the figures have to do. */
  inBar?: boolean;
  className?: string;
}

const hiddenStorageKey = 'plumbline-clock-hidden';

/** Remaining time by the server's clock. It can be hidden until the 10-minute warning. */
export function Countdown({
  remainingMs,
  snapshotId,
  label,
  totalMs,
  onZero,
  onStale,
  inBar = true,
  className,
}: CountdownProps) {
  const [shownMs, setShownMs] = useState(remainingMs);
  const [wantsHidden, setWantsHidden] = useState(false);
  const lastMs = useRef(Number.POSITIVE_INFINITY);

  const tick = useEffectEvent((snapshot: ClockSnapshot): number => {
    const now = remainingAt(snapshot, performance.now());
    const due = dueAnnouncement(lastMs.current, now);
    // The first value of a page is not an event: someone who opens it at 4 minutes sees it.
    if (due !== null && Number.isFinite(lastMs.current)) {
      announce(`${due} ${due === 1 ? 'minute' : 'minutes'} ${label}`);
    }
    if (now === 0 && lastMs.current > 0) onZero?.();
    lastMs.current = now;
    setShownMs(now);
    return now;
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: an equal remainder in a new answer is a new snapshot.
  useEffect(() => {
    const snapshot = { remainingMs, receivedAtMs: performance.now() };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const step = () => {
      const left = tick(snapshot);
      if (left > 0) timer = setTimeout(step, untilNextSecond(left));
    };
    step();
    return () => clearTimeout(timer);
  }, [remainingMs, snapshotId]);

  const stale = useEffectEvent(() => onStale?.());
  useEffect(() => {
    const onVisible = () => {
      if (document.visibilityState === 'visible') stale();
    };
    document.addEventListener('visibilitychange', onVisible);
    return () => document.removeEventListener('visibilitychange', onVisible);
  }, []);

  useEffect(() => {
    try {
      setWantsHidden(sessionStorage.getItem(hiddenStorageKey) === 'yes');
    } catch {
      // Storage can be forbidden; the clock is then shown.
    }
  }, []);
  const hide = (hidden: boolean) => {
    setWantsHidden(hidden);
    try {
      sessionStorage.setItem(hiddenStorageKey, hidden ? 'yes' : 'no');
    } catch {
      // As above.
    }
  };

  const warning = shownMs <= warnBelowMs;
  const hidden = wantsHidden && !warning;
  const share = totalMs ? Math.min(1, shownMs / totalMs) : null;
  return (
    <div className={cn('flex items-center gap-2 whitespace-nowrap', className)}>
      {hidden ? (
        <span className="text-dense text-ink-3">Clock hidden until 10 min</span>
      ) : (
        // `timer` is not announced on change; a screen reader reads it when it is asked.
        <span
          role="timer"
          aria-label={`${clockWords(shownMs)} ${label}`}
          className={cn('flex items-center gap-2', warning && 'text-warn')}
        >
          <span aria-hidden className="numeric text-[0.9375rem] font-medium">
            {clockText(shownMs)}
          </span>
          <span
            aria-hidden
            className={cn('text-[0.75rem]', inBar && 'hidden md:inline', !warning && 'text-ink-3')}
          >
            {label}
          </span>
          {share !== null && (
            <svg width="84" height="6" aria-hidden="true" className="hidden md:block">
              <rect width="84" height="6" rx="1" fill="var(--hover)" />
              <rect width={84 * share} height="6" rx="1" fill={warning ? 'var(--warn)' : 'var(--ink-2)'} />
            </svg>
          )}
        </span>
      )}
      {!warning && (
        <IconButton
          size="small"
          label={hidden ? 'Show the clock' : 'Hide the clock until 10 minutes'}
          icon={
            hidden ? (
              <Eye size={13} strokeWidth={1.75} aria-hidden />
            ) : (
              <EyeOff size={13} strokeWidth={1.75} aria-hidden />
            )
          }
          onClick={() => hide(!hidden)}
        />
      )}
    </div>
  );
}
