import type { ReactNode } from 'react';
import type { Standing } from '../../domain/report/recommendation.ts';
import { ToneIcon } from '../ui/feedback/tone-icon.tsx';

interface RecommendationProps {
  standing: Standing | 'incomplete';
  /** One sentence with the numbers that decided. */
  headline: string;
  /** Which live follow-up completed the result, where the form asks for one. */
  completedBy?: ReactNode;
  /** What would settle an open result, the most useful first, or complete an incomplete one, in order. */
  wouldSettle: readonly string[];
  /** Gates that hold: named, never averaged. */
  gates: readonly string[];
  provisional: boolean;
  /** The overall strip. */
  children?: ReactNode;
}

const titles: Record<RecommendationProps['standing'], string> = {
  incomplete: 'Result incomplete',
  above: 'Above the bar',
  below: 'Below the bar',
  'not-settled': 'Not settled',
};

/** What the facts say against the bar. People decide. */
export function Recommendation({
  standing,
  headline,
  completedBy,
  wouldSettle,
  gates,
  provisional,
  children,
}: RecommendationProps) {
  return (
    <section
      aria-label="Recommendation"
      className="grid gap-x-11 gap-y-4 py-4 md:grid-cols-[1fr_minmax(0,26rem)] print:grid-cols-[1fr_19rem]"
    >
      <div>
        <p className="text-caption text-ink-3">
          Recommendation{provisional && ', provisional: ratings or grades are still missing'}
        </p>
        <h2 className="mb-1.5 text-page">{titles[standing]}</h2>
        <p className="max-w-prose text-[0.84375rem] leading-[1.3125rem] text-pretty text-ink-2">{headline}</p>
        {completedBy && <p className="mt-2 max-w-prose text-ui text-ink-2">{completedBy}</p>}
        {gates.map((gate) => (
          <p key={gate} className="mt-2 flex items-start gap-2 text-ui">
            <span className="mt-0.5">
              <ToneIcon tone="warn" />
            </span>
            <span>
              <span className="font-medium">Gate.</span> {gate}
            </span>
          </p>
        ))}
        {wouldSettle.length > 0 && (
          <div className="mt-2 text-ui text-ink-2">
            <p className="font-medium text-ink">
              {standing === 'incomplete' ? 'What completes it' : 'What would settle it'}
            </p>
            <ol className="ml-4 max-w-prose list-decimal">
              {wouldSettle.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ol>
          </div>
        )}
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}
