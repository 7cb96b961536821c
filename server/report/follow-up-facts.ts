import type { Executor } from '../../db/executor.ts';
import { listFollowUps } from '../../db/queries/follow-ups.ts';
import type { FollowUp } from '../../domain/form.ts';
import type { FollowUpFacts } from '../../domain/report/follow-up.ts';

/** What reports take from live sessions about these attempts, whatever their number in two queries; of forms that ask for none, nothing. */
export async function readFollowUpFacts(
  db: Executor,
  attempts: readonly { attemptId: string; followUp: FollowUp | null }[],
  viewerId: string | null,
): Promise<(attemptId: string) => FollowUpFacts | null> {
  const asking = new Map(
    attempts.flatMap(({ attemptId, followUp }) => (followUp ? [[attemptId, followUp] as const] : [])),
  );
  const { talks, ratings } = await listFollowUps(db, [...asking.keys()], viewerId);
  const talksOf = Map.groupBy(talks, (talk) => talk.attemptId);
  const ratingsOf = Map.groupBy(ratings, (rating) => rating.sessionId);
  return (wanted) => {
    const followUp = asking.get(wanted);
    if (!followUp) return null;
    const own = talksOf.get(wanted) ?? [];
    const sessions = [...new Set(own.map((talk) => talk.sessionId))];
    return {
      minutes: followUp.minutes,
      talks: own.map(({ attemptId: _, ...talk }) => talk),
      ratings: sessions
        .flatMap((sessionId) => ratingsOf.get(sessionId) ?? [])
        .filter((rating) =>
          own.some((talk) => talk.sessionId === rating.sessionId && talk.itemNumber === rating.itemNumber),
        ),
    };
  };
}
