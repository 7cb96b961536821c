import { type Grade, type GradedCheck, roundScore } from './grade.ts';

export type InvariantKind = 'safety' | 'liveness' | 'performance' | 'usefulness';

/** An invariant as the question declares it. Shares are weight over the sum of weights. */
export interface WorldInvariantShare {
  name: string;
  title: string;
  kind: InvariantKind;
  weight: number;
}

/** While the invariant `broken` does not hold, the score is at most so much. */
export interface WorldCap {
  broken: string;
  atMostPercent: number;
}

/** What all seeds together said about one invariant. */
export interface WorldFinding {
  name: string;
  held: boolean;
  /** Seeds that broke it or did not come to their end. */
  failingSeeds: readonly number[];
  /** One sentence about the first of them, or about the value that was judged over all seeds. */
  message: string;
}

/**
 * Shares of the invariants that held in every seed, lowered to the smallest cap of those that did not. A finding that is
 * missing counts as broken: a program that was never judged has shown nothing.
 */
export function gradeWorld(input: {
  invariants: readonly WorldInvariantShare[];
  caps: readonly WorldCap[];
  findings: readonly WorldFinding[];
  seeds: number;
}): Grade {
  const { invariants, caps, seeds } = input;
  const findings = new Map(input.findings.map((finding) => [finding.name, finding]));
  const total = invariants.reduce((sum, { weight }) => sum + weight, 0);
  const isHeld = (name: string) => findings.get(name)?.held === true;
  const raw = invariants.reduce((sum, { name, weight }) => sum + (isHeld(name) ? weight / total : 0), 0);
  const cap = Math.min(
    1,
    ...caps.filter(({ broken }) => !isHeld(broken)).map(({ atMostPercent }) => atMostPercent / 100),
  );
  const score = Math.min(raw, cap);
  const checks = invariants.map(({ name, title, weight }): GradedCheck => {
    const finding = findings.get(name);
    const passed = isHeld(name);
    const share = weight / total;
    return {
      name,
      title,
      passed,
      weight: share,
      earned: passed && raw > 0 ? (share * score) / raw : 0,
      message: describeFinding(finding, seeds),
      misconceptions: [],
      failingSeeds: [...(finding?.failingSeeds ?? [])],
    };
  });
  return {
    verdict: checks.length > 0 && checks.every((check) => check.passed) ? 'passed' : 'failed',
    score: roundScore(score),
    checks,
  };
}

function describeFinding(finding: WorldFinding | undefined, seeds: number): string {
  if (finding === undefined) return 'It was not judged.';
  const said = finding.message === '' ? '' : ` ${finding.message}`;
  if (finding.held) return `Holds in all ${seeds} seeds.${said}`;
  const { failingSeeds } = finding;
  if (failingSeeds.length === 0) return `Does not hold over all ${seeds} seeds together.${said}`;
  const first = finding.message === '' ? '' : ` Seed ${failingSeeds[0]}: ${finding.message}`;
  return `Broken in ${failingSeeds.length} of ${seeds} seeds.${first}`;
}
