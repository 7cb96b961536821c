/**
 * The life of an attempt.
 *
 *   invited ──accept──▶ accepted ──start──▶ running ──submit──▶ submitted ──grade──▶ graded
 *      │  └─decline─▶ declined │                │  ▲                │  ▲              │
 *      │                       └─withdraw──┐    │  └──reopen by grant──┴──────────────┘   (only when ended by deadline)
 *      └─(start_by passes)─▶ lapsed        ▼    ▼
 *                                        withdrawn
 *
 * `invited`    a link exists; opening it changes nothing.
 * `accepted`   the candidate confirmed with a press; her session exists; no clock runs.
 * `running`    the clock runs on the server.
 * `submitted`  by the candidate, or by the deadline (the same function, by = 'deadline').
 * `graded`     every question that can be graded automatically has a grade.
 * `lapsed`     is not stored: an attempt not started by `startBy` lapses by being read (see `statusNow`), so that more
 *              days can be given without undoing anything.
 */
export type AttemptStatus =
  | 'invited'
  | 'accepted'
  | 'running'
  | 'submitted'
  | 'graded'
  | 'declined'
  | 'withdrawn';

export type AttemptEvent =
  | 'accept'
  | 'decline'
  | 'start'
  | 'submit'
  | 'grade'
  | 'reopen'
  | 'withdraw'
  | 'regrade';

const transitions: Record<AttemptStatus, Partial<Record<AttemptEvent, AttemptStatus>>> = {
  invited: { accept: 'accepted', decline: 'declined', withdraw: 'withdrawn' },
  accepted: { accept: 'accepted', decline: 'declined', start: 'running', withdraw: 'withdrawn' },
  running: { submit: 'submitted', withdraw: 'withdrawn' },
  submitted: { grade: 'graded', reopen: 'running', withdraw: 'withdrawn' },
  graded: { reopen: 'running', regrade: 'submitted', withdraw: 'withdrawn' },
  declined: { accept: 'accepted' },
  withdrawn: {},
};

/** The status after `event`, or null when the event is not legal from `status`. */
export function nextStatus(status: AttemptStatus, event: AttemptEvent): AttemptStatus | null {
  return transitions[status][event] ?? null;
}

/** A reopening is legal only for an attempt that the deadline ended: a candidate's own submission is final. */
export function mayReopen(attempt: {
  status: AttemptStatus;
  submittedBy: 'candidate' | 'deadline' | null;
}): boolean {
  return nextStatus(attempt.status, 'reopen') !== null && attempt.submittedBy === 'deadline';
}

/** `lapsed` is a reading of the clock, not a stored state. The last moment itself still counts as in time. */
export function statusNow(
  attempt: { status: AttemptStatus; startBy: Date },
  now: Date,
): AttemptStatus | 'lapsed' {
  const waiting = attempt.status === 'invited' || attempt.status === 'accepted';
  return waiting && now.getTime() > attempt.startBy.getTime() ? 'lapsed' : attempt.status;
}
