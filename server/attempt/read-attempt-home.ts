import { readNow } from '../../db/executor.ts';
import { findAttemptForCandidate } from '../../db/queries/attempts.ts';
import { findApplication } from '../../db/queries/candidates.ts';
import { listRequests } from '../../db/queries/requests.ts';
import type { ApplicationAnswers } from '../../domain/application.ts';
import { type AttemptStatus, statusNow } from '../../domain/attempt.ts';
import type { FormSection, Runtime } from '../../domain/form.ts';
import { type StartObstacle, startObstacles } from '../../domain/start.ts';
import { authorizeAttempt } from '../authorize.ts';
import { database } from '../database.ts';
import { notFound } from '../failure.ts';
import type { CandidatePrincipal } from '../session.ts';
import { type AssessmentOutline, outlineOf } from './outline.ts';
import { type PracticeKind, practiceKinds } from './preparation/practice-kinds.ts';
import { type ClockView, clockView } from './read-clock.ts';
import { type OwnRequest, ownRequests } from './request/own-requests.ts';
import { readTimes } from './settle-attempt.ts';

export interface AttemptHome {
  status: AttemptStatus | 'lapsed';
  /** A live session has a page of its own. */
  mode: 'timed' | 'live';
  name: string;
  email: string;
  phone: string;
  outline: AssessmentOutline;
  runtime: Runtime | null;
  application: ApplicationAnswers | null;
  rulesConfirmed: boolean;
  /** A practice question of each of these kinds exists. */
  practice: PracticeKind[];
  requests: OwnRequest[];
  obstacles: StartObstacle[];
  /** While it runs: the first question of the section that is worked on. */
  resumeAt: number;
}

/** What /take shows before the start: what is done, what is missing, what can be asked. */
export async function readAttemptHome(principal: CandidatePrincipal): Promise<AttemptHome> {
  return database().db.transaction(async (tx) => {
    await authorizeAttempt(tx, principal, 'attempt.own-record', principal.attemptId);
    const facts = await findAttemptForCandidate(tx, principal.attemptId);
    if (!facts) throw notFound();
    const { attempt, candidate, form } = facts;
    const now = await readNow(tx);
    const requests = ownRequests(await listRequests(tx, attempt.id));
    return {
      status: statusNow(attempt, now),
      mode: attempt.mode,
      name: candidate.name,
      email: candidate.email,
      phone: candidate.phone,
      outline: outlineOf(facts),
      runtime: attempt.runtime,
      application: (await findApplication(tx, attempt.id))?.answers ?? null,
      rulesConfirmed: attempt.rulesConfirmedAt !== null,
      practice: await practiceKinds(form.sections),
      requests,
      obstacles: startObstacles(
        {
          ...attempt,
          detailsComplete: candidate.name.trim() !== '',
          accommodationAsked: requests.some(
            (request) => request.kind === 'accommodation' && request.outcome === null,
          ),
        },
        now,
      ),
      resumeAt: resumeAt(form.sections, clockView(attempt.status, await readTimes(tx, attempt, form), now)),
    };
  });
}

/** Earlier sections may still be open to return to; whoever comes back comes back to where she was. */
function resumeAt(sections: readonly FormSection[], { progress }: ClockView): number {
  const at = progress?.state === 'section' ? progress.sectionNumber : null;
  const section = sections.find(({ number }) => number === at) ?? sections[0];
  return section?.items[0]?.number ?? 1;
}
