'use client';

import { Check } from 'lucide-react';
import { evidenceGroupNames, evidenceGroups } from '../../domain/incident/incident.ts';
import type { IncidentQuestionView } from './incident-types.ts';
import type { Investigation } from './use-investigation.ts';

interface EvidenceListProps {
  question: IncidentQuestionView;
  investigation: Investigation;
  readOnly: boolean;
  /** Opens a card, or shows one that was opened before. */
  onOpen: (id: string) => void;
}

/** All cards there are, by where one looks, with what looking costs. */
export function EvidenceList({ question, investigation, readOnly, onOpen }: EvidenceListProps) {
  const { view, pending } = investigation;
  const opened = new Set(view.entries.flatMap((entry) => (entry.kind === 'card' ? [entry.id] : [])));
  return (
    <div className="py-1">
      <p className="px-3 py-1.5 text-caption text-ink-3">
        Opening a card takes simulated minutes. <span className="numeric">{view.leftMinutes}</span> are left;
        all cards together would take {question.cards.reduce((sum, card) => sum + card.minutes, 0)}.
      </p>
      {evidenceGroups.map((group) => {
        const cards = question.cards.filter((card) => card.group === group);
        if (cards.length === 0) return null;
        return (
          <section key={group} aria-label={evidenceGroupNames[group]}>
            <h3 className="px-3 pt-2 pb-0.5 text-caption text-ink-3">{evidenceGroupNames[group]}</h3>
            <ul>
              {cards.map((card) => {
                const isOpen = opened.has(card.id);
                const dear = !isOpen && card.minutes > view.leftMinutes;
                const coming = pending?.kind === 'card' && pending.id === card.id;
                return (
                  <li key={card.id}>
                    <button
                      type="button"
                      onClick={() => onOpen(card.id)}
                      disabled={!isOpen && (readOnly || dear || pending !== null)}
                      aria-busy={coming || undefined}
                      className="flex w-full items-start gap-2 px-3 py-1 text-left text-dense hover:bg-hover disabled:text-ink-3 disabled:hover:bg-transparent pointer-coarse:min-h-11"
                    >
                      <span className={`min-w-0 flex-1 ${isOpen ? 'text-ink-2' : ''}`}>{card.title}</span>
                      {isOpen ? (
                        <span className="inline-flex shrink-0 items-center gap-1 text-caption text-pass">
                          <Check size={12} strokeWidth={1.75} aria-hidden />
                          opened
                        </span>
                      ) : (
                        <span className="numeric shrink-0 text-caption text-ink-3">
                          {coming
                            ? 'opening'
                            : dear
                              ? `${card.minutes} min, too long now`
                              : `${card.minutes} min`}
                        </span>
                      )}
                    </button>
                  </li>
                );
              })}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
