import { cn } from '../class-names.ts';

interface ProgressBarProps {
  /** 0 to 1; values outside are held at the ends. */
  value: number;
  label: string;
  /** What is read out instead of a percentage: "52 of 64". */
  valueText?: string;
  tone?: 'neutral' | 'ink' | 'warn' | 'pass';
  className?: string;
}

const tones = { neutral: 'bg-c7', ink: 'bg-ink', warn: 'bg-warn', pass: 'bg-pass' } as const;

export function ProgressBar({ value, label, valueText, tone = 'neutral', className }: ProgressBarProps) {
  const held = Math.min(1, Math.max(0, Number.isFinite(value) ? value : 0));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(held * 100)}
      aria-valuetext={valueText}
      className={cn('h-1.5 w-full overflow-hidden rounded-[1px] bg-hover', className)}
    >
      <div className={cn('h-full', tones[tone])} style={{ width: `${held * 100}%` }} />
    </div>
  );
}
