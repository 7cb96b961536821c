import type { ReactNode } from 'react';
import { cn } from '../class-names.ts';
import type { NoticeTone } from './announcer.ts';
import { ToneIcon } from './tone-icon.tsx';

const tones = {
  info: 'border-accent-line bg-accent-soft',
  pass: 'border-pass-line bg-pass-soft',
  warn: 'border-warn-line bg-warn-soft',
  fail: 'border-fail-line bg-fail-soft',
} as const;

interface BannerProps {
  tone?: NoticeTone;
  /** What is the case, in one sentence. */
  title: ReactNode;
  /** What is safe and what to do. */
  children?: ReactNode;
  action?: ReactNode;
  /** Appeared while the person was on the page: it is said at once when it is a failure, politely otherwise. */
  live?: boolean;
  className?: string;
}

export function Banner({ tone = 'info', title, children, action, live = false, className }: BannerProps) {
  return (
    <div
      role={live ? (tone === 'fail' ? 'alert' : 'status') : undefined}
      className={cn(
        'flex flex-wrap items-start gap-x-2.5 gap-y-2 rounded-control border px-3 py-2 text-ui text-ink',
        tones[tone],
        className,
      )}
    >
      <span className="mt-[3px]">
        <ToneIcon tone={tone} />
      </span>
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-medium">{title}</p>
        {children && <div className="text-ink-2">{children}</div>}
      </div>
      {action && <div className="flex items-center gap-2">{action}</div>}
    </div>
  );
}
