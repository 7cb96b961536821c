'use client';

import { Square } from 'lucide-react';
import type { SessionName } from '../../../domain/sql/wire.ts';
import { Button } from '../../ui/button/button.tsx';
import { cn } from '../../ui/class-names.ts';
import type { KnownStates } from '../state/use-session-states.ts';
import { isQuietEnd, sessionLabel, sessionText } from './session-text.ts';

interface SessionStripProps {
  session: SessionName;
  known: KnownStates | null;
  busy: boolean;
  /** With two sessions: whether Run goes here. */
  chosen: boolean | null;
  onChoose: () => void;
  onCancel: () => void;
}

const tones = {
  idle: 'bg-ctl',
  running: 'bg-accent',
  waiting: 'bg-warn',
  'in-transaction': 'bg-accent',
  ended: 'bg-fail',
} as const;

/** What a session is doing, and the way to stop it. With two of them, also which one Run goes to. */
export function SessionStrip({ session, known, busy, chosen, onChoose, onCancel }: SessionStripProps) {
  const state = known?.states[session] ?? null;
  const quiet = state === null || state.kind === 'idle' || isQuietEnd(state);
  const shown =
    busy && quiet ? 'running' : state && !quiet ? sessionText(state, known?.passedMs ?? 0) : 'idle';
  const kind = busy && quiet ? 'running' : quiet ? 'idle' : state.kind;
  return (
    <div
      data-session={session}
      data-session-state={kind}
      className="flex min-h-8 shrink-0 items-center gap-2 border-b border-line px-3 py-0.5 text-dense"
    >
      {chosen === null ? (
        <span className="text-caption text-ink-3">Session</span>
      ) : (
        <button
          type="button"
          aria-pressed={chosen}
          onClick={onChoose}
          title={`Run goes to ${sessionLabel(session)}`}
          className="shrink-0 rounded-control border border-line-2 px-2 font-medium text-ink-2 hover:bg-hover aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:text-inverse pointer-coarse:min-h-11"
        >
          {sessionLabel(session)}
        </button>
      )}
      <span className={cn('size-2 shrink-0 rounded-full', tones[kind])} aria-hidden />
      <span
        aria-live="polite"
        title={shown}
        className={cn(
          'min-w-0 text-caption',
          kind !== 'ended' && 'truncate',
          kind === 'waiting' ? 'text-warn' : kind === 'ended' ? 'text-fail' : 'text-ink-2',
        )}
      >
        {shown}
      </span>
      {(busy || kind === 'running' || kind === 'waiting') && (
        <Button size="small" className="ml-auto shrink-0" onClick={onCancel}>
          <Square size={10} strokeWidth={1.75} aria-hidden />
          Stop
        </Button>
      )}
    </div>
  );
}
