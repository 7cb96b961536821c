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

/** What completes the result, as the report's first sentence says it. */
export function whatCompletes({ minutes, talked }: Extract<FollowUpStanding, { kind: 'missing' }>): string {
  return talked
    ? "One of the candidate's own solutions was opened in a live session. The result counts once a submitted scorecard gives that item a level."
    : `The result counts once one of the candidate's own solutions was opened in a live session (a follow-up of ${minutes} minutes) and that item was scored.`;
}
