import type { AnswerPlace } from './brought-answer.ts';

/** What people in a live session may ask of the room. `app/api/live/schemas.ts` reads it from the wire. */
export type LiveCommand =
  /** The candidate says whether the session may be recorded, and waits to be admitted. */
  | { kind: 'enter'; recording: 'accepted' | 'declined' }
  | { kind: 'admit' }
  | { kind: 'open-item'; itemNumber: number }
  | { kind: 'reveal-twist'; itemNumber: number; twistId: string }
  /** Lets everybody in the room run the drawing of a design, once its bottleneck was predicted aloud. */
  | { kind: 'open-simulator'; itemNumber: number }
  /** `probe` is the probe's place in the question's list, from 0. */
  | { kind: 'tick-probe'; itemNumber: number; probe: number; ticked: boolean }
  | { kind: 'record-hint'; itemNumber: number; text: string }
  /** Opens an earlier answer of the candidate on an item, at one of its runs; null: as it was submitted. */
  | { kind: 'bring-answer'; itemNumber: number; from: AnswerPlace; run: number | null }
  | { kind: 'start-focus'; minutes: number }
  | { kind: 'end-focus' }
  | { kind: 'take-lead' }
  | { kind: 'record-no-show' }
  /** Asks the other side to move (with the new start, ISO 8601) or to cancel. */
  | { kind: 'ask-move'; startsAt: string; reason: string }
  | { kind: 'ask-cancel'; reason: string }
  | { kind: 'answer-ask'; accept: boolean }
  | { kind: 'close' }
  | { kind: 'open-debrief'; reason: string };
export type LiveCommandKind = LiveCommand['kind'];
