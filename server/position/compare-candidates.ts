import { listPositionAttempts } from '../../db/queries/candidates.ts';
import { listRatersOfAttempts } from '../../db/queries/position-dashboard.ts';
import { findPosition } from '../../db/queries/positions.ts';
import { mayAccess } from '../../domain/access.ts';
import type { DimensionCode } from '../../domain/dimension.ts';
import { authorizePosition } from '../authorize.ts';
import { database } from '../database.ts';
import { notFound } from '../failure.ts';
import { readCohort } from '../report/read-cohort.ts';
import type { StaffPrincipal } from '../session.ts';

export const comparedMax = 4;

export interface ComparedCandidate {
  attemptId: string;
  name: string;
  formNumber: number;
  /** Ratings or grades are missing, so it will move. */
  provisional: boolean;
  /** The live follow-up that the form asks for was not scored. */
  incomplete: boolean;
  overall: number | null;
  interval: [number, number] | null;
  /** Of the dimensions that were assessed. */
  dimensions: { dimension: DimensionCode; mean: number; interval: [number, number] | null }[];
}

export interface Comparison {
  bar: number;
  /** Bars of single dimensions, where the position has them. */
  bars: Partial<Record<DimensionCode, number>>;
  dimensions: { dimension: DimensionCode; name: string }[];
  candidates: ComparedCandidate[];
  /** Names of those who were asked for and cannot be shown: not scored yet, or sealed from the viewer. */
  missing: string[];
}

/**
 * Two to four candidates of a position beside each other, dimension by dimension. Null when fewer than two of those that
 * were asked for can be shown. Whoever still owes a rating of somebody sees nothing of that person here either.
 */
export async function compareCandidates(
  principal: StaffPrincipal,
  input: { positionId: string; attemptIds: readonly string[] },
): Promise<Comparison | null> {
  return database().db.transaction(
    async (tx) => {
      const relation = await authorizePosition(tx, principal, 'attempt.list', input.positionId);
      const position = await findPosition(tx, input.positionId);
      if (!position) throw notFound();
      const wanted = [...new Set(input.attemptIds)].slice(0, comparedMax);
      const attempts = await listPositionAttempts(tx, input.positionId);
      const chosen = wanted.flatMap((id) => attempts.filter((row) => row.attempt.id === id));
      const raters = await listRatersOfAttempts(
        tx,
        chosen.map((row) => row.attempt.id),
      );
      const reports = new Map(
        (await readCohort(tx, input.positionId, { viewerId: principal.id })).map((entry) => [
          entry.attemptId,
          entry.report,
        ]),
      );
      const missing: string[] = [];
      const candidates = chosen.flatMap(({ attempt, candidateName, formNumber }): ComparedCandidate[] => {
        const card = raters.find((row) => row.attemptId === attempt.id && row.raterId === principal.id);
        const open = mayAccess(principal, 'report.read', {
          ...relation,
          assignedRater: card !== undefined,
          ratingSubmitted: card?.submittedAt != null,
        });
        const report = open ? reports.get(attempt.id) : undefined;
        if (!report || report.overall === null) {
          missing.push(candidateName);
          return [];
        }
        return [
          {
            attemptId: attempt.id,
            name: candidateName,
            formNumber,
            provisional: report.provisional,
            incomplete: report.recommendation === 'incomplete',
            overall: report.overall,
            interval: report.interval,
            dimensions: report.dimensions.flatMap(({ dimension, mean, interval, assessed }) =>
              assessed && mean !== null ? [{ dimension, mean, interval }] : [],
            ),
          },
        ];
      });
      if (candidates.length < 2) return null;
      const seen = new Set(candidates.flatMap((one) => one.dimensions.map((entry) => entry.dimension)));
      const named = [...reports.values()][0]?.dimensions ?? [];
      return {
        bar: position.overallBar,
        bars: position.bars,
        dimensions: named
          .filter((one) => seen.has(one.dimension))
          .map(({ dimension, name }) => ({ dimension, name })),
        candidates,
        missing,
      };
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}
