import { type DimensionCode, dimensionCodes, dimensionNames, type Level, levelOf } from '../dimension.ts';
import type { Gate } from '../form.ts';
import { isGraded, isRated } from '../kind.ts';
import { alphaInterval, ordinalAlpha } from './agreement.ts';
import { bootstrapIntervals } from './bootstrap.ts';
import { evidenceParts } from './evidence-parts.ts';
import {
  type FollowUpFacts,
  type FollowUpStanding,
  followUpStanding,
  whatCompletes,
  whyIncomplete,
} from './follow-up.ts';
import { findGates, type Standing, standing, whatWouldSettle } from './recommendation.ts';
import {
  type DimensionScore,
  dimensionScore,
  displayScale,
  evidenceMinutesMin,
  isAssessed,
  overallScore,
  type ScoredItem,
} from './roll-up.ts';

/** Facts of one attempt, as loaded. Ratings are those of submitted cards only. */
export interface ReportFacts {
  attemptId: string;
  weights: Partial<Record<DimensionCode, number>>;
  overallBar: number;
  bars: Partial<Record<DimensionCode, number>>;
  gates: readonly Gate[];
  /** Null where the form asks for no live follow-up. */
  followUp: FollowUpFacts | null;
  items: readonly {
    number: number;
    slug: string;
    title: string;
    kind: string;
    minutes: number;
    weights: Partial<Record<DimensionCode, number>>;
    /** What ratings of the written part count for, of kinds that rules grade too. */
    written?: Partial<Record<DimensionCode, number>>;
    voided: boolean;
    autoScore: number | null;
  }[];
  raters: readonly { id: string; name: string; submitted: boolean }[];
  ratings: readonly {
    raterId: string;
    itemNumber: number;
    dimension: DimensionCode;
    levelId: string;
    note: string;
  }[];
}

export interface DimensionReport {
  dimension: DimensionCode;
  name: string;
  /** Display scale 1..4; null without evidence. */
  mean: number | null;
  interval: [number, number] | null;
  assessed: boolean;
  evidenceMinutes: number;
  /** Why it is not assessed, or why there is no interval. Empty when there is nothing to say. */
  reason: string;
  weight: number;
  bar: number | null;
  standing: Standing;
  /** Each rater's mean level over the rated questions that carry the dimension. */
  raters: { raterId: string; level: number; levels: { itemNumber: number; level: Level }[] }[];
  /** Automatic part alone, on the display scale; null when no graded question carries the dimension. */
  auto: number | null;
  /** Questions that carried evidence. */
  items: number[];
}

export interface Report {
  overall: number | null;
  interval: [number, number] | null;
  chanceAtOrAboveBar: number | null;
  bar: number;
  /** `incomplete` while the live follow-up that the form asks for was not scored. */
  recommendation: Standing | 'incomplete';
  /** Null where the form asks for none. */
  followUp: FollowUpStanding | null;
  /** One sentence with the numbers that decided. */
  headline: string;
  /** Of an open result what would settle it, of an incomplete one what completes it. */
  wouldSettle: string[];
  gates: { gate: Gate; text: string; raterIds: string[] }[];
  dimensions: DimensionReport[];
  notAssessed: { dimension: DimensionCode; name: string; reason: string }[];
  agreement: { alpha: number | null; interval: [number, number] | null; units: number };
  /** Anything still open: a report before that is provisional. */
  provisional: boolean;
}

const two = (value: number): string => value.toFixed(2);

export function composeReport(facts: ReportFacts): Report {
  const items = facts.items.flatMap((item) => scoredParts(item, facts.ratings));
  const scores = dimensionCodes.map((dimension) => dimensionScore(items, dimension));
  const assessed = scores.filter(isAssessed);
  const overall = overallScore(assessed, facts.weights);
  const intervals = bootstrapIntervals(items, facts.weights, facts.attemptId);
  const onDisplay = (pair: [number, number] | null | undefined): [number, number] | null =>
    pair ? [displayScale(pair[0]), displayScale(pair[1])] : null;
  const interval = onDisplay(intervals.overall);
  const againstBar = standing(interval, facts.overallBar);
  const followUp = followUpStanding(facts.followUp);
  const recommendation = followUp?.kind === 'missing' ? 'incomplete' : againstBar;
  const pendingRaters = facts.raters.filter((rater) => !rater.submitted).length;
  const live = facts.items.filter((item) => !item.voided);
  const ungradedItems = live
    .filter((item) => isGraded(item.kind) && item.autoScore === null)
    .map((item) => item.number);
  const ratedBy = (number: number) =>
    new Set(facts.ratings.filter((rating) => rating.itemNumber === number).map((rating) => rating.raterId))
      .size;
  const unrated = live.filter((item) => isRated(item.kind) && ratedBy(item.number) === 0);
  const singleRaterItems = live
    .filter((item) => isRated(item.kind) && ratedBy(item.number) === 1)
    .map((item) => item.number);
  const dimensions = scores.map((score) =>
    describeDimension(facts, items, score, onDisplay(intervals.byDimension[score.dimension])),
  );
  const units = unitsOf(facts);
  return {
    overall: overall === null ? null : displayScale(overall),
    interval,
    chanceAtOrAboveBar: intervals.chanceAtOrAbove((facts.overallBar - 1) / 3),
    bar: facts.overallBar,
    recommendation,
    followUp,
    headline:
      followUp?.kind === 'missing'
        ? whyIncomplete(followUp)
        : headline(overall === null ? null : displayScale(overall), interval, facts.overallBar, againstBar),
    wouldSettle:
      followUp?.kind === 'missing'
        ? whatCompletes(followUp)
        : recommendation === 'not-settled'
          ? whatWouldSettle({
              scores,
              weights: facts.weights,
              pendingRaters,
              ungradedItems,
              singleRaterItems,
            })
          : [],
    gates: findGates(facts.gates, items).map((finding) => ({
      gate: finding.gate,
      raterIds: finding.raterIds,
      text: `${finding.raterIds.length} independent raters placed ${dimensionNames[finding.gate.dimension]} below ${finding.gate.below}.`,
    })),
    dimensions,
    notAssessed: dimensions
      .filter((entry) => !entry.assessed)
      .map((entry) => ({ dimension: entry.dimension, name: entry.name, reason: entry.reason })),
    agreement: {
      alpha: ordinalAlpha(units),
      interval: alphaInterval(units, facts.attemptId),
      units: units.length,
    },
    provisional: pendingRaters > 0 || ungradedItems.length > 0 || unrated.length > 0,
  };
}

/** What a question puts into the roll-up: one item for each part of it that is evidence. */
function scoredParts(item: ReportFacts['items'][number], ratings: ReportFacts['ratings']): ScoredItem[] {
  const { number, voided } = item;
  const own = ratings
    .filter((rating) => rating.itemNumber === number)
    .map(({ raterId, dimension, levelId }) => ({ raterId, dimension, level: levelOf(levelId) }));
  return evidenceParts(item).map(({ by, minutes, weights }) => ({
    ...{ number, minutes, weights, voided },
    autoScore: by === 'rules' ? item.autoScore : null,
    ratings: by === 'raters' ? own : [],
  }));
}

function headline(
  overall: number | null,
  interval: [number, number] | null,
  bar: number,
  recommendation: Standing,
): string {
  if (overall === null) return 'Nothing is assessed yet.';
  if (!interval) return `${two(overall)} against the bar ${two(bar)}. One question alone gives no interval.`;
  const range = `${two(interval[0])} to ${two(interval[1])}`;
  switch (recommendation) {
    case 'above':
      return `${two(overall)}, and the whole interval ${range} lies above the bar ${two(bar)}.`;
    case 'below':
      return `${two(overall)}, and the whole interval ${range} lies below the bar ${two(bar)}.`;
    case 'not-settled':
      return `${two(overall)}, and the interval ${range} holds the bar ${two(bar)}.`;
  }
}

function describeDimension(
  facts: ReportFacts,
  items: readonly ScoredItem[],
  score: DimensionScore,
  interval: [number, number] | null,
): DimensionReport {
  const assessed = isAssessed(score);
  const bar = facts.bars[score.dimension] ?? null;
  const raters = facts.raters
    .filter((rater) => rater.submitted)
    .flatMap((rater) => {
      const levels = facts.ratings.flatMap((rating) => {
        const level =
          rating.raterId === rater.id && rating.dimension === score.dimension
            ? levelOf(rating.levelId)
            : null;
        return level === null ? [] : [{ itemNumber: rating.itemNumber, level }];
      });
      if (levels.length === 0) return [];
      return [
        {
          raterId: rater.id,
          level: levels.reduce((sum, entry) => sum + entry.level, 0) / levels.length,
          levels,
        },
      ];
    });
  const autoOnly = dimensionScore(
    items.filter((item) => item.autoScore !== null),
    score.dimension,
  );
  return {
    dimension: score.dimension,
    name: dimensionNames[score.dimension],
    mean: score.score === null ? null : displayScale(score.score),
    interval: assessed ? interval : null,
    assessed,
    evidenceMinutes: score.evidenceMinutes,
    reason: reasonOf(score, assessed, interval),
    weight: facts.weights[score.dimension] ?? 0,
    bar,
    standing: bar === null || !assessed ? 'not-settled' : standing(interval, bar),
    raters,
    auto: autoOnly.score === null ? null : displayScale(autoOnly.score),
    items: score.items,
  };
}

function reasonOf(score: DimensionScore, assessed: boolean, interval: [number, number] | null): string {
  if (score.evidenceMinutes === 0) return 'No question of this form gave evidence for it.';
  if (!assessed) return `${score.evidenceMinutes.toFixed(1)} of ${evidenceMinutesMin} evidence minutes.`;
  return interval ? '' : 'From one question, so no interval.';
}

/** Units of agreement: one (question, dimension) with the levels that submitted raters gave it. */
function unitsOf(facts: ReportFacts): number[][] {
  const units = new Map<string, number[]>();
  for (const rating of facts.ratings) {
    const level = levelOf(rating.levelId);
    if (level === null) continue;
    const key = `${rating.itemNumber}:${rating.dimension}`;
    units.set(key, [...(units.get(key) ?? []), level]);
  }
  return [...units.values()].filter((unit) => unit.length >= 2);
}
