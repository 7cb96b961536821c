import type { Executor } from '../../db/executor.ts';
import { findAttemptFacts } from '../../db/queries/attempt-facts.ts';
import { listDecisions } from '../../db/queries/grades.ts';
import {
  type Behaviours,
  composeFeedback,
  type DimensionFeedback,
  type FeedbackState,
  feedbackState,
} from '../../domain/report/feedback.ts';
import { authorizeAttempt } from '../authorize.ts';
import { openBank } from '../bank/open-bank.ts';
import { database } from '../database.ts';
import { notFound } from '../failure.ts';
import type { CandidatePrincipal, StaffPrincipal } from '../session.ts';
import { loadScores } from './load-scores.ts';
import { rememberedReport } from './remembered-report.ts';

export interface FeedbackPreview {
  candidateName: string;
  positionId: string;
  positionTitle: string;
  state: FeedbackState;
  /** What she reads, or would read if people decided now. */
  feedback: DimensionFeedback[];
}

/** The candidate's own feedback; null as long as there is none to read. */
export async function readOwnFeedback(principal: CandidatePrincipal): Promise<DimensionFeedback[] | null> {
  const texts = await behaviours();
  return database().db.transaction(
    async (tx) => {
      await authorizeAttempt(tx, principal, 'attempt.own-record', principal.attemptId);
      const found = await load(tx, principal.attemptId);
      return found.state === 'shown' ? feedbackOf(tx, found, texts) : null;
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}

/** The same for whoever may read the report, at any time: what the candidate will read can be seen before deciding. */
export async function previewFeedback(
  principal: StaffPrincipal,
  attemptId: string,
): Promise<FeedbackPreview> {
  const texts = await behaviours();
  return database().db.transaction(
    async (tx) => {
      await authorizeAttempt(tx, principal, 'report.read', attemptId);
      const found = await load(tx, attemptId);
      return {
        candidateName: found.facts.candidate.name,
        positionId: found.facts.position.id,
        positionTitle: found.facts.position.title,
        state: found.state,
        feedback: await feedbackOf(tx, found, texts),
      };
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}

async function load(tx: Executor, attemptId: string) {
  const facts = await findAttemptFacts(tx, attemptId);
  if (!facts) throw notFound();
  const [newest] = await listDecisions(tx, attemptId);
  const state = feedbackState({
    givesFeedback: facts.position.feedbackToCandidate,
    status: facts.attempt.status,
    outcome: newest?.outcome ?? null,
  });
  return { facts, state };
}

async function feedbackOf(
  tx: Executor,
  { facts }: Awaited<ReturnType<typeof load>>,
  texts: Behaviours,
): Promise<DimensionFeedback[]> {
  const { reportFacts } = await loadScores(tx, facts, null);
  return composeFeedback(rememberedReport(reportFacts).dimensions, texts);
}

async function behaviours(): Promise<Behaviours> {
  const { bank } = await openBank();
  return Object.fromEntries(bank.dimensions.map(({ code, levels }) => [code, levels]));
}
