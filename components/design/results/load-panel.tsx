'use client';

import { ChartLine, Play, Square, Table2 } from 'lucide-react';
import { useState } from 'react';
import type { Profile } from '../../../simulation/load/scenario.ts';
import { Button } from '../../ui/button/button.tsx';
import { cn } from '../../ui/class-names.ts';
import { Badge } from '../../ui/data/badge.tsx';
import { Banner } from '../../ui/feedback/banner.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ProgressBar } from '../../ui/feedback/progress-bar.tsx';
import { LoadChart } from '../chart/load-chart.tsx';
import { loadColours } from '../chart/load-scale.ts';
import { LoadTable } from '../chart/load-table.tsx';
import type { DesignQuestionView } from '../design-types.ts';
import type { SimulationState } from '../run/simulation.ts';
import type { Shown } from './use-shown.ts';

interface LoadPanelProps {
  question: DesignQuestionView;
  state: SimulationState;
  shown: Shown;
  /** The drawing has changed since it ran. */
  stale: boolean;
  selected: string | null;
  onSelect: (id: string | null) => void;
  onSimulate: () => void;
  /** Why nothing may be run now. */
  locked?: string | undefined;
  onCancel: () => void;
  className?: string;
}

/** What the last run showed over time, one profile at a time. */
export function LoadPanel(props: LoadPanelProps) {
  const { question, state, shown, stale, selected, onSelect, onSimulate, locked, onCancel, className } =
    props;
  const [asTable, setAsTable] = useState(false);
  const { profiles } = question.scenario;
  const { report, flow } = shown;
  const limit =
    question.objectives.find(
      (one) =>
        one.profile === report?.profile && one.measure.kind === 'latency' && one.measure.flow === flow?.id,
    ) ?? null;
  return (
    <section aria-label="Load simulation" className={cn('flex min-h-0 min-w-0 flex-col bg-panel', className)}>
      <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1">
        <h2 className="text-dense font-semibold">Load simulation</h2>
        <Choice
          label="Profile"
          options={profiles.map((profile) => ({ id: profile.id, title: profile.title }))}
          value={shown.profileId}
          onChange={shown.setProfile}
        />
        {question.scenario.flows.length > 1 && (
          <Choice
            label="Flow"
            options={question.scenario.flows}
            value={flow?.id ?? question.scenario.flows[0]?.id ?? ''}
            onChange={shown.setFlow}
          />
        )}
        {report && (
          <span className="numeric text-caption text-ink-3">
            run {state.number}, seed {report.seed}
          </span>
        )}
        {report && stale && <Badge tone="warn">drawing changed since</Badge>}
        {report && (
          <span className="ml-auto flex items-center gap-2">
            {!asTable && <Legend />}
            <Button
              size="small"
              variant="ghost"
              aria-pressed={asTable}
              className="gap-1.5"
              onClick={() => setAsTable(!asTable)}
            >
              {asTable ? <ChartLine size={12} aria-hidden /> : <Table2 size={12} aria-hidden />}
              {asTable ? 'Charts' : 'Table'}
            </Button>
          </span>
        )}
      </div>
      {state.running && (
        <div className="flex shrink-0 items-center gap-3 border-b border-line px-3 py-1.5">
          <span className="shrink-0 text-dense text-ink-2">Simulating {totalSeconds(profiles)} s</span>
          <ProgressBar label="Simulation" value={state.running.share} tone="ink" className="flex-1" />
          <Button size="small" className="gap-1.5" onClick={onCancel}>
            <Square size={11} strokeWidth={1.75} aria-hidden />
            Cancel
          </Button>
        </div>
      )}
      {state.problem && !state.running && (
        // Said by useOutcomeSaid, which also speaks where this panel is not open.
        <Banner
          tone="fail"
          title={`The simulation did not finish: ${state.problem}.`}
          action={
            <Button size="small" onClick={onSimulate}>
              Simulate again
            </Button>
          }
          className="m-2 shrink-0"
        >
          Your drawing is saved.
        </Banner>
      )}
      <div className={cn('min-h-0 flex-1 overflow-y-auto', state.running && 'opacity-60')}>
        {report && flow ? (
          asTable ? (
            <LoadTable report={report} flow={flow} />
          ) : (
            <LoadChart
              {...{ report, flow, limit, selected, onSelect }}
              second={shown.second}
              onSecond={shown.setSecond}
            />
          )
        ) : (
          !state.running && (
            <EmptyState
              action={
                <Button size="small" className="gap-1.5" disabledReason={locked} onClick={onSimulate}>
                  <Play size={11} strokeWidth={1.75} aria-hidden />
                  Simulate
                </Button>
              }
            >
              Nothing has run yet. Simulate to see the traffic, latency and utilisation of{' '}
              {profiles.map((profile) => profile.title.toLowerCase()).join(', ')}.
            </EmptyState>
          )
        )}
      </div>
    </section>
  );
}

function totalSeconds(profiles: readonly Profile[]): string {
  return profiles.reduce((sum, profile) => sum + profile.seconds, 0).toLocaleString('en-US');
}

interface ChoiceProps {
  label: string;
  options: readonly { id: string; title: string }[];
  value: string;
  onChange: (id: string) => void;
}

/** A few choices side by side, of which one is on. */
function Choice({ label, options, value, onChange }: ChoiceProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons that are pressed, not a form's fields.
    <div role="group" aria-label={label} className="flex flex-wrap rounded-control border border-line-2">
      {options.map((option) => (
        <button
          key={option.id}
          type="button"
          aria-pressed={option.id === value}
          onClick={() => onChange(option.id)}
          className="min-h-6 px-2 text-caption text-ink-2 first:rounded-l-control last:rounded-r-control hover:bg-hover aria-pressed:bg-hover aria-pressed:font-medium aria-pressed:text-ink pointer-coarse:min-h-11 [&+&]:border-l [&+&]:border-line-2"
        >
          {option.title}
        </button>
      ))}
    </div>
  );
}

function Legend() {
  return (
    <span className="hidden items-center gap-1.5 text-caption text-ink-3 lg:flex">
      utilisation
      <span aria-hidden className="flex gap-px">
        {loadColours.map((colour) => (
          <span key={colour} className="h-2.5 w-3.5" style={{ background: colour }} />
        ))}
      </span>
      <span className="numeric">0 to 100%</span>
    </span>
  );
}
