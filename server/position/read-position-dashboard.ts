import { readNow } from '../../db/executor.ts';
import { listGrantsOfAttempts, listPositionAttempts } from '../../db/queries/candidates.ts';
import { findCurrentForm } from '../../db/queries/forms.ts';
import {
  countIntegrityNotes,
  listAttemptsWithLateEdits,
  listRatersOfAttempts,
  listSectionsOfAttempts,
} from '../../db/queries/position-dashboard.ts';
import { findPosition } from '../../db/queries/positions.ts';
import { mayAccess } from '../../domain/access.ts';
import { statusNow } from '../../domain/attempt.ts';
import { type AttemptTimes, openSection } from '../../domain/deadline.ts';
import { isRated } from '../../domain/kind.ts';
import { usedShare } from '../../domain/time-share.ts';
import { authorizePosition } from '../authorize.ts';
import { database } from '../database.ts';
import { notFound } from '../failure.ts';
import { readCohort } from '../report/read-cohort.ts';
import type { StaffPrincipal } from '../session.ts';
import {
  type NextAction,
  needsManager,
  nextActionOf,
  type Stage,
  stageOf,
  type Tab,
  tabOf,
} from './candidate-stage.ts';

/** On the scale of the report; a sealed score is not there at all. */
export interface DashboardScore {
  mean: number;
  interval: [number, number] | null;
  /** Ratings or grades are missing, so it will move. */
  provisional: boolean;
}

export interface DashboardRow {
  attemptId: string;
  candidateName: string;
  candidateEmail: string;
  formNumber: number;
  stage: Stage;
  nextAction: NextAction;
  needsYou: boolean;
  tab: Tab;
  score: DashboardScore | null;
  /** The viewer owes a rating, so scores are kept from them. */
  sealed: boolean;
  /** The form asks for a live follow-up and none was scored; null where it asks for none. */
  followUp: 'missing' | 'scored' | null;
  raters: { submitted: number; assigned: number };
  /** Share of the person's own allowance, 0..1; never minutes. */
  timeShare: number | null;
  integrity: { notes: number; explained: number };
  updatedAt: Date;
  startBy: Date;
}

export interface PositionDashboard {
  id: string;
  title: string;
  team: string;
  openings: number;
  closed: boolean;
  bar: number;
  formNumber: number | null;
  /** The form is held live: sessions are planned instead of invitations sent. */
  live: boolean;
  pipeline: { label: string; count: number }[];
  rows: DashboardRow[];
}

const noteKinds = ['paste', 'focus-left', 'second-machine', 'browser-gap', 'late-edits'];

/** A position with everything a manager sees of its candidates: status, next action, scores, time as a share. */
export async function readPositionDashboard(
  principal: StaffPrincipal,
  positionId: string,
): Promise<PositionDashboard> {
  return database().db.transaction(
    async (tx) => {
      const relation = await authorizePosition(tx, principal, 'attempt.list', positionId);
      const now = await readNow(tx);
      const position = await findPosition(tx, positionId);
      if (!position) throw notFound();
      const attempts = await listPositionAttempts(tx, positionId);
      const ids = attempts.map((row) => row.attempt.id);
      const [form, sections, grants, raters, notes, late, cohort] = await Promise.all([
        findCurrentForm(tx, positionId),
        listSectionsOfAttempts(tx, ids),
        listGrantsOfAttempts(tx, ids),
        listRatersOfAttempts(tx, ids),
        countIntegrityNotes(tx, ids, noteKinds),
        listAttemptsWithLateEdits(tx, ids),
        readCohort(tx, positionId, { viewerId: principal.id }),
      ]);
      const reportOf = new Map(cohort.map((entry) => [entry.attemptId, entry.report]));
      const sectionsOf = Map.groupBy(sections, (row) => row.attemptId);
      const grantsOf = Map.groupBy(grants, (row) => row.attemptId);
      const ratersOf = Map.groupBy(raters, (row) => row.attemptId);

      const rows = attempts.map((row): DashboardRow => {
        const { attempt } = row;
        const own = ratersOf.get(attempt.id) ?? [];
        const card = own.find((rater) => rater.raterId === principal.id);
        const sealed = !mayAccess(principal, 'report.read', {
          ...relation,
          assignedRater: card !== undefined,
          ratingSubmitted: card?.submittedAt != null,
        });
        const times: AttemptTimes | null =
          attempt.startedAt && attempt.mode === 'timed'
            ? {
                startedAt: attempt.startedAt,
                timeFactor: attempt.timeFactor,
                sections: row.sections,
                entered: sectionsOf.get(attempt.id) ?? [],
                grants: grantsOf.get(attempt.id) ?? [],
              }
            : null;
        const facts = {
          status: statusNow(attempt, now),
          startByMs: attempt.startBy.getTime(),
          live: attempt.mode === 'live',
          openSection:
            times && attempt.status === 'running' ? (openSection(times, now)?.number ?? null) : null,
          sectionCount: row.sections.length,
          needsRaters: row.sections.some((section) => section.items.some((item) => isRated(item.kind))),
          raters: own.map((rater) => ({
            id: rater.raterId,
            name: rater.name,
            submitted: rater.submittedAt !== null,
          })),
          openRequests: row.openRequests,
          lateEditsUndecided: late.has(attempt.id),
          decision: row.decision,
          followUpMissing: reportOf.get(attempt.id)?.followUp?.kind === 'missing',
          viewerOwesRating: card !== undefined && card.submittedAt === null,
        };
        const stage = stageOf(facts);
        const nextAction = nextActionOf(facts);
        const report = sealed ? undefined : reportOf.get(attempt.id);
        return {
          attemptId: attempt.id,
          candidateName: row.candidateName,
          candidateEmail: row.candidateEmail,
          formNumber: row.formNumber,
          stage,
          nextAction,
          needsYou: needsManager(nextAction),
          tab: tabOf(stage),
          score:
            report && report.overall !== null
              ? { mean: report.overall, interval: report.interval, provisional: report.provisional }
              : null,
          sealed: sealed && reportOf.has(attempt.id),
          followUp: reportOf.get(attempt.id)?.followUp?.kind ?? null,
          raters: { submitted: facts.raters.filter((rater) => rater.submitted).length, assigned: own.length },
          timeShare: times ? usedShare(times, attempt.submittedAt ?? now) : null,
          integrity: notes.get(attempt.id) ?? { notes: 0, explained: 0 },
          updatedAt: row.lastEventAt ? new Date(row.lastEventAt) : attempt.createdAt,
          startBy: attempt.startBy,
        };
      });
      const count = (...kinds: Stage['kind'][]) =>
        rows.filter((row) => kinds.includes(row.stage.kind)).length;
      const submitted = attempts.filter((row) => row.attempt.submittedAt !== null).length;
      return {
        id: position.id,
        title: position.title,
        team: position.team,
        openings: position.openings,
        closed: position.closedAt !== null,
        bar: position.overallBar,
        formNumber: form?.number ?? null,
        live: form?.mode === 'live',
        pipeline: [
          { label: 'Invited', count: rows.length },
          { label: 'Started', count: attempts.filter((row) => row.attempt.startedAt !== null).length },
          { label: 'Submitted', count: submitted },
          { label: 'Report ready', count: count('report-ready', 'result-incomplete', 'on-hold', 'decided') },
          { label: 'Decided', count: count('decided') },
        ],
        // What needs somebody first, then the newest.
        rows: rows.toSorted(
          (a, b) => Number(b.needsYou) - Number(a.needsYou) || b.updatedAt.getTime() - a.updatedAt.getTime(),
        ),
      };
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}
