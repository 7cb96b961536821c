'use client';

import { Check, Minus, X } from 'lucide-react';
import { useId } from 'react';
import type { Design } from '../../../domain/design/design.ts';
import type { DesignProblem } from '../../../simulation/load/drawing/problems.ts';
import { limitText } from '../../../simulation/load/measured-text.ts';
import type { Cost, ObjectiveResult } from '../../../simulation/load/report.ts';
import type { Objective, ObjectiveGroup } from '../../../simulation/load/scenario.ts';
import { cn } from '../../ui/class-names.ts';
import { Badge } from '../../ui/data/badge.tsx';
import type { DesignQuestionView } from '../design-types.ts';
import { nameOf } from '../kind-icons.ts';
import type { SimulationResult } from '../run/run-design.ts';
import { dollars, limitWords, measured } from './measure-words.ts';
import type { Shown } from './use-shown.ts';

interface OutcomePanelProps {
  question: DesignQuestionView;
  design: Design;
  result: SimulationResult | null;
  /** Of the drawing as it is now. */
  problems: readonly DesignProblem[];
  stale: boolean;
  shown: Shown;
  onSelect: (id: string | null) => void;
  className?: string;
}

const groupOrder: readonly ObjectiveGroup[] = ['slo', 'failure', 'cost'];
const groupNames: Record<ObjectiveGroup, string> = {
  slo: 'Service levels',
  failure: 'Failure',
  cost: 'Cost',
};

/** What the drawing is held against, what it costs, what happened, and what is wrong with it. */
export function OutcomePanel(props: OutcomePanelProps) {
  const { question, design, result, problems, stale, shown, onSelect, className } = props;
  const { report } = shown;
  // A month is the same in every profile but for what failed in it: the one that the objective is held against.
  const costProfile = question.objectives.find((one) => one.measure.kind === 'cost')?.profile;
  const costs = (result?.reports.find((one) => one.profile === costProfile) ?? result?.reports[0])?.cost;
  const sentences = [
    ...problems.map((one) => ({ text: one.text, part: one.component ?? one.connection })),
    ...(report?.flags ?? []).map((text) => ({ text, part: namedIn(design, text) })),
  ];
  return (
    <section
      aria-label="Objectives and cost"
      className={cn('flex min-h-0 min-w-0 flex-col bg-panel', className)}
    >
      <div className="flex min-h-9 shrink-0 items-center gap-2 border-b border-line px-3">
        <h2 className="text-dense font-semibold">Objectives</h2>
        {stale && <span className="truncate text-caption text-ink-3">before last changes</span>}
        <span className="ml-auto">
          {result && <Verdict objectives={question.objectives} results={result.objectives} />}
        </span>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a scrollable box that must take focus to be scrolled by keyboard. */}
      <div
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: as above.
        tabIndex={0}
        aria-label="Objectives, cost and events"
        className="min-h-0 flex-1 overflow-y-auto -outline-offset-2"
      >
        {sentences.length > 0 && <Sentences sentences={sentences} design={design} onSelect={onSelect} />}
        <Objectives question={question} results={result?.objectives ?? null} shown={shown} />
        {costs && <CostBars cost={costs} />}
        {report && report.events.length > 0 && (
          <div className="border-t border-line px-3 py-2">
            <h3 className="text-caption font-medium text-ink-3">Events</h3>
            <ul>
              {report.events.map((event) => (
                <li key={`${event.at}/${event.text}`}>
                  <button
                    type="button"
                    onClick={() => shown.setSecond(Math.min(report.seconds - report.stepSeconds, event.at))}
                    className="grid min-h-6 w-full grid-cols-[3.75rem_minmax(0,1fr)] items-baseline gap-x-1 rounded-chip py-0.5 text-left text-dense hover:bg-hover pointer-coarse:min-h-11"
                  >
                    <span className="numeric text-[0.75rem] text-ink-2">{event.at} s</span>
                    <span className={event.planned ? 'font-medium' : ''}>{event.text}</span>
                  </button>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </section>
  );
}

export function Verdict({
  objectives,
  results,
}: {
  objectives: readonly Objective[];
  results: readonly ObjectiveResult[];
}) {
  const met = objectives.filter((one) => results.some((result) => result.id === one.id && result.met)).length;
  const missed = objectives.length - met;
  return missed === 0 ? (
    <Badge tone="pass">all {objectives.length} met</Badge>
  ) : (
    <Badge tone="fail">
      {missed} of {objectives.length} missed
    </Badge>
  );
}

function Objectives({
  question,
  results,
  shown,
}: {
  question: DesignQuestionView;
  results: readonly ObjectiveResult[] | null;
  shown: Shown;
}) {
  const id = useId();
  return groupOrder.map((group) => {
    const objectives = question.objectives.filter((one) => one.group === group);
    if (objectives.length === 0) return null;
    return (
      <section key={group} aria-labelledby={`${id}-${group}`}>
        <h3
          id={`${id}-${group}`}
          className="border-b border-line bg-sunken px-3 py-0.5 text-caption font-medium text-ink-3"
        >
          {groupNames[group]}
        </h3>
        <ul>
          {objectives.map((objective) => {
            const result = results?.find((one) => one.id === objective.id);
            const profile = question.scenario.profiles.find((one) => one.id === objective.profile);
            return (
              <li
                key={objective.id}
                className="grid grid-cols-[1rem_minmax(0,1fr)_auto] gap-x-1.5 border-b border-line px-3 py-1 text-dense"
              >
                <span className="pt-0.5">
                  <Sign result={result} />
                </span>
                <span className="min-w-0">
                  {objective.title}
                  <span className="block text-caption text-ink-3">
                    {profile?.title}
                    {objective.window && `, ${objective.window[0]} to ${objective.window[1]} s`}
                    {profile && profile.id !== shown.profileId && results && (
                      <button
                        type="button"
                        onClick={() => shown.setProfile(profile.id)}
                        className="ml-1.5 text-accent underline-offset-2 hover:underline"
                      >
                        show<span className="sr-only"> {profile.title}</span>
                      </button>
                    )}
                  </span>
                </span>
                <span className="numeric flex flex-col items-end text-[0.75rem]">
                  <span className={result && !result.met ? 'text-fail' : ''}>
                    {result
                      ? result.value === null
                        ? 'nothing'
                        : measured(objective.measure, result.value)
                      : ''}
                  </span>
                  <span className="text-ink-3">
                    <span aria-hidden>{limitWords(objective)}</span>
                    <span className="sr-only">{limitText(objective)}</span>
                  </span>
                </span>
              </li>
            );
          })}
        </ul>
      </section>
    );
  });
}

function Sign({ result }: { result: ObjectiveResult | undefined }) {
  if (!result) return <Minus size={13} strokeWidth={1.75} aria-label="not run yet" className="text-ink-3" />;
  return result.met ? (
    <Check size={13} strokeWidth={2} aria-label="met" className="text-pass" />
  ) : (
    <X size={13} strokeWidth={2} aria-label="missed" className="text-fail" />
  );
}

function Sentences({
  sentences,
  design,
  onSelect,
}: {
  sentences: readonly { text: string; part: string | null }[];
  design: Design;
  onSelect: (id: string | null) => void;
}) {
  const there = (part: string | null) =>
    part !== null && [...design.components, ...design.connections].some((one) => one.id === part);
  return (
    <div className="border-b border-fail-line bg-fail-soft px-3 py-1.5">
      <h3 className="text-caption font-medium text-fail">Wrong by construction</h3>
      <ul className="flex flex-col gap-0.5 text-dense">
        {sentences.map(({ text, part }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same can be said twice of one part.
          <li key={`${text}/${part}/${index}`}>
            {there(part) ? (
              <button
                type="button"
                onClick={() => onSelect(part)}
                className="min-h-6 text-left underline decoration-fail-line underline-offset-2 hover:decoration-current pointer-coarse:min-h-11"
              >
                {text}
              </button>
            ) : (
              text
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The component of which a sentence speaks: the longest name in it, since one name can be part of another. */
function namedIn(design: Design, text: string): string | null {
  const named = design.components.filter((one) => text.includes(nameOf(one)));
  return named.toSorted((a, b) => nameOf(b).length - nameOf(a).length)[0]?.id ?? null;
}

function CostBars({ cost }: { cost: Cost }) {
  const parts = cost.parts.filter((part) => part.monthly >= 0.5).toSorted((a, b) => b.monthly - a.monthly);
  const most = Math.max(1, ...parts.map((part) => part.monthly));
  return (
    <div className="border-t border-line px-3 py-2">
      <h3 className="mb-0.5 flex text-caption font-medium text-ink-3">
        Cost by component, a month
        <span className="numeric ml-auto font-semibold text-ink">{dollars(cost.monthly)}</span>
      </h3>
      <ul className="flex flex-col">
        {parts.map((part) => (
          <li
            key={part.id}
            className="grid min-h-5 grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)_auto] items-center gap-x-2 text-dense"
          >
            <span className="truncate text-ink-2" title={part.label}>
              {part.label}
            </span>
            <span aria-hidden className="h-1.5">
              <span className="block h-full bg-c7" style={{ width: `${(part.monthly / most) * 100}%` }} />
            </span>
            <span className="numeric min-w-14 text-right text-[0.75rem]">{dollars(part.monthly)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
