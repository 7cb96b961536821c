import type { EarlierRun } from '../../../db/queries/earlier-answers.ts';
import type { AnswerKind } from '../../../domain/answer.ts';
import type { AnswerPlace } from '../../../domain/live/brought-answer.ts';
import { leadIdOf } from '../../../domain/live/decide-command.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { notFound } from '../../failure.ts';
import type { StaffPrincipal } from '../../session.ts';
import { loadSession } from '../load-session.ts';
import { readOffers } from './offered-answers.ts';

export interface EarlierAttempt {
  attemptId: string;
  positionTitle: string;
  /** The day only: whoever judges reads no hours of a timed attempt. */
  submittedOn: string;
  /** Somebody of the session owes a rating of it: then its answers are not listed. */
  sealed: boolean;
  answers: {
    from: AnswerPlace;
    title: string;
    kind: AnswerKind;
    /** The newest first. */
    runs: { number: number; outcome: string }[];
  }[];
}

/** What the lead may open, by attempt, the newest first. For the lead of a running session and nobody else. */
export async function listEarlierAttempts(
  principal: StaffPrincipal,
  sessionId: string,
): Promise<EarlierAttempt[]> {
  return database().db.transaction(async (tx) => {
    await authorizeAttempt(tx, principal, 'live.take-part', sessionId);
    const { view, participants } = await loadSession(tx, sessionId);
    if (view.state !== 'running' || leadIdOf(view, participants) !== principal.id)
      throw notFound(`earlier answers of session ${sessionId}`);
    const attempts = new Map<string, EarlierAttempt>();
    for (const { answer, sealed, runs } of await readOffers(tx, sessionId)) {
      const { attemptId, itemNumber, positionTitle, submittedOn, title, kind } = answer;
      const attempt = attempts.get(attemptId) ?? {
        attemptId,
        positionTitle,
        submittedOn,
        sealed,
        answers: [],
      };
      attempts.set(attemptId, attempt);
      if (sealed) continue;
      attempt.answers.push({
        from: { attemptId, itemNumber },
        title,
        kind,
        runs: runs.map((run) => ({ number: run.number, outcome: outcomeWords(run) })),
      });
    }
    return [...attempts.values()];
  });
}

const endings: Record<string, string> = {
  error: 'ended with an error',
  'time-limit': 'ran into its time limit',
  'memory-limit': 'ran into its memory limit',
  'output-limit': 'wrote too much',
};

/** What the candidate read of the run, in a few words. */
function outcomeWords({ status, checks, seeds }: EarlierRun): string {
  const ending = status === null ? undefined : endings[status];
  if (ending) return ending;
  if (seeds)
    return seeds.failed === 0 ? `all ${seeds.of} seeds held` : `${seeds.failed} of ${seeds.of} seeds failed`;
  if (checks) return `${checks.passed} of ${checks.of} checks passed`;
  return 'statements run';
}
