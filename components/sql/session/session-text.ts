import type { SessionEnd, SessionName, SessionState } from '../../../domain/sql/wire.ts';

export function sessionLabel(session: SessionName): string {
  return `Session ${session.toUpperCase()}`;
}

/** What a session is doing, in words. `passedMs`: how long ago the server said so. */
export function sessionText(state: SessionState, passedMs: number): string {
  switch (state.kind) {
    case 'idle':
      return 'idle';
    case 'running':
      return `running, ${secondsText(state.forMs + passedMs)}`;
    case 'waiting':
      return `waiting for ${state.holder === null ? 'a lock' : sessionLabel(state.holder)} (${state.lock}), ${secondsText(state.forMs + passedMs)}`;
    case 'in-transaction':
      return state.failed
        ? 'in a failed transaction: ROLLBACK ends it'
        : `in a transaction, ${secondsText(state.forMs + passedMs)}`;
    case 'ended':
      return endText(state.because, state.agoMs + passedMs, state.rolledBack);
  }
}

/** Why there is no connection, and what became of what was open. */
export function endText(because: SessionEnd, agoMs: number, rolledBack: boolean): string {
  const what = rolledBack ? 'Its open transaction was rolled back' : 'Nothing was open';
  return `closed ${secondsText(agoMs)} ago ${endReasons[because]}. ${what}.`;
}

const endReasons: Record<SessionEnd, string> = {
  idle: 'after a minute without a statement',
  abandoned: 'after 2 minutes without this page',
  limit: 'at a limit of the server',
  reset: 'by the reset',
  'lab-restarted': 'when the database server was restarted',
  'server-lost': 'when the database server was lost',
};

/** A session that was closed while nothing was open says no more than that it is idle: the next statement opens it. */
export function isQuietEnd(state: SessionState): boolean {
  return state.kind === 'ended' && !state.rolledBack && state.because === 'idle';
}

function secondsText(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  return seconds < 90 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`;
}
