import type { AttemptStatus } from '../attempt.ts';
import type { BroughtAnswer } from './brought-answer.ts';
import type { LiveActor, LiveEventRow } from './event.ts';

/**
 * The life of a live session, read from its events.
 *
 *   scheduled ──candidate enters──▶ waiting ──lead admits──▶ running ──lead closes──▶ closed ──all submitted, or a manager──▶ debrief
 *      │  ▲  └── moved ──┘             │                                                  (the debrief is no state: scores stay writable)
 *      │  └────── moved ──────── no-show (a fact: a move makes it scheduled again)
 *      └──────────────── cancelled ◀──┘
 */
export type SessionState = 'scheduled' | 'waiting' | 'running' | 'closed' | 'no-show' | 'cancelled';

export interface SessionView {
  state: SessionState;
  startsAt: Date;
  /** Accepted moves so far. */
  sequence: number;
  recording: 'unasked' | 'accepted' | 'declined';
  admittedAt: Date | null;
  closedAt: Date | null;
  /** Items in the order in which they were opened, each with when. */
  opened: { itemNumber: number; at: Date }[];
  twists: { itemNumber: number; twistId: string; at: Date }[];
  /** Designs that may be run. */
  simulators: { itemNumber: number; at: Date }[];
  probes: { itemNumber: number; probe: number; at: Date }[];
  hints: { itemNumber: number; text: string; at: Date; by: LiveActor }[];
  /** Earlier answers that were opened, in their order: number n is the nth. */
  brought: (BroughtAnswer & { at: Date })[];
  focusUntil: Date | null;
  /** Whoever took the lead last; null while it is the one who was planned. */
  leadTakenBy: string | null;
  ask: { what: 'move' | 'cancel'; by: LiveActor; startsAt: Date | null; reason: string } | null;
  debrief: { at: Date; by: LiveActor; reason: string } | null;
  recordingDeletedAt: Date | null;
}

/** Folds the events of one session, in their order. Throws when the first is not the scheduling. */
export function viewSession(rows: readonly LiveEventRow[]): SessionView {
  const first = rows[0];
  if (first?.event.kind !== 'scheduled') throw new Error('a session begins with its scheduling');
  const view: SessionView = {
    state: 'scheduled',
    startsAt: new Date(first.event.startsAt),
    sequence: 0,
    recording: 'unasked',
    admittedAt: null,
    closedAt: null,
    opened: [],
    twists: [],
    simulators: [],
    probes: [],
    hints: [],
    brought: [],
    focusUntil: null,
    leadTakenBy: null,
    ask: null,
    debrief: null,
    recordingDeletedAt: null,
  };
  for (const row of rows.slice(1)) apply(view, row);
  return view;
}

/**
 * The state as its attempt's status has it: whoever withdrew the application or declined the invitation has cancelled the
 * session with it.
 */
export function stateWith(state: SessionState, status: AttemptStatus): SessionState {
  const isGone = status === 'withdrawn' || status === 'declined';
  return isGone && state !== 'closed' ? 'cancelled' : state;
}

function apply(view: SessionView, { event, at, by }: LiveEventRow): void {
  switch (event.kind) {
    case 'scheduled':
      throw new Error('a session is scheduled once');
    case 'entered':
      view.recording = event.recording;
      if (view.state === 'scheduled') view.state = 'waiting';
      return;
    case 'admitted':
      view.state = 'running';
      view.admittedAt = at;
      view.ask = null;
      return;
    case 'item-opened':
      view.opened.push({ itemNumber: event.itemNumber, at });
      view.focusUntil = null;
      return;
    case 'twist-revealed':
      view.twists.push({ itemNumber: event.itemNumber, twistId: event.twistId, at });
      return;
    case 'simulator-opened':
      view.simulators.push({ itemNumber: event.itemNumber, at });
      return;
    case 'probe-ticked': {
      const { itemNumber, probe } = event;
      view.probes = view.probes.filter((one) => one.itemNumber !== itemNumber || one.probe !== probe);
      if (event.ticked) view.probes.push({ itemNumber, probe, at });
      return;
    }
    case 'hint-given':
      view.hints.push({ itemNumber: event.itemNumber, text: event.text, at, by });
      return;
    case 'answer-brought': {
      const { kind: _, ...answer } = event;
      view.brought.push({ ...answer, at });
      return;
    }
    case 'focus-started':
      view.focusUntil = new Date(at.getTime() + event.minutes * 60_000);
      return;
    case 'focus-ended':
      view.focusUntil = null;
      return;
    case 'lead-taken':
      view.leadTakenBy = by;
      return;
    case 'no-show':
      view.state = 'no-show';
      return;
    case 'move-asked':
      view.ask = { what: 'move', by, startsAt: new Date(event.startsAt), reason: event.reason };
      return;
    case 'cancel-asked':
      view.ask = { what: 'cancel', by, startsAt: null, reason: event.reason };
      return;
    case 'ask-refused':
      view.ask = null;
      return;
    case 'moved':
      view.state = 'scheduled';
      view.startsAt = new Date(event.startsAt);
      view.sequence += 1;
      view.ask = null;
      return;
    case 'cancelled':
      view.state = 'cancelled';
      view.sequence += 1;
      view.ask = null;
      return;
    case 'closed':
      view.state = 'closed';
      view.closedAt = at;
      view.focusUntil = null;
      return;
    case 'debrief-opened':
      view.debrief = { at, by, reason: event.reason };
      return;
    case 'recording-deleted':
      view.recordingDeletedAt = at;
      return;
  }
}

/** Milliseconds that each item was the current one. */
export function usedTimes(view: SessionView, now: Date): Map<number, number> {
  const used = new Map<number, number>();
  const end = view.closedAt ?? now;
  for (const [index, { itemNumber, at }] of view.opened.entries()) {
    const until = view.opened[index + 1]?.at ?? end;
    used.set(itemNumber, (used.get(itemNumber) ?? 0) + Math.max(0, until.getTime() - at.getTime()));
  }
  return used;
}
