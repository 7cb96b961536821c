'use client';

import '../wire/zod-without-eval.ts';
import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { AnswerFile } from '../../domain/answer.ts';
import type { SeedTrace } from '../../domain/world/wire.ts';
import { SeedTimeline } from '../seed-timeline/seed-timeline.tsx';
import { cn } from '../ui/class-names.ts';
import { Badge } from '../ui/data/badge.tsx';
import { Tabs } from '../ui/data/tabs.tsx';
import { seedStatusNames } from './failing-seeds.tsx';
import { shortNameOf } from './findings.ts';
import { ReplicaConsole } from './replica-console.tsx';

interface GradedSeedProps {
  trace: SeedTrace;
  invariants: readonly { name: string }[];
  files: readonly AnswerFile[];
}

/** A seed of a graded answer: its timeline and console over the program, whose lines the events open. */
export function GradedSeed({ trace, invariants, files }: GradedSeedProps) {
  const [place, setPlace] = useState<{ path: string; line: number } | null>(null);
  const [broken] = trace.broken;
  const path = place?.path ?? files[0]?.path ?? '';
  return (
    <div className="border-t border-line bg-panel">
      <Tabs
        label={`Seed ${trace.seed}`}
        contentClassName="h-96"
        items={[
          {
            value: 'timeline',
            label: 'Timeline',
            content: (
              <SeedTimeline
                key={trace.seed}
                trace={trace}
                invariant={broken?.name ?? null}
                onOpenPlace={(file, line) => setPlace({ path: file, line })}
                heading={
                  <>
                    <h2 className="text-dense font-semibold">Seed {trace.seed}</h2>
                    {broken ? (
                      <Badge tone="fail" icon={<X size={11} aria-hidden />}>
                        {shortNameOf(invariants, broken.name)} broken
                      </Badge>
                    ) : (
                      <Badge tone={trace.status === 'ok' ? 'pass' : 'fail'}>
                        {trace.status === 'ok' ? 'passes' : seedStatusNames[trace.status]}
                      </Badge>
                    )}
                    <span className="min-w-0 text-dense text-ink-2">{broken?.message ?? trace.message}</span>
                  </>
                }
              />
            ),
          },
          {
            value: 'console',
            label: 'Console',
            count: trace.console.length,
            content: (
              <div className="h-full overflow-y-auto">
                <ReplicaConsole lines={trace.console} seed={trace.seed} />
              </div>
            ),
          },
        ]}
      />
      <SourceLines
        file={files.find((file) => file.path === path) ?? { path, text: '' }}
        line={place?.path === path ? place.line : null}
      />
    </div>
  );
}

/** A program with numbered lines; the one that was asked for is marked and brought into sight. */
function SourceLines({ file, line }: { file: AnswerFile; line: number | null }) {
  const marked = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (line !== null) marked.current?.scrollIntoView({ block: 'nearest' });
  }, [line]);
  return (
    <section aria-label={file.path} className="border-t border-line">
      <h2 className="px-3 py-1.5 text-dense font-semibold">{file.path}</h2>
      <ol className="overflow-x-auto pb-3 font-mono text-code">
        {file.text.split('\n').map((text, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of a submitted answer never change places.
            key={index}
            ref={index + 1 === line ? marked : undefined}
            aria-current={index + 1 === line ? 'location' : undefined}
            className={cn('flex gap-4 px-3 whitespace-pre', index + 1 === line && 'bg-accent-soft')}
          >
            <span className="numeric w-8 shrink-0 text-right text-ink-3 select-none">{index + 1}</span>
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
