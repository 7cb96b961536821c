'use client';

import { X } from 'lucide-react';
import type { SeedTrace, WorldRun } from '../../../domain/world/wire.ts';
import { SeedTimeline } from '../../seed-timeline/seed-timeline.tsx';
import { Badge } from '../../ui/data/badge.tsx';
import { Tabs } from '../../ui/data/tabs.tsx';
import { Banner } from '../../ui/feedback/banner.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { seedStatusNames } from '../../world-run/failing-seeds.tsx';
import { shortNameOf } from '../../world-run/findings.ts';
import { ReplicaConsole } from '../../world-run/replica-console.tsx';
import { LoadFailed } from './load-failed.tsx';
import { readBroughtSeed } from './read-brought.ts';
import { useBrought } from './use-brought.ts';

interface BroughtWorldProps {
  run: Pick<WorldRun, 'seeds' | 'error' | 'invariants'>;
  invariants: readonly { name: string; title: string }[];
  seedUrl: string;
  /** Which run it was and how many seeds failed. */
  summary: string;
  onOpenPlace: (path: string, line: number, column: number | null) => void;
}

/** The seeds of the run in figures, and the smallest that failed on its time line. */
export function BroughtWorld(props: BroughtWorldProps) {
  const { run, invariants } = props;
  if (run.error) {
    return (
      <Banner tone="fail" title={`${run.error.name}: ${run.error.message}`} className="m-2">
        No seed was run.
      </Banner>
    );
  }
  if (run.seeds.some((seed) => !seed.passed)) return <SmallestSeed {...props} />;
  return (
    <>
      <p className="border-b border-line px-3 py-2 text-dense text-ink-2">{props.summary}</p>
      <Findings run={run} invariants={invariants} />
    </>
  );
}

function SmallestSeed({ run, invariants, seedUrl, summary, onOpenPlace }: BroughtWorldProps) {
  const { loaded, again } = useBrought(seedUrl, readBroughtSeed);
  const trace = loaded.state === 'ready' ? loaded.value.trace : null;
  return (
    <Tabs
      label="What the run showed"
      className="min-h-0 flex-1"
      contentClassName="overflow-auto"
      trailing={<span className="text-dense whitespace-nowrap text-ink-2">{summary}</span>}
      items={[
        {
          value: 'seed',
          label: 'Smallest failing seed',
          content: (
            <>
              {loaded.state === 'loading' && <Skeleton className="m-3 h-24" />}
              {loaded.state === 'failed' && <LoadFailed message={loaded.message} again={again} />}
              {trace && <Seed {...{ trace, invariants, onOpenPlace }} />}
            </>
          ),
        },
        {
          value: 'console',
          label: 'Console',
          ...(trace ? { count: trace.console.length } : {}),
          content: trace ? (
            <ReplicaConsole lines={trace.console} seed={trace.seed} />
          ) : (
            <EmptyState>The seed is not here yet.</EmptyState>
          ),
        },
        {
          value: 'invariants',
          label: 'Invariants',
          content: <Findings run={run} invariants={invariants} />,
        },
      ]}
    />
  );
}

function Seed({
  trace,
  invariants,
  onOpenPlace,
}: { trace: SeedTrace } & Pick<BroughtWorldProps, 'invariants' | 'onOpenPlace'>) {
  const [broken] = trace.broken;
  return (
    <SeedTimeline
      trace={trace}
      invariant={broken?.name ?? null}
      onOpenPlace={onOpenPlace}
      heading={
        <>
          <h4 className="text-dense font-semibold">Seed {trace.seed}</h4>
          {broken ? (
            <Badge tone="fail" icon={<X size={11} aria-hidden />}>
              {shortNameOf(invariants, broken.name)} broken
            </Badge>
          ) : (
            <Badge tone="fail">{seedStatusNames[trace.status]}</Badge>
          )}
          <span className="min-w-0 text-dense text-ink-2">{broken?.message ?? trace.message}</span>
        </>
      }
    />
  );
}

/** Each invariant with in how many seeds of the run it was broken. */
function Findings({ run, invariants }: Pick<BroughtWorldProps, 'run' | 'invariants'>) {
  return (
    <ul aria-label="Invariants in this run">
      {invariants.map(({ name, title }) => {
        const finding = run.invariants.find((one) => one.name === name);
        return (
          <li key={name} className="flex items-baseline gap-3 border-b border-line px-3 py-1 text-dense">
            <span className="shrink-0 font-mono">{shortNameOf(invariants, name)}</span>
            <span className="min-w-0 flex-1 text-ink-2">{title}</span>
            <span className={finding && !finding.held ? 'text-fail' : 'text-ink-2'}>
              {!finding
                ? 'not judged'
                : finding.held
                  ? 'holds'
                  : finding.failing === 0
                    ? 'broken over all seeds'
                    : `broken in ${finding.failing} ${finding.failing === 1 ? 'seed' : 'seeds'}`}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
