import { Check, CircleDashed, X } from 'lucide-react';
import { percent } from './percent.ts';

interface GradedChecksProps {
  checks: readonly {
    name: string;
    title: string;
    passed: boolean;
    /** Shares of the question's score, 0..1. */
    weight: number;
    earned: number;
    message: string;
    misconceptions: readonly string[];
  }[];
}

/** What rules found, check by check: what it was worth, what it earned, what was seen, and what a wrong answer shows. */
export function GradedChecks({ checks }: GradedChecksProps) {
  return (
    <ul className="border-t border-line">
      {checks.map((check) => (
        <li key={check.name} className="flex items-start gap-2 border-b border-line py-1.5 text-dense">
          <Mark passed={check.passed} earned={check.earned} />
          <div className="min-w-0 flex-1">
            <p className="font-medium">{check.title}</p>
            {check.message && <p className="max-w-prose text-ink-2 whitespace-pre-line">{check.message}</p>}
            {check.misconceptions.map((one) => (
              <p key={one} className="mt-0.5 max-w-prose border-l-2 border-warn-line pl-2 text-ink-2">
                <span className="text-caption text-ink-3">Shows: </span>
                {one}
              </p>
            ))}
          </div>
          <span className="numeric shrink-0 text-caption text-ink-2">
            {percent(check.earned)}
            <span className="text-ink-3"> of {percent(check.weight)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Mark({ passed, earned }: { passed: boolean; earned: number }) {
  const icon = { size: 13, strokeWidth: 2, 'aria-hidden': true } as const;
  if (passed) {
    return (
      <span className="mt-0.5 shrink-0 text-pass">
        <Check {...icon} />
        <span className="sr-only">Holds:</span>
      </span>
    );
  }
  const partly = earned > 0;
  return (
    <span className={`mt-0.5 shrink-0 ${partly ? 'text-warn' : 'text-fail'}`}>
      {partly ? <CircleDashed {...icon} /> : <X {...icon} />}
      <span className="sr-only">{partly ? 'Holds in part:' : 'Fails:'}</span>
    </span>
  );
}
