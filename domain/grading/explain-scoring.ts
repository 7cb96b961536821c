import { type DimensionCode, dimensionCodes, dimensionNames } from '../dimension.ts';
import { diagnosisPoints } from '../incident/limits.ts';
import type { EstimatePart, Tolerance } from './estimate-key.ts';
import type { GroupPoints, ObjectiveGroup } from './grade-design.ts';
import type { WorldCap, WorldInvariantShare } from './grade-world.ts';
import { writtenPercent } from './limits.ts';

/** What the explanation is made from: the very values that grading uses, without any answer text. */
export type ScoringBasis = { minutes: number } & (
  | { kind: 'choice'; partCount: number }
  | { kind: 'estimate'; parts: readonly EstimatePart[] }
  | { kind: 'code' | 'sql'; checks: ReadonlyArray<{ title: string; visible: boolean; weight: number }> }
  | {
      kind: 'world';
      invariants: readonly WorldInvariantShare[];
      caps: readonly WorldCap[];
      gradedSeeds: number;
    }
  | { kind: 'incident' }
  | {
      kind: 'design';
      objectives: ReadonlyArray<{ group: ObjectiveGroup }>;
      points: GroupPoints;
      gradedSeeds: number;
    }
  | { kind: 'discussion'; weights: Partial<Record<DimensionCode, number>> }
);

/**
 * How a question is scored, for the candidate, in at most three lines. It never says how many options are right, what
 * a band's centre is, or what a hidden check looks at.
 */
export function explainScoring(basis: ScoringBasis): string[] {
  const points = `${basis.minutes} ${plural(basis.minutes, 'point')}; suggested time ${basis.minutes} ${plural(basis.minutes, 'minute')}.`;
  switch (basis.kind) {
    case 'choice':
      return [points, explainChoice(basis.partCount)];
    case 'estimate':
      return [
        points,
        explainEstimate(basis.parts),
        'The reasoning is read by interviewers and changes no marks here.',
      ];
    case 'code':
      return [points, ...explainCode(basis.checks)];
    case 'sql':
      return [points, ...explainSql(basis.checks)];
    case 'world':
      return [points, ...explainWorld(basis)];
    case 'incident':
      return [points, ...explainIncident()];
    case 'design':
      return [points, ...explainDesign(basis)];
    case 'discussion':
      return [
        points,
        `Interviewers score it, each alone, on ${listWeights(basis.weights)}.`,
        'For each of them four levels of behaviour are described, and your text is held against those.',
      ];
  }
}

function explainIncident(): string[] {
  const { cause, component, mitigation, durable, efficiency } = diagnosisPoints;
  return [
    `Cause ${cause} %, component ${component} %, durable fixes ${durable} % (a wrong one takes a share away): a third of each without evidence, all with an opened and cited card for each separate finding. First action ${mitigation} %. Harm kept low ${efficiency} %, with a right cause and half the evidence at least.`,
    `The postmortem, ${writtenPercent} %, is rated by interviewers, each alone.`,
  ];
}

function explainDesign({
  objectives,
  points,
  gradedSeeds,
}: Extract<ScoringBasis, { kind: 'design' }>): string[] {
  const shares = { slo: 'service', failure: 'failure', cost: 'cost' } satisfies Record<
    ObjectiveGroup,
    string
  >;
  const count = (group: ObjectiveGroup) => objectives.filter((one) => one.group === group).length;
  const groups = (['slo', 'failure', 'cost'] as const).map(
    (group) => `${shares[group]} ${points[group]} % (${count(group)} ${plural(count(group), 'objective')})`,
  );
  return [
    `The objectives: ${groups.join(', ')}. Each that holds with ${gradedSeeds} other seeds adds an equal share of its group. What an idle system keeps too counts in full only while half of those about being served hold.`,
    `The decision note, ${writtenPercent} %, is rated by interviewers, each alone.`,
  ];
}

function explainChoice(partCount: number): string {
  const cost =
    'Each right pick adds one share and each wrong pick takes one share away; the total is never below zero.';
  return partCount > 1 ? `${cost} All parts count together.` : cost;
}

function explainEstimate(parts: readonly EstimatePart[]): string {
  const weightTotal = parts.reduce((sum, part) => sum + part.weight, 0);
  const equal = parts.every((part) => part.weight === parts[0]?.weight);
  const described = new Map<string, string[]>();
  for (const part of parts) {
    const rule = part.form === 'pick' ? 'one pick' : describeTolerance(part.tolerance, part.unit);
    const label = equal ? `(${part.id})` : `(${part.id}, ${formatPercent(part.weight / weightTotal)})`;
    described.set(rule, [...(described.get(rule) ?? []), label]);
  }
  const rules = [...described].map(([rule, labels]) => `${labels.join(' ')} ${rule}`).join('; ');
  return `${equal && parts.length > 1 ? 'Parts count equally: ' : ''}${rules}.`;
}

function describeTolerance(tolerance: Tolerance, unit: string): string {
  switch (tolerance.kind) {
    case 'percent':
      return tolerance.percent === 0
        ? 'exact'
        : `full marks within ±${tolerance.percent} %, half within ±${2 * tolerance.percent} %`;
    case 'absolute': {
      const suffix = unit === '' ? '' : unit === '%' ? ' percentage points' : ` ${unit}`;
      return tolerance.by === 0
        ? 'exact'
        : `full marks within ±${tolerance.by}${suffix}, half within ±${2 * tolerance.by}${suffix}`;
    }
    // The range itself would tell the answer.
    case 'accept':
      return 'full marks in a range of defensible values';
  }
}

type ShownCheck = { title: string; visible: boolean; weight: number };

function explainCode(checks: readonly ShownCheck[]): string[] {
  return [
    explainShares(checks),
    'The checks after submission test the rules in the text with other inputs; style and type errors are not scored.',
  ];
}

function explainSql(checks: readonly ShownCheck[]): string[] {
  return [
    explainShares(checks),
    'Each check runs on fresh copies, also of data that is not shown; plans are judged by rows and blocks, never by time.',
  ];
}

function explainWorld({ invariants, caps, gradedSeeds }: Extract<ScoringBasis, { kind: 'world' }>): string[] {
  const total = invariants.reduce((sum, one) => sum + one.weight, 0);
  const shares = invariants.map(({ weight }, index) => `I-${index + 1} ${formatPercent(weight / total)}`);
  const capped = caps.map(({ broken, atMostPercent }) => {
    const place = invariants.findIndex((one) => one.name === broken) + 1;
    return ` While I-${place} is broken, the score is at most ${atMostPercent} %.`;
  });
  return [
    `Each invariant that holds in every graded seed adds its share: ${shares.join(', ')}.${capped.join('') || ' There are no caps.'}`,
    `Graded on ${gradedSeeds} other seeds, the same for every candidate: the seeds that you can run are not among them. Nothing depends on real time.`,
  ];
}

function explainShares(checks: readonly ShownCheck[]): string {
  const total = checks.reduce((sum, check) => sum + check.weight, 0);
  const shown = checks.filter((check) => check.visible);
  const hidden = checks.filter((check) => !check.visible);
  const share = (some: typeof checks) =>
    formatPercent(some.reduce((sum, check) => sum + check.weight, 0) / total);
  const parts = [
    ...(shown.length > 0 ? [`${shown.length} shown with Run (${share(shown)})`] : []),
    ...(hidden.length > 0 ? [`${hidden.length} run after submission (${share(hidden)})`] : []),
  ];
  return `Each passed check adds its share, there are no caps: ${parts.join(', ')}.`;
}

function listWeights(weights: Partial<Record<DimensionCode, number>>): string {
  return dimensionCodes
    .flatMap((code) => {
      const weight = weights[code];
      return weight === undefined ? [] : [{ code, weight }];
    })
    .sort((a, b) => b.weight - a.weight)
    .map(({ code, weight }) => `${dimensionNames[code]} (${weight} %)`)
    .join(', ');
}

function formatPercent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function plural(count: number, word: string): string {
  return count === 1 ? word : `${word}s`;
}
