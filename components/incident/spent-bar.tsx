import type { ReactNode } from 'react';
import type { IncidentClock, IncidentHarm } from '../../domain/incident/incident.ts';
import { clockAt } from '../../domain/incident/investigation.ts';
import type { InvestigationView } from '../../domain/incident/wire.ts';

interface SpentBarProps {
  view: InvestigationView;
  clock: IncidentClock;
  harm: IncidentHarm;
  /** At the end of the bar. */
  children?: ReactNode;
}

/** Simulated minutes spent, step by step, and the harm done meanwhile. */
export function SpentBar({ view, clock, harm, children }: SpentBarProps) {
  const { budget } = clock;
  const share = (minutes: number) => `${(100 * minutes) / budget}%`;
  const rate = harm.perMinute * view.harmFactor;
  return (
    <section
      aria-label="Simulated time and harm"
      data-stays
      className="sticky top-0 z-10 flex shrink-0 flex-wrap items-center gap-x-6 gap-y-1.5 border-b border-line bg-panel px-3 py-2"
    >
      <div className="flex min-w-60 flex-1 items-center gap-3">
        <p className="shrink-0 text-dense leading-4">
          <span className="numeric font-semibold">{view.spentMinutes}</span> of {budget} minutes spent
          <span className="block text-caption text-ink-3">
            simulated clock <span className="numeric">{clockAt(clock.onCallAt, view.spentMinutes)}</span>
          </span>
        </p>
        <div aria-hidden className="relative h-3 min-w-24 flex-1 bg-hover">
          {view.entries.map((entry) => (
            <span
              key={`${entry.kind}/${entry.id}`}
              title={entry.title}
              className={`absolute inset-y-0 border-r border-panel ${entry.kind === 'action' ? 'bg-brass' : 'bg-ink-2'}`}
              style={{ left: share(entry.fromMinute), width: share(entry.toMinute - entry.fromMinute) }}
            />
          ))}
          <span className="absolute -top-0.5 h-4 w-px bg-ink" style={{ left: share(view.spentMinutes) }} />
        </div>
      </div>
      <p className="shrink-0 text-dense leading-4" role="status">
        <span className="numeric font-semibold">{count(view.harmMinutes * harm.perMinute)}</span> {harm.unit}{' '}
        since {clock.onCallAt}
        <span className={`block text-caption ${rate === 0 ? 'text-pass' : 'text-fail'}`}>
          {rate === 0 ? 'stopped' : `${count(rate)} more each simulated minute`}
        </span>
      </p>
      {children}
    </section>
  );
}

/** Whole from ten on; below that with two digits that say something, because harm can be one in five minutes. */
export function count(value: number): string {
  return value >= 10
    ? Math.round(value).toLocaleString('en-US')
    : value.toLocaleString('en-US', { maximumSignificantDigits: 2 });
}
