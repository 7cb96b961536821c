import type { Action } from '../access.ts';
import type { AttemptStatus } from '../attempt.ts';
import { type AttemptTimes, acceptsEdits, openSection } from '../deadline.ts';
import type { DocumentShape } from './admit-update.ts';
import { answerRoots } from './answer-layout.ts';

/**
 * What a document is for decides who may read and write it and when. Later rooms add rows here (notes, drawing, chat);
 * secret and shared content are never in one document, so access is always a matter of the whole document.
 */
export const purposes = [
  'answer',
  'practice',
  'live-code',
  'live-drawing',
  'live-chat',
  'live-answer',
] as const;
export type Purpose = (typeof purposes)[number];

export interface PurposeRules {
  shape: DocumentShape;
  /** Whoever may do one of these on the attempt may read the document. */
  readers: readonly Action[];
  writers: readonly Action[];
}

const sharedInRoom = {
  readers: ['attempt.edit', 'live.take-part'],
  writers: ['attempt.edit', 'live.write'],
} as const;

export const purposeRules: Record<Purpose, PurposeRules> = {
  answer: {
    shape: { roots: answerRoots },
    readers: ['attempt.edit', 'live.take-part'],
    // In a live session the answer to a question is what both sides note about it.
    writers: ['attempt.edit', 'live.write'],
  },
  // Practice is never shown to staff.
  practice: { shape: { roots: answerRoots }, readers: ['attempt.edit'], writers: ['attempt.edit'] },
  'live-code': { shape: { roots: ['files'] }, ...sharedInRoom },
  'live-drawing': { shape: { roots: ['nodes', 'edges'] }, ...sharedInRoom },
  'live-chat': { shape: { roots: ['lines'] }, ...sharedInRoom },
  // A copy of an earlier answer; the one that it was copied from is of another attempt and stays as it is.
  'live-answer': { shape: { roots: answerRoots }, ...sharedInRoom },
};

export function isPurpose(value: string): value is Purpose {
  return (purposes as readonly string[]).includes(value);
}

export type WriteDecision =
  /** `remainingMs` of the section that is open now; null when none is. */
  | { kind: 'open'; remainingMs: number | null }
  /** Too late for this question: kept aside, never merged silently. */
  | { kind: 'late' }
  | { kind: 'closed'; reason: 'not-started' | 'ended' };

/** Whether edits of a document that were received at `now` count, are kept aside, or are refused. */
export function decideWrite(
  document: { purpose: Purpose; itemNumber: number },
  attempt: { status: AttemptStatus; times: AttemptTimes | null; mode: 'timed' | 'live' },
  now: Date,
): WriteDecision {
  const { status, times } = attempt;
  if (document.purpose === 'practice') {
    const remainingMs = times ? (openSection(times, now)?.remainingMs ?? null) : null;
    return status === 'accepted' || status === 'running'
      ? { kind: 'open', remainingMs }
      : { kind: 'closed', reason: 'ended' };
  }
  if (attempt.mode === 'live') {
    // No clock ends a live session: the lead closes it, and what comes afterwards is not part of it.
    if (status === 'running') return { kind: 'open', remainingMs: null };
    return {
      kind: 'closed',
      reason: status === 'accepted' || status === 'invited' ? 'not-started' : 'ended',
    };
  }
  if (status === 'declined' || status === 'withdrawn') return { kind: 'closed', reason: 'ended' };
  if (status === 'invited' || status === 'accepted' || !times) {
    return { kind: 'closed', reason: 'not-started' };
  }
  const section = times.sections.find((candidate) =>
    candidate.items.some((item) => item.number === document.itemNumber),
  );
  const entered = section && times.entered.some((entry) => entry.number === section.number);
  if (!section || !entered) return { kind: 'closed', reason: 'not-started' };
  if (status !== 'running' || !acceptsEdits(times, section.number, now)) return { kind: 'late' };
  return { kind: 'open', remainingMs: openSection(times, now)?.remainingMs ?? null };
}
