'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import type { LiveCommand } from '../../../domain/live/command.ts';
import type { InterviewerItem } from '../../../domain/live/room.ts';
import { Button } from '../../ui/button/button.tsx';
import { cn } from '../../ui/class-names.ts';
import { Checkbox } from '../../ui/form/checkbox.tsx';
import { TextField } from '../../ui/form/text-field.tsx';
import { Kbd } from '../../ui/keyboard/kbd.tsx';
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts';
import { durationText } from '../room/session-time.tsx';

interface ProbesPaneProps {
  itemNumber: number;
  rubric: NonNullable<InterviewerItem<unknown>['rubric']>;
  /** Null for observers. */
  onCommand: ((command: LiveCommand) => void) | null;
}

/** What to ask, what to reveal, and the hints that were given: a hint caps a level, so each is written down. */
export function ProbesPane({ itemNumber, rubric, onCommand }: ProbesPaneProps) {
  const { probes, twists, hints } = rubric;
  const [hint, setHint] = useState('');
  const nextTwist = twists.find((twist) => twist.revealedAtMs === null);
  const nextProbe = probes.findIndex((probe) => probe.tickedAtMs === null);
  const reveal = (twistId: string) => onCommand?.({ kind: 'reveal-twist', itemNumber, twistId });
  const tick = (probe: number, ticked: boolean) =>
    onCommand?.({ kind: 'tick-probe', itemNumber, probe, ticked });
  const tickNext = () => {
    if (nextProbe >= 0) tick(nextProbe, true);
  };
  const revealNext = () => {
    if (nextTwist) reveal(nextTwist.id);
  };
  useShortcuts(
    [
      { keys: 'a', label: 'Tick the next probe as asked', group: 'Session', run: tickNext },
      { keys: 'mod+shift+a', label: 'Tick the next probe, while typing', group: 'Session', run: tickNext },
      { keys: 't', label: 'Reveal the next twist', group: 'Session', run: revealNext },
      {
        keys: 'mod+shift+y',
        label: 'Reveal the next twist, while typing',
        group: 'Session',
        run: revealNext,
      },
    ],
    onCommand !== null,
  );
  const asked = probes.filter((probe) => probe.tickedAtMs !== null).length;
  const revealed = twists.filter((twist) => twist.revealedAtMs !== null).length;
  return (
    <div className="flex flex-col gap-3 p-3">
      <section aria-label="Probes">
        <Head title="Probes" detail={`${asked} of ${probes.length} asked`} />
        <ul>
          {probes.map((probe, index) => (
            <li key={probe.text} className="py-0.5">
              <Checkbox
                label={
                  <span className={cn('text-dense', probe.tickedAtMs !== null && 'text-ink-3')}>
                    {probe.text}{' '}
                    {probe.tickedAtMs !== null && (
                      <span className="numeric">{durationText(probe.tickedAtMs)}</span>
                    )}
                  </span>
                }
                checked={probe.tickedAtMs !== null}
                disabled={onCommand === null}
                onChange={(event) => tick(index, event.target.checked)}
              />
            </li>
          ))}
        </ul>
      </section>
      {twists.length > 0 && (
        <section aria-label="Twists">
          <Head title="Twists" detail={`${revealed} of ${twists.length} revealed`} />
          <ul className="flex flex-col gap-1.5">
            {twists.map((twist) => {
              const shown = twist.revealedAtMs !== null;
              const Icon = shown ? Eye : EyeOff;
              return (
                <li
                  key={twist.id}
                  className={cn(
                    'rounded-control border border-line-2 px-2.5 py-2 text-dense',
                    shown && 'bg-hover',
                  )}
                >
                  <p className="flex gap-1.5">
                    <Icon size={13} strokeWidth={1.75} aria-hidden className="mt-0.5 shrink-0 text-ink-3" />
                    <span className="min-w-0 flex-1">{twist.text}</span>
                    {twist.revealedAtMs !== null && (
                      <span className="numeric text-ink-2">{durationText(twist.revealedAtMs)}</span>
                    )}
                  </p>
                  {twist.listenFor && <p className="mt-1 text-ink-2">Listen for: {twist.listenFor}</p>}
                  {!shown && onCommand && (
                    <Button size="small" className="mt-1.5" onClick={() => reveal(twist.id)}>
                      Reveal {twist === nextTwist && <Kbd keys="t" />}
                    </Button>
                  )}
                </li>
              );
            })}
          </ul>
        </section>
      )}
      <section aria-label="Hints">
        <Head title="Hints" detail="a hint caps a level" />
        <ul className="text-dense text-ink-2">
          {hints.map((given) => (
            <li key={`${given.atMs}${given.text}`}>
              <span className="numeric">{durationText(given.atMs)}</span> {given.text} ({given.by})
            </li>
          ))}
        </ul>
        {onCommand && (
          <form
            className="mt-1 flex items-end gap-1.5"
            onSubmit={(event) => {
              event.preventDefault();
              if (hint.trim() === '') return;
              onCommand({ kind: 'record-hint', itemNumber, text: hint.trim() });
              setHint('');
            }}
          >
            <div className="min-w-0 flex-1">
              <TextField
                label="Hint that was given"
                labelHidden
                placeholder="Hint that was given"
                value={hint}
                maxLength={500}
                onChange={(event) => setHint(event.target.value)}
              />
            </div>
            <Button type="submit" size="small">
              Record
            </Button>
          </form>
        )}
      </section>
    </div>
  );
}

function Head({ title, detail }: { title: string; detail: string }) {
  return (
    <h3 className="mb-1 flex justify-between text-caption text-ink-2">
      {title} <span className="text-ink-3">{detail}</span>
    </h3>
  );
}
