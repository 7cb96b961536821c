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
  return (wanted) => {
    const followUp = asking.get(wanted);
    if (!followUp) return null;
    const own = talksOf.get(wanted) ?? [];
    const items = new Set(own.map(({ sessionId, itemNumber }) => `${sessionId} ${itemNumber}`));
    return {
      minutes: followUp.minutes,
      talks: own.map(({ attemptId: _, ...talk }) => talk),
      // In the order they were read in: intervals depend on it.
      ratings: ratings.filter(({ sessionId, itemNumber }) => items.has(`${sessionId} ${itemNumber}`)),
    };
  };
}
