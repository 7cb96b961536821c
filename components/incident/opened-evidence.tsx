'use client';

import { Pin, PinOff } from 'lucide-react';
import { evidenceGroupNames, type IncidentClock } from '../../domain/incident/incident.ts';
import { clockAt } from '../../domain/incident/investigation.ts';
import { evidencePinsMax } from '../../domain/incident/limits.ts';
import type { InvestigationView, InvestigationViewEntry } from '../../domain/incident/wire.ts';
import { Button } from '../ui/button/button.tsx';
import { EmptyState } from '../ui/feedback/empty-state.tsx';
import { EvidenceBlocks } from './evidence/evidence-blocks.tsx';

interface OpenedEvidenceProps {
  view: InvestigationView;
  clock: IncidentClock;
  /** Ids of cards that are cited for the cause; null where nothing is cited any more. */
  cited: readonly string[];
  onCite: ((id: string, cite: boolean) => void) | null;
}

/** Everything that was opened and done, the newest first, each with what it showed. */
export function OpenedEvidence({ view, clock, cited, onCite }: OpenedEvidenceProps) {
  if (view.entries.length === 0) {
    return (
      <EmptyState>
        Nothing was opened yet. Choose a card under Evidence; the charts above are free.
      </EmptyState>
    );
  }
  return (
    <div className="divide-y divide-line">
      {view.entries.toReversed().map((entry) => (
        <Entry key={`${entry.kind}/${entry.id}`} {...{ entry, clock, cited, onCite }} />
      ))}
    </div>
  );
}

/** The element of an opened card, so that the list can lead to it. */
export function entryElementId(entry: Pick<InvestigationViewEntry, 'kind' | 'id'>): string {
  return `investigated-${entry.kind}-${entry.id}`;
}

function Entry({
  entry,
  clock,
  cited,
  onCite,
}: Omit<OpenedEvidenceProps, 'view'> & { entry: InvestigationViewEntry }) {
  const isCited = cited.includes(entry.id) && entry.kind === 'card';
  return (
    <article
      id={entryElementId(entry)}
      tabIndex={-1}
      aria-label={entry.title}
      className="min-w-0 scroll-mt-2 bg-panel -outline-offset-2"
    >
      <header
        className={`flex min-h-9 flex-wrap items-center gap-x-2.5 gap-y-1 border-b border-line px-3 py-1 ${isCited ? 'bg-accent-soft' : ''}`}
      >
        <h3 className="min-w-0 text-dense font-semibold">{entry.title}</h3>
        <span className="text-caption text-ink-3">
          {entry.kind === 'card' ? evidenceGroupNames[entry.group] : 'Done'}
        </span>
        <span className="numeric ml-auto shrink-0 text-caption text-ink-3">
          {clockAt(clock.onCallAt, entry.fromMinute)} to {clockAt(clock.onCallAt, entry.toMinute)}
        </span>
        {entry.kind === 'card' && onCite && (
          <Button
            size="small"
            variant="ghost"
            aria-pressed={isCited}
            className="shrink-0 gap-1"
            onClick={() => onCite(entry.id, !isCited)}
            {...(!isCited && cited.length >= evidencePinsMax
              ? { disabledReason: `${evidencePinsMax} are cited; take one back first` }
              : {})}
          >
            {isCited ? (
              <PinOff size={12} strokeWidth={1.75} aria-hidden />
            ) : (
              <Pin size={12} strokeWidth={1.75} aria-hidden />
            )}
            {isCited ? 'Cited' : 'Cite'}
          </Button>
        )}
      </header>
      {entry.kind === 'card' ? (
        <EvidenceBlocks blocks={entry.shows} clock={clock} />
      ) : (
        <p className="max-w-prose border-l-2 border-brass px-3 py-2.5 text-ui">{entry.outcome}</p>
      )}
    </article>
  );
}
