'use client';

import { Pin } from 'lucide-react';
import type { ReactNode } from 'react';
import type { IncidentAnswer } from '../../domain/answer.ts';
import { evidenceGroupNames } from '../../domain/incident/incident.ts';
import { clockAt } from '../../domain/incident/investigation.ts';
import type { InvestigationView, InvestigationViewEntry } from '../../domain/incident/wire.ts';
import { EmptyState } from '../ui/feedback/empty-state.tsx';
import { PanelCharts } from './chart/panel-charts.tsx';
import { EvidenceBlocks } from './evidence/evidence-blocks.tsx';
import type { IncidentQuestionView } from './incident-types.ts';
import { count } from './spent-bar.tsx';

interface DiagnosisRecordProps {
  question: IncidentQuestionView;
  answer: IncidentAnswer;
}

/** What was looked at and done, in order, each with what it showed. */
export function InvestigationSteps({
  view,
  question,
  cited,
}: {
  view: InvestigationView;
  question: IncidentQuestionView;
  cited: readonly string[];
}) {
  const { clock, harm } = question;
  const charts = (
    <details className="mb-1.5">
      <summary className="text-caption text-ink-2">Charts that were free</summary>
      <PanelCharts panels={question.panels} clock={clock} />
    </details>
  );
  if (view.entries.length === 0) {
    return (
      <>
        {charts}
        <EmptyState className="px-0">Nothing was opened or done.</EmptyState>
      </>
    );
  }
  return (
    <>
      {charts}
      <p className="mb-1.5 text-caption text-ink-3">
        <span className="numeric">
          {view.spentMinutes} of {clock.budget}
        </span>{' '}
        simulated minutes; <span className="numeric">{count(view.harmMinutes * harm.perMinute)}</span>{' '}
        {harm.unit} until then.
      </p>
      <ol className="border-t border-line">
        {view.entries.map((entry) => (
          <Step
            key={`${entry.kind}/${entry.id}`}
            entry={entry}
            question={question}
            cited={cited.includes(entry.id)}
          />
        ))}
      </ol>
    </>
  );
}

function Step({
  entry,
  question,
  cited,
}: {
  entry: InvestigationViewEntry;
  question: IncidentQuestionView;
  cited: boolean;
}) {
  const { clock } = question;
  return (
    <li className="border-b border-line">
      <details>
        <summary className="flex flex-wrap items-baseline gap-x-2.5 py-1 text-dense">
          <span className="numeric text-caption text-ink-3">{clockAt(clock.onCallAt, entry.fromMinute)}</span>
          <span className={entry.kind === 'action' ? 'border-l-2 border-brass pl-1.5 font-medium' : ''}>
            {entry.title}
          </span>
          <span className="text-caption text-ink-3">
            {entry.kind === 'card' ? evidenceGroupNames[entry.group] : 'Done'}
          </span>
          {cited && entry.kind === 'card' && (
            <span className="inline-flex items-center gap-1 text-caption text-accent">
              <Pin size={11} strokeWidth={1.75} aria-hidden />
              cited
            </span>
          )}
          <span className="numeric ml-auto text-caption text-ink-3">
            {entry.toMinute - entry.fromMinute} min
          </span>
        </summary>
        {entry.kind === 'card' ? (
          <EvidenceBlocks blocks={entry.shows} clock={clock} />
        ) : (
          <p className="max-w-prose px-3 py-2 text-ui">{entry.outcome}</p>
        )}
      </details>
    </li>
  );
}

/** The diagnosis as it was picked, in words. */
export function DiagnosisRecord({ question, answer }: DiagnosisRecordProps) {
  const textOf = (options: readonly { id: string; text: string }[], id: string) =>
    options.find((option) => option.id === id)?.text;
  const cards = new Map(question.cards.map((card) => [card.id, card.title]));
  return (
    <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-ui">
      <Term name="Cause">{textOf(question.cause, answer.cause)}</Term>
      <Term name="Evidence">
        {answer.evidence.length > 0 && <Items texts={answer.evidence.map((id) => cards.get(id) ?? id)} />}
      </Term>
      <Term name="Component">{textOf(question.component, answer.component)}</Term>
      <Term name="Durable fixes">
        {answer.durable.length > 0 && (
          <Items texts={answer.durable.map((id) => textOf(question.durable.options, id) ?? id)} />
        )}
      </Term>
    </dl>
  );
}

function Term({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd>{children || <span className="text-ink-3">nothing picked</span>}</dd>
    </>
  );
}

function Items({ texts }: { texts: readonly string[] }) {
  return (
    <ul className="list-disc pl-4">
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}
