import type { Executor } from '../../db/executor.ts';
import { findAttemptFacts } from '../../db/queries/attempt-facts.ts';
import { listLiveEvents } from '../../db/queries/live-sessions.ts';
import { viewSession } from '../../domain/live/session.ts';
import { broughtTrackNumber } from '../../domain/replay/tracks.ts';
import { talkedRubric } from '../live/talked-rubric.ts';
import { getPinnedQuestions } from '../pinned-question.ts';
import type { ReplayPage } from './read-replay.ts';

/** What a replay of a live session takes from its events. Positions are milliseconds since the admission. */
export async function readLiveMoments(
  tx: Executor,
  attemptId: string,
  startedAt: Date,
): Promise<{
  at: (instant: Date) => number;
  opened: { number: number; at: number }[];
  moments: ReplayPage['moments'];
  recordingDeleted: boolean;
}> {
  const at = (instant: Date) => Math.max(0, instant.getTime() - startedAt.getTime());
  const view = viewSession(await listLiveEvents(tx, attemptId));
  const facts = await findAttemptFacts(tx, attemptId);
  const items = facts?.form.sections.flatMap((section) => section.items) ?? [];
  const questions = await getPinnedQuestions(
    tx,
    items.map((item) => item.hash),
  );
  const twistText = (itemNumber: number, twistId: string): string => {
    const rubric = talkedRubric(questions.get(items.find((item) => item.number === itemNumber)?.hash ?? ''));
    return rubric?.twists.find((twist) => twist.id === twistId)?.text ?? '';
  };
  return {
    at,
    recordingDeleted: view.recordingDeletedAt !== null,
    opened: view.opened.map((one) => ({ number: one.itemNumber, at: at(one.at) })),
    moments: [
      ...view.twists.map((one) => ({
        id: `twist-${one.itemNumber}-${one.twistId}`,
        itemNumber: one.itemNumber,
        at: at(one.at),
        track: null,
        kind: 'twist' as const,
        text: twistText(one.itemNumber, one.twistId),
      })),
      ...view.simulators.map((one) => ({
        id: `simulator-${one.itemNumber}`,
        itemNumber: one.itemNumber,
        at: at(one.at),
        track: null,
        kind: 'simulator' as const,
        text: 'From here on the drawing could be run.',
      })),
      ...view.hints.map((one, index) => ({
        id: `hint-${index}`,
        itemNumber: one.itemNumber,
        at: at(one.at),
        track: null,
        kind: 'hint' as const,
        text: one.text,
      })),
      ...view.brought.map((one) => ({
        id: `brought-${one.number}`,
        itemNumber: one.itemNumber,
        at: at(one.at),
        track: broughtTrackNumber(one.number),
        kind: 'brought' as const,
        text: `${one.question.title}, ${one.run === null ? 'as submitted' : `run ${one.run}`}`,
      })),
    ],
  };
}
