import { levelOf } from '../dimension.ts';

/** An answer of the attempt, opened in a live session on one of its items. */
export interface FollowUpTalk {
  /** The live session, which is an attempt too. */
  sessionId: string;
  itemNumber: number;
  itemTitle: string;
  /** `YYYY-MM-DD`: the hour of one event beside another would tell about extra time. */
  day: string;
}

/** What the form asks for, and what was found in live sessions. Ratings are those of submitted cards only. */
export interface FollowUpFacts {
  minutes: number;
  talks: readonly FollowUpTalk[];
  ratings: readonly { sessionId: string; itemNumber: number; levelId: string }[];
}

export type FollowUpStanding =
  | { kind: 'missing'; minutes: number; talked: boolean }
  | { kind: 'scored'; in: FollowUpTalk };

/**
 * Whether the follow-up that a form asks for has taken place: an own answer was opened on an item, and somebody who has
 * submitted gave that item a level. That it was not observed is no level. Null for a form that asks for none.
 */
export function followUpStanding(facts: FollowUpFacts | null): FollowUpStanding | null {
  if (!facts) return null;
  const { minutes, talks, ratings } = facts;
  const scored = talks.find((talk) =>
    ratings.some(
      (rating) =>
        rating.sessionId === talk.sessionId &&
        rating.itemNumber === talk.itemNumber &&
        levelOf(rating.levelId) !== null,
    ),
  );
  return scored ? { kind: 'scored', in: scored } : { kind: 'missing', minutes, talked: talks.length > 0 };
}

type Missing = Extract<FollowUpStanding, { kind: 'missing' }>;

/** Why the result does not count yet, as the report's first sentence says it. */
export function whyIncomplete({ minutes, talked }: Missing): string {
  return talked
    ? "One of the candidate's own solutions was opened in a live session. The result counts once a submitted scorecard gives that item a level."
    : `The result counts once one of the candidate's own solutions was opened in a live session (a follow-up of ${minutes} minutes) and that item was scored.`;
}

/** What to do, in order. */
export function whatCompletes({ talked }: Missing): string[] {
  const scores =
    'Those who score in that session submit, with a level for the item on which the answer was opened.';
  return talked
    ? [scores]
    : [
        "Plan a live session for the candidate's address, in this position or another that the same people manage; the blueprint “Follow-up on an own solution, 15 minutes” is made for it.",
        'In the room the lead opens one of the answers of this assessment.',
        scores,
      ];
}
