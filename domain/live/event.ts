import type { BroughtAnswer } from './brought-answer.ts';

/**
 * What happened in a live session, append-only, numbered within the session. The session's state is read from these
 * rows and from nothing else, so a replay shows exactly what the room showed.
 */
export type LiveEvent =
  | { kind: 'scheduled'; startsAt: string }
  | { kind: 'entered'; recording: 'accepted' | 'declined' }
  | { kind: 'admitted' }
  | { kind: 'item-opened'; itemNumber: number }
  | { kind: 'twist-revealed'; itemNumber: number; twistId: string }
  | { kind: 'simulator-opened'; itemNumber: number }
  | { kind: 'probe-ticked'; itemNumber: number; probe: number; ticked: boolean }
  | { kind: 'hint-given'; itemNumber: number; text: string }
  | ({ kind: 'answer-brought' } & BroughtAnswer)
  | { kind: 'focus-started'; minutes: number }
  | { kind: 'focus-ended' }
  | { kind: 'lead-taken' }
  | { kind: 'no-show' }
  | { kind: 'move-asked'; startsAt: string; reason: string }
  | { kind: 'cancel-asked'; reason: string }
  | { kind: 'ask-refused' }
  | { kind: 'moved'; startsAt: string }
  | { kind: 'cancelled' }
  | { kind: 'closed' }
  | { kind: 'debrief-opened'; reason: string }
  | { kind: 'recording-deleted' };

/** Null is the candidate. */
export type LiveActor = string | null;

export interface LiveEventRow {
  seq: number;
  at: Date;
  by: LiveActor;
  event: LiveEvent;
}
