import { readNow } from '../../db/executor.ts';
import { listAttemptItems, listAttemptSections, listTimeGrants } from '../../db/queries/attempt-facts.ts';
import { findAttemptForCandidate } from '../../db/queries/attempts.ts';
import { listCandidateSessions } from '../../db/queries/candidate-sessions.ts';
import { findApplication } from '../../db/queries/candidates.ts';
import { listDecisions } from '../../db/queries/grades.ts';
import { listInvitationLinks } from '../../db/queries/invitation-links.ts';
import { summariseLateUpdates } from '../../db/queries/late-updates.ts';
import { listPeople } from '../../db/queries/people.ts';
import { listAttemptEvents } from '../../db/queries/report-facts.ts';
import { listRequests } from '../../db/queries/requests.ts';
import { listRaters } from '../../db/queries/scorecards.ts';
import { listAuditOfAttempt, listGrantsWithNames } from '../../db/queries/staff-attempt.ts';
import { mayAccess } from '../../domain/access.ts';
import { mayReopen, statusNow } from '../../domain/attempt.ts';
import { type AttemptTimes, sectionAllowanceMs, sectionDeadline } from '../../domain/deadline.ts';
import { shareAt, usedShare } from '../../domain/time-share.ts';
import { measure } from '../attempt/measure-outages.ts';
import { authorizeAttempt } from '../authorize.ts';
import { database } from '../database.ts';
import { env } from '../env.ts';
import { notFound } from '../failure.ts';
import { eventsShownMax } from '../limits.ts';
import { integrityFacts } from '../report/integrity-facts.ts';
import type { StaffPrincipal } from '../session.ts';

export type StaffAttempt = Awaited<ReturnType<typeof readStaffAttempt>>;

/**
 * Everything a manager sees of one attempt, except ratings, grades and answers: state, links, sessions, time, requests,
 * late edits, raters, the record. Time is a share of the person's own allowance. What somebody who rates this attempt
 * must not know (extra time, requests for it, recruiting answers) is left out when they look.
 */
export async function readStaffAttempt(principal: StaffPrincipal, attemptId: string) {
  return database().db.transaction(
    async (tx) => {
      const relation = await authorizeAttempt(tx, principal, 'attempt.list', attemptId);
      const facts = await findAttemptForCandidate(tx, attemptId);
      if (!facts) throw notFound();
      const { attempt, form, position, candidate } = facts;
      const now = await readNow(tx);
      const judges = relation.assignedRater === true;
      const [entered, plainGrants, grants, items, links, sessions, measured, late] = await Promise.all([
        listAttemptSections(tx, attemptId),
        listTimeGrants(tx, attemptId),
        listGrantsWithNames(tx, attemptId),
        listAttemptItems(tx, attemptId),
        listInvitationLinks(tx, attemptId),
        listCandidateSessions(tx, attemptId),
        measure(tx, attemptId),
        summariseLateUpdates(tx, attemptId),
      ]);
      const [requests, raters, decisions, events, audit, people, application] = await Promise.all([
        listRequests(tx, attemptId),
        listRaters(tx, attemptId),
        listDecisions(tx, attemptId),
        listAttemptEvents(tx, attemptId),
        listAuditOfAttempt(tx, attemptId, eventsShownMax),
        listPeople(tx),
        mayAccess(principal, 'application.read', relation) ? findApplication(tx, attemptId) : null,
      ]);
      const times: AttemptTimes | null = attempt.startedAt
        ? {
            startedAt: attempt.startedAt,
            timeFactor: attempt.timeFactor,
            sections: form.sections,
            entered,
            grants: plainGrants,
          }
        : null;
      const end = attempt.submittedAt ?? now;
      const { startedAt } = attempt;
      // From an hour beside another one's own time can be read, and from that the extra time.
      const unlessJudging = (instant: Date | null): Date | null => (judges ? null : instant);
      const isWithin = (instant: Date) => startedAt !== null && instant >= startedAt && instant < end;
      const itemOf = new Map(items.map((item) => [item.number, item]));
      return {
        attemptId,
        status: statusNow(attempt, now),
        candidate: { name: candidate.name, email: candidate.email, phone: candidate.phone },
        position: {
          id: position.id,
          title: position.title,
          closed: position.closedAt !== null,
          namesHidden: position.namesHidden,
        },
        form: { number: form.number, title: form.blueprintTitle, mode: form.mode, rules: form.rules },
        declaredAids: attempt.declaredAids,
        createdAt: attempt.createdAt,
        startBy: attempt.startBy,
        acceptedAt: attempt.acceptedAt,
        started: startedAt !== null,
        /** Null also for somebody who judges. */
        startedAt: unlessJudging(startedAt),
        submittedAt: attempt.submittedAt,
        submittedBy: attempt.submittedBy,
        receipt: attempt.receipt,
        timeZone: attempt.timeZone,
        runtime: attempt.runtime,
        mayReopen: mayReopen(attempt),
        /** Null for somebody who judges. */
        timeFactor: judges ? null : attempt.timeFactor,
        judges,
        timeShare: times ? usedShare(times, end) : null,
        sections: form.sections.map((section) => {
          const entry = entered.find((one) => one.number === section.number);
          return {
            number: section.number,
            title: section.title,
            entered: entry !== undefined,
            left: entry?.leftAt != null,
            enteredAt: unlessJudging(entry?.enteredAt ?? null),
            leftAt: unlessJudging(entry?.leftAt ?? null),
            leftBy: entry?.leftBy ?? null,
            share: times && entry ? sectionShare(times, section.number, end) : null,
            items: section.items.map((item) => {
              const state = itemOf.get(item.number);
              return {
                number: item.number,
                title: item.title,
                kind: item.kind,
                seen: state?.seenAt != null,
                voidReason: state?.voidedAt ? (state.voidReason ?? '') : null,
              };
            }),
          };
        }),
        links,
        sessions: sessions.map(({ id, openedBy, userAgent, createdAt, seenAt, revokedAt }) => ({
          id,
          openedBy,
          userAgent,
          createdAt,
          seenAt: unlessJudging(seenAt),
          revokedAt,
        })),
        outages: judges ? [] : measured.outages,
        browserGaps: judges ? [] : measured.browserGaps,
        grants: judges ? null : grants,
        requests: requests
          .filter((request) => !judges || request.kind !== 'accommodation')
          .map((request) => ({
            ...request,
            createdAt: judges && isWithin(request.createdAt) ? null : request.createdAt,
            answeredAt: judges ? null : request.answeredAt,
            state: judges ? {} : request.state,
          })),
        lateEdits: late,
        raters: raters.map(({ raterId, name, assignedAt, submittedAt }) => ({
          raterId,
          name,
          assignedAt,
          submittedAt,
        })),
        assignable: people
          .filter(
            (person) =>
              person.disabledAt === null &&
              person.roles.includes('interviewer') &&
              !raters.some((rater) => rater.raterId === person.id),
          )
          .map(({ id, name }) => ({ id, name })),
        decision: decisions[0] ?? null,
        facts: integrityFacts(events)
          .slice(-eventsShownMax)
          .map((fact) => ({
            ...fact,
            at: unlessJudging(fact.at),
            share: times && fact.at >= times.startedAt ? shareAt(times, fact.at) : null,
          })),
        record: audit.filter((row) => !judges || !(timeActions.has(row.action) || isWithin(row.at))),
        application: application?.answers ?? null,
        mayReadReport: mayAccess(principal, 'report.read', relation),
        ownCard: raters.find((rater) => rater.raterId === principal.id)
          ? { submitted: relation.ratingSubmitted === true }
          : null,
        mail: env().smtp !== null,
      };
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}

/** Rows of the record from which extra time could be read. */
const timeActions = new Set(['time-granted', 'accommodation-set']);

/** Time used of one section as a share of the person's own allowance for it. */
function sectionShare(times: AttemptTimes, number: number, end: Date): number | null {
  const entry = times.entered.find((one) => one.number === number);
  const allowed = sectionAllowanceMs(times, number);
  if (!entry || allowed === 0) return null;
  const ends = [entry.leftAt, sectionDeadline(times, number), end].flatMap((at) =>
    at ? [at.getTime()] : [],
  );
  return Math.min(1, Math.max(0, Math.min(...ends) - entry.enteredAt.getTime()) / allowed);
}
