import { type Executor, readNow } from '../../db/executor.ts';
import { findAttemptFacts, listAttemptSections, listTimeGrants } from '../../db/queries/attempt-facts.ts';
import { listDecisions } from '../../db/queries/grades.ts';
import { listLiveDocuments } from '../../db/queries/live-sessions.ts';
import { listAttemptEvents, listRunFacts } from '../../db/queries/report-facts.ts';
import { listEvidence } from '../../db/queries/scorecards.ts';
import { mayAccess } from '../../domain/access.ts';
import { type AttemptTimes, sectionDeadline } from '../../domain/deadline.ts';
import { formMinutes } from '../../domain/form.ts';
import { trackOf } from '../../domain/replay/tracks.ts';
import { composeReport, type Report } from '../../domain/report/report.ts';
import { allowanceMs, shareAt, usedShare } from '../../domain/time-share.ts';
import { attemptRelation, authorizeAttempt } from '../authorize.ts';
import { database } from '../database.ts';
import { notFound } from '../failure.ts';
import type { StaffPrincipal } from '../session.ts';
import { describeOutcome } from './describe-outcome.ts';
import { findGradedChecks, type GradingState } from './graded-checks.ts';
import { type IntegrityFact, integrityFacts } from './integrity-facts.ts';
import { loadScores } from './load-scores.ts';
import { readCohort } from './read-cohort.ts';

export interface ReportPage {
  attemptId: string;
  candidateName: string;
  positionId: string;
  positionTitle: string;
  formNumber: number;
  blueprintTitle: string;
  rules: Record<'ai' | 'web' | 'editor', 'allowed' | 'declared' | 'forbidden'>;
  declaredAids: Record<string, string>;
  /** The day only: a start beside an end would tell how much time the person was given. */
  assessedOn: string | null;
  submittedBy: 'candidate' | 'deadline' | null;
  builtAt: Date;
  report: Report;
  /** Opens the live session that completed the result; null when the reader has no place there, or there is none. */
  followUpHref: string | null;
  raters: { id: string; name: string; submittedAt: Date | null }[];
  ratings: {
    raterId: string;
    itemNumber: number;
    dimension: string;
    levelId: string;
    note: string;
    changeReason: string;
  }[];
  evidence: {
    id: string;
    raterId: string;
    itemNumber: number;
    dimension: string;
    levelId: string;
    quote: string;
    source: 'recorded' | 'heard';
    documentSeq: number | null;
    /** Set when it quotes a document of a live room and no answer: the track of the replay (domain/replay/tracks.ts). */
    track: number | null;
  }[];
  questions: {
    number: number;
    slug: string;
    title: string;
    kind: string;
    section: number;
    /** Time on the question over the person's own allowance for it; null before it was seen. */
    timeShare: number | null;
    runs: number;
    score: number | null;
    outcome: string;
    /** Checks that did not hold, each with what a wrong answer shows or, where nothing was recognised, what was found. */
    lost: { name: string; title: string; earned: number; weight: number; notes: string[] }[];
    voided: boolean;
    voidReason: string | null;
  }[];
  /** Share of the person's own allowance, 0..1; never minutes, so that extra time cannot be read from it. */
  timeShare: number | null;
  /** Positions as shares of the person's own allowance, for the same reason. */
  timeline: {
    sections: { number: number; title: string; from: number; to: number }[];
    runs: { itemNumber: number; at: number; passed: boolean | null }[];
    marks: { kind: string; at: number; label: string }[];
    questions: { number: number; from: number; to: number }[];
  };
  /** Each with its moment as a share of the person's own allowance: an hour beside an hour would tell how much that is. */
  integrity: (Omit<IntegrityFact, 'at'> & { share: number | null })[];
  cohort: { size: number; overall: number[]; byDimension: Record<string, number[]> };
  decisions: { outcome: string; reason: string; at: Date; by: string }[];
  /** The candidate reads feedback in words once a decision other than to hold is recorded. */
  givesFeedback: boolean;
}

/** One consistent read of everything a report shows. Refused to everybody who still owes a rating of this attempt. */
export async function readReport(principal: StaffPrincipal, attemptId: string): Promise<ReportPage> {
  return database().db.transaction(
    async (tx) => {
      await authorizeAttempt(tx, principal, 'report.read', attemptId);
      const facts = await findAttemptFacts(tx, attemptId);
      if (!facts) throw notFound();
      const now = await readNow(tx);
      const [scores, entered, grants, runs, events, decisions] = await Promise.all([
        loadScores(tx, facts, principal.id),
        listAttemptSections(tx, attemptId),
        listTimeGrants(tx, attemptId),
        listRunFacts(tx, attemptId),
        listAttemptEvents(tx, attemptId),
        listDecisions(tx, attemptId),
      ]);
      const { raters, cardIds, raterOf, ratings, gradeOf, stateOf } = scores;
      const documents = await listLiveDocuments(tx, attemptId);
      const evidence = (await listEvidence(tx, cardIds)).flatMap((row) => {
        const raterId = raterOf.get(row.scorecardId);
        if (!raterId) return [];
        const quoted = documents.find((one) => one.id === row.documentId);
        const rating = ratings.find(
          (r) => r.raterId === raterId && r.itemNumber === row.itemNumber && r.dimension === row.dimension,
        );
        return [
          {
            id: row.id,
            raterId,
            itemNumber: row.itemNumber,
            dimension: row.dimension,
            levelId: rating?.levelId ?? 'not-observed',
            quote: row.quote,
            source: row.source,
            documentSeq: row.documentSeq,
            track: quoted && quoted.purpose !== 'answer' ? trackOf(quoted) : null,
          },
        ];
      });
      const sections = facts.form.sections;
      const formItems = sections.flatMap((section) =>
        section.items.map((item) => ({ ...item, section: section.number })),
      );
      const report = composeReport(scores.reportFacts);
      const times: AttemptTimes | null = facts.attempt.startedAt
        ? {
            startedAt: facts.attempt.startedAt,
            timeFactor: facts.attempt.timeFactor,
            sections,
            entered,
            grants,
          }
        : null;
      const baseMs = formMinutes(sections) * 60_000;
      const allowedMs = times ? allowanceMs(times) : baseMs;
      const at = (instant: Date): number => (times ? shareAt(times, instant) : 0);
      const spans = entered.map((entry) => {
        const deadline = times ? sectionDeadline(times, entry.number) : null;
        const end = entry.leftAt ?? deadline ?? now;
        return { number: entry.number, from: entry.enteredAt, to: end.getTime() < now.getTime() ? end : now };
      });
      const cohort = await readCohort(tx, facts.position.id, {
        viewerId: principal.id,
        exceptAttemptId: attemptId,
      });
      return {
        attemptId,
        candidateName: facts.candidate.name,
        positionId: facts.position.id,
        positionTitle: facts.position.title,
        formNumber: facts.form.number,
        blueprintTitle: facts.form.blueprintTitle,
        rules: facts.form.rules,
        declaredAids: facts.attempt.declaredAids,
        assessedOn: facts.attempt.submittedAt?.toISOString().slice(0, 10) ?? null,
        submittedBy: facts.attempt.submittedBy,
        builtAt: now,
        report,
        followUpHref: await followUpHref(tx, principal, report),
        raters: raters.map((rater) => ({
          id: rater.raterId,
          name: rater.name,
          submittedAt: rater.submittedAt,
        })),
        ratings: ratings.map(({ raterId, itemNumber, dimension, levelId, note, changeReason }) => ({
          raterId,
          itemNumber,
          dimension,
          levelId,
          note,
          changeReason,
        })),
        evidence,
        questions: formItems.map((item) => {
          const state = stateOf.get(item.number);
          const grade = gradeOf.get(item.number) ?? null;
          return {
            number: item.number,
            slug: item.slug,
            title: item.title,
            kind: item.kind,
            section: item.section,
            timeShare: state?.seenAt ? (state.openMs * baseMs) / (item.minutes * 60_000 * allowedMs) : null,
            runs: runs.filter((run) => run.itemNumber === item.number).length,
            score: grade?.score ?? null,
            outcome: describeOutcome(
              item.kind,
              grade,
              ratings.filter((r) => r.itemNumber === item.number).length,
            ),
            lost: lostMarks(findGradedChecks(scores.grades, item)),
            voided: state?.voidedAt != null,
            voidReason: state?.voidReason ?? null,
          };
        }),
        timeShare: times ? usedShare(times, now) : null,
        timeline: {
          sections: spans.map((span) => ({
            number: span.number,
            title: sections.find((section) => section.number === span.number)?.title ?? '',
            from: at(span.from),
            to: at(span.to),
          })),
          runs: runs.map((run) => ({
            itemNumber: run.itemNumber,
            at: at(run.startedAt),
            passed: run.passed,
          })),
          marks: integrityFacts(events).map((fact) => ({
            kind: fact.kind,
            at: at(fact.at),
            label: fact.text,
          })),
          questions: questionSpans(events, at, facts.attempt.submittedAt ?? now),
        },
        integrity: integrityFacts(events).map(({ at: moment, ...fact }) => ({
          ...fact,
          share: times && moment >= times.startedAt ? shareAt(times, moment) : null,
        })),
        cohort: {
          size: cohort.length,
          overall: cohort.flatMap((entry) => (entry.report.overall === null ? [] : [entry.report.overall])),
          byDimension: Object.fromEntries(
            report.dimensions.map((dimension) => [
              dimension.dimension,
              cohort.flatMap((entry) => {
                const other = entry.report.dimensions.find((d) => d.dimension === dimension.dimension);
                return other?.assessed && other.mean !== null ? [other.mean] : [];
              }),
            ]),
          ),
        },
        decisions,
        givesFeedback: facts.position.feedbackToCandidate,
      };
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}

function lostMarks(grading: GradingState): ReportPage['questions'][number]['lost'] {
  if (grading.state !== 'graded') return [];
  const { checks, score, verdict } = grading.grade;
  // Without a check there is only the verdict: nothing was answered, or the program never came so far.
  if (checks.length === 0 && score < 1) {
    const title = verdict === 'unanswered' ? 'Nothing was answered' : `No check could run: ${verdict}`;
    return [{ name: verdict, title, earned: 0, weight: 1, notes: [] }];
  }
  return checks
    .filter((check) => !check.passed)
    .map(({ name, title, earned, weight, misconceptions, message }) => ({
      ...{ name, title, earned, weight },
      // What a mistake shows says more than the count of it, unless a part was earned.
      notes: [
        ...(message !== '' && (misconceptions.length === 0 || earned > 0) ? [message] : []),
        ...misconceptions,
      ],
    }));
}

async function followUpHref(
  tx: Executor,
  principal: StaffPrincipal,
  { followUp }: Report,
): Promise<string | null> {
  if (followUp?.kind !== 'scored') return null;
  const { sessionId } = followUp.in;
  const relation = await attemptRelation(tx, principal, sessionId);
  return relation && mayAccess(principal, 'report.read', relation) ? `/attempts/${sessionId}/report` : null;
}

/** When each question was on screen, from the `question-opened` facts; the last one ends with the attempt. */
function questionSpans(
  events: readonly { kind: string; at: Date; itemNumber: number | null }[],
  at: (instant: Date) => number,
  end: Date,
): { number: number; from: number; to: number }[] {
  const opened = events.filter((event) => event.kind === 'question-opened' && event.itemNumber !== null);
  return opened.map((event, index) => ({
    number: event.itemNumber ?? 0,
    from: at(event.at),
    to: at(opened[index + 1]?.at ?? end),
  }));
}
