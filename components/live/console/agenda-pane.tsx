'use client';

import { Check, Circle, CircleDot } from 'lucide-react';
import type { AgendaEntry } from '../../../domain/live/room.ts';
import { cn } from '../../ui/class-names.ts';
import { durationText, useSince } from '../room/session-time.tsx';

interface AgendaPaneProps {
  items: readonly AgendaEntry[];
  receivedAt: number;
  running: boolean;
  /** Null for those who do not lead. */
  onOpen: ((itemNumber: number) => void) | null;
}

const icon = { size: 14, strokeWidth: 1.75, 'aria-hidden': true, className: 'shrink-0' } as const;
const stateWords = { ahead: 'ahead', current: 'open now', done: 'done' } as const;

/** Items with planned and used time. The lead opens the next one; an item that is over its time says so. */
export function AgendaPane({ items, receivedAt, running, onOpen }: AgendaPaneProps) {
  const since = useSince(receivedAt);
  const usedMs = (item: AgendaEntry) => item.usedMs + (running && item.state === 'current' ? since : 0);
  const overMs = items.reduce(
    (sum, item) => sum + (item.state === 'ahead' ? 0 : Math.max(0, usedMs(item) - item.plannedMs)),
    0,
  );
  return (
    <section aria-label="Agenda">
      <div className="flex min-h-9 items-center justify-between border-b border-line px-3">
        <h2 className="text-dense font-semibold">Agenda</h2>
        <span className={cn('text-caption', overMs > 0 ? 'text-warn' : 'text-ink-3')}>
          {overMs > 0 ? `${durationText(overMs)} over plan` : 'within plan'}
        </span>
      </div>
      <ol>
        {items.map((item) => (
          <li key={item.itemNumber} className="border-b border-line">
            <button
              type="button"
              aria-current={item.state === 'current' ? 'step' : undefined}
              aria-disabled={onOpen === null || item.state === 'current' || undefined}
              title={onOpen && item.state !== 'current' ? `Open ${item.title}` : undefined}
              onClick={() => {
                if (onOpen && item.state !== 'current') onOpen(item.itemNumber);
              }}
              className={cn(
                'flex min-h-[34px] w-full items-center gap-2 px-3 text-left text-dense -outline-offset-2 pointer-coarse:min-h-11',
                item.state === 'current' && 'bg-hover font-medium shadow-[inset_2px_0_0_var(--ink)]',
                onOpen && item.state !== 'current' && 'hover:bg-hover',
              )}
            >
              {item.state === 'done' ? (
                <Check {...icon} className="shrink-0 text-pass" />
              ) : item.state === 'current' ? (
                <CircleDot {...icon} />
              ) : (
                <Circle {...icon} className="shrink-0 text-ink-3" />
              )}
              <span className="min-w-0 flex-1 truncate">{item.title}</span>
              <span className="sr-only">, {stateWords[item.state]}, </span>
              <span className={cn('numeric', usedMs(item) > item.plannedMs ? 'text-warn' : 'text-ink-2')}>
                {item.state === 'ahead' ? '' : `${durationText(usedMs(item))} / `}
                {Math.round(item.plannedMs / 60_000)}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
