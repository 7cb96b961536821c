'use client';

import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import type { SeedView, WorldRun } from '../../domain/world/wire.ts';
import { durationText, timeText } from '../run-results/run-view.ts';
import { SeedTimeline } from '../seed-timeline/seed-timeline.tsx';
import { Button } from '../ui/button/button.tsx';
import { cn } from '../ui/class-names.ts';
import { Badge } from '../ui/data/badge.tsx';
import { Tabs } from '../ui/data/tabs.tsx';
import { announce } from '../ui/feedback/announcer.ts';
import { Banner } from '../ui/feedback/banner.tsx';
import { EmptyState } from '../ui/feedback/empty-state.tsx';
import { ProgressBar } from '../ui/feedback/progress-bar.tsx';
import { Skeleton } from '../ui/feedback/skeleton.tsx';
import { FailingSeeds, seedStatusNames } from './failing-seeds.tsx';
import { shortNameOf } from './findings.ts';
import { ReplicaConsole } from './replica-console.tsx';
import { SeedCells } from './seed-cells.tsx';
import type { SeedLook } from './use-seed-trace.ts';
import type { WorldRuns } from './use-world-runs.ts';

interface WorldResultsProps {
  runs: WorldRuns;
  invariants: readonly { name: string; title: string }[];
  selected: SeedView | null;
  onSelectSeed: (seed: number) => void;
  look: SeedLook;
  /** Whether the seed is shown with the fewest faults that break it. */
  smallest: boolean;
  onSmallest: (smallest: boolean) => void;
  onOpenPlace: (path: string, line: number, column: number) => void;
  onStep: () => void;
  onRun: () => void;
  tab: string;
  onTab: (tab: string) => void;
  guide?: ReactNode;
  trailing?: ReactNode;
}

/** Counts, cells and failing seeds beside the timeline of one of them; its console; the runs before. */
export function WorldResults(props: WorldResultsProps) {
  const { runs, guide, tab, onTab, trailing, onRun, look } = props;
  const { shown, running, failure } = runs;
  const wasRunning = useRef(false);
  useEffect(() => {
    if (wasRunning.current && running === null && shown && !failure) announce(describeRun(shown));
    wasRunning.current = running !== null;
  }, [running, shown, failure]);
  return (
    <div className="flex h-full min-h-0 flex-col bg-panel" aria-busy={running !== null}>
      {failure && (
        <Banner
          live
          tone="fail"
          title={failure}
          className="m-2"
          action={
            <Button size="small" onClick={onRun}>
              Run again
            </Button>
          }
        />
      )}
      <Tabs
        label="Results"
        className="min-h-0 flex-1"
        contentClassName="overflow-auto"
        value={tab}
        onChange={onTab}
        trailing={trailing ?? (shown && running === null ? <RunLine run={shown} /> : undefined)}
        items={[
          { value: 'simulation', label: 'Simulation', content: <Simulation {...props} guide={guide} /> },
          {
            value: 'console',
            label: 'Console',
            ...(look.kind === 'shown' ? { count: look.trace.console.length } : {}),
            content:
              look.kind === 'shown' ? (
                <ReplicaConsole lines={look.trace.console} seed={look.trace.seed} />
              ) : (
                <EmptyState>Select a seed to read what its replicas printed.</EmptyState>
              ),
          },
          {
            value: 'runs',
            label: 'Runs',
            count: runs.history.length,
            content: <RunHistory runs={runs} onOpen={() => onTab('simulation')} />,
          },
        ]}
      />
    </div>
  );
}

function RunLine({ run }: { run: WorldRun }) {
  return (
    <span className="self-center font-mono text-caption whitespace-nowrap text-ink-3 max-sm:hidden">
      run {run.number}, {run.stopped ? 'stopped' : 'finished'} {timeText(run.finishedAt)},{' '}
      {durationText(run.wallMs)}
    </span>
  );
}

function Simulation({
  runs,
  invariants,
  selected,
  onSelectSeed,
  look,
  smallest,
  onSmallest,
  onOpenPlace,
  onStep,
  guide,
}: WorldResultsProps) {
  const { shown, running } = runs;
  const seeds = running?.seeds ?? shown?.seeds ?? [];
  const asked = running?.asked ?? shown?.asked ?? null;
  if (asked === null) {
    return (
      <>
        {guide}
        {running ? <Skeleton className="m-4 h-24" /> : <EmptyState>Nothing has been run yet.</EmptyState>}
      </>
    );
  }
  const error = running === null ? shown?.error : null;
  const pooled =
    running === null ? (shown?.invariants.filter((one) => !one.held && one.pooled !== null) ?? []) : [];
  return (
    <div className="flex h-full min-h-0 flex-col">
      {guide}
      {error && (
        <Banner tone="fail" title={`${error.name}: ${error.message}`} className="m-2">
          {error.line === null ? 'No seed was run.' : `${error.file}:${error.line}. No seed was run.`}
        </Banner>
      )}
      {pooled.map((one) => (
        <p key={one.name} className="border-b border-line px-3 py-1 text-dense text-fail">
          {shortNameOf(invariants, one.name)}, over all seeds together: {one.pooled?.message}
        </p>
      ))}
      <div className="flex min-h-0 flex-1 flex-col md:flex-row">
        <div className="flex shrink-0 flex-col gap-2 overflow-y-auto border-line p-3 max-md:max-h-72 max-md:border-b md:w-64 md:border-r">
          <Counts runs={runs} seeds={seeds} />
          {running && (
            <ProgressBar
              value={asked === 0 ? 0 : seeds.length / asked}
              label="Seeds run"
              valueText={`${seeds.length} of ${asked}`}
            />
          )}
          <SeedCells seeds={seeds} asked={asked} selected={selected?.seed ?? null} onSelect={onSelectSeed} />
          {shown?.stopped && running === null && (
            <p className="text-caption text-ink-3">
              Stopped after {seeds.length} of {asked} seeds.
            </p>
          )}
          <FailingSeeds
            seeds={seeds}
            invariants={invariants}
            selected={selected?.seed ?? null}
            onSelect={onSelectSeed}
          />
        </div>
        <div className="min-w-0 max-md:shrink-0 md:min-h-64 md:flex-1">
          <Look
            {...{ look, selected, invariants, smallest, onSmallest, onOpenPlace, onStep }}
            failed={seeds.some((seed) => !seed.passed)}
          />
        </div>
      </div>
    </div>
  );
}

function Counts({ runs, seeds }: { runs: WorldRuns; seeds: readonly SeedView[] }) {
  const passed = seeds.filter((seed) => seed.passed).length;
  const failed = seeds.length - passed;
  const { shown, running } = runs;
  const before = shown === null || running !== null ? null : previousOf(runs.history, shown);
  const gained = before === null ? 0 : passed - before.seeds.filter((seed) => seed.passed).length;
  return (
    <dl className="flex gap-5">
      <Figure value={passed} word="pass" tone="text-ink" />
      <Figure value={failed} word="fail" tone={failed > 0 ? 'text-fail' : 'text-ink-3'} />
      {before !== null && (
        <Figure
          value={gained > 0 ? `+${gained}` : String(gained)}
          word={`since run ${before.number}`}
          tone="text-ink-2"
        />
      )}
    </dl>
  );
}

function Figure({ value, word, tone }: { value: number | string; word: string; tone: string }) {
  return (
    <div className="flex flex-col-reverse">
      <dt className="text-caption text-ink-3">{word}</dt>
      <dd className={cn('numeric text-page', tone)}>{value}</dd>
    </div>
  );
}

/** The run before with as many seeds: only those can be compared. */
function previousOf(history: readonly WorldRun[], run: WorldRun): WorldRun | null {
  return (
    history
      .filter(
        (one) => one.number < run.number && one.asked === run.asked && !one.stopped && one.error === null,
      )
      .at(-1) ?? null
  );
}

function Look({
  look,
  selected,
  invariants,
  failed,
  smallest,
  onSmallest,
  onOpenPlace,
  onStep,
}: Pick<
  WorldResultsProps,
  'look' | 'selected' | 'invariants' | 'smallest' | 'onSmallest' | 'onOpenPlace' | 'onStep'
> & { failed: boolean }) {
  switch (look.kind) {
    case 'none':
      return (
        <EmptyState>
          {failed
            ? 'Select a failing seed to see what happened in it.'
            : 'Select a cell to see what happened in its seed.'}
        </EmptyState>
      );
    case 'loading':
      return <Skeleton className="m-4 h-40" />;
    case 'failed':
      return <Banner live tone="fail" title={look.message} className="m-2" />;
    case 'shown': {
      const { trace } = look;
      const invariant = selected?.shrunk?.invariant ?? trace.broken[0]?.name ?? null;
      const broken = trace.broken.find((one) => one.name === invariant) ?? trace.broken[0];
      return (
        <SeedTimeline
          key={`${trace.seed} ${smallest}`}
          trace={trace}
          invariant={invariant}
          onOpenPlace={onOpenPlace}
          onStep={onStep}
          heading={
            <>
              <h3 className="text-dense font-semibold">Seed {trace.seed}</h3>
              {broken ? (
                <Badge tone="fail" icon={<X size={11} aria-hidden />}>
                  {shortNameOf(invariants, broken.name)} broken
                </Badge>
              ) : trace.status === 'ok' ? (
                <Badge tone="pass">passes</Badge>
              ) : (
                <Badge tone="fail">{seedStatusNames[trace.status]}</Badge>
              )}
              <span className="min-w-0 text-dense text-ink-2">{broken?.message || trace.message}</span>
              {selected?.shrunk && selected.shrunk.without.length > 0 && (
                <Button
                  size="small"
                  variant="ghost"
                  aria-pressed={smallest}
                  onClick={() => onSmallest(!smallest)}
                >
                  {smallest
                    ? `Fewest faults: ${selected.shrunk.faults.length} of ${selected.faults}`
                    : `All faults: ${selected.faults}`}
                </Button>
              )}
            </>
          }
        />
      );
    }
  }
}

function RunHistory({ runs, onOpen }: { runs: WorldRuns; onOpen: () => void }) {
  if (runs.history.length === 0) return <EmptyState>Nothing has been run yet.</EmptyState>;
  return (
    <ul aria-label="Runs" className="text-dense">
      {runs.history.toReversed().map((run) => (
        <li key={run.number} className="border-b border-line">
          <button
            type="button"
            aria-current={run.number === runs.shown?.number ? 'true' : undefined}
            onClick={() => {
              runs.select(run.number);
              onOpen();
            }}
            className={cn(
              'flex w-full items-baseline gap-3 px-3 py-1 text-left hover:bg-hover',
              run.number === runs.shown?.number && 'bg-accent-soft',
            )}
          >
            <span className="numeric w-14 font-mono">run {run.number}</span>
            <span className="numeric font-mono text-ink-3">{timeText(run.finishedAt)}</span>
            <span>{describeRun(run)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** One sentence about a run. */
export function describeRun(run: WorldRun): string {
  if (run.error) return `The program did not load: ${run.error.name}: ${run.error.message}`;
  const passed = run.seeds.filter((seed) => seed.passed).length;
  const failed = run.seeds.length - passed;
  const stopped = run.stopped ? `Stopped after ${run.seeds.length} of ${run.asked} seeds. ` : '';
  return `${stopped}${passed} seeds pass, ${failed} fail.`;
}
