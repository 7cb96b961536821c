/**
 * Guarantee: an invariant earns its share only when it held in every seed, a cap lowers the whole score and never raises
 * it, what was never judged counts as broken, and the shares that are shown sum to the score.
 */
import { describe, expect, it } from 'vitest';
import { explainScoring } from './explain-scoring.ts';
import { gradeWorld, type WorldFinding } from './grade-world.ts';

const invariants = [
  { name: 'once', title: 'Once', kind: 'safety', weight: 3 },
  { name: 'order', title: 'Order', kind: 'safety', weight: 1 },
  { name: 'useful', title: 'Useful', kind: 'usefulness', weight: 4 },
] as const;
const caps = [
  { broken: 'useful', atMostPercent: 20 },
  { broken: 'once', atMostPercent: 40 },
];
const finding = (
  name: string,
  failingSeeds: number[] = [],
  held = failingSeeds.length === 0,
): WorldFinding => ({
  name,
  held,
  failingSeeds,
  message: held ? '' : `${name} went wrong`,
});
const grade = (findings: WorldFinding[]) => gradeWorld({ invariants, caps, findings, seeds: 200 });
const sum = (checks: readonly { earned: number }[]) =>
  checks.reduce((total, { earned }) => total + earned, 0);

describe('the score of a world', () => {
  it('is whole when everything holds', () => {
    expect(grade([finding('once'), finding('order'), finding('useful')])).toMatchObject({
      verdict: 'passed',
      score: 1,
    });
  });

  it('loses a whole share for one seed', () => {
    const graded = grade([finding('once'), finding('order', [17]), finding('useful')]);
    expect(graded).toMatchObject({ verdict: 'failed', score: 0.875 });
    expect(graded.checks[1]).toMatchObject({
      earned: 0,
      failingSeeds: [17],
      message: 'Broken in 1 of 200 seeds. Seed 17: order went wrong',
    });
  });

  it('is lowered to the smallest cap, so that refusing everything is worth little', () => {
    const refuses = grade([finding('once'), finding('order'), finding('useful', [1, 2])]);
    expect(refuses.score).toBe(0.2);
    expect(sum(refuses.checks)).toBeCloseTo(0.2);
    expect(grade([finding('once', [1]), finding('order'), finding('useful', [1])]).score).toBe(0.125);
    expect(grade([finding('once', [1]), finding('order'), finding('useful')]).score).toBe(0.4);
  });

  it('takes what was never judged as broken', () => {
    expect(grade([])).toMatchObject({ verdict: 'failed', score: 0 });
    expect(grade([finding('once'), finding('order')]).score).toBe(0.2);
  });

  it('tells a break over all seeds together without naming one', () => {
    const pooled = { name: 'useful', held: false, failingSeeds: [], message: 'p99 1,400 ms, at most 1,200' };
    expect(grade([finding('once'), finding('order'), pooled]).checks[2]?.message).toBe(
      'Does not hold over all 200 seeds together. p99 1,400 ms, at most 1,200',
    );
  });
});

describe('what the candidate is told', () => {
  it('has each share, each cap, and that the visible seeds are not the graded ones', () => {
    const lines = explainScoring({ kind: 'world', minutes: 45, invariants, caps, gradedSeeds: 200 });
    const all = lines.join('\n');
    expect(lines).toHaveLength(3);
    for (const words of [
      'I-1 38 %',
      'I-2 13 %',
      'I-3 50 %',
      'While I-3 is broken, the score is at most 20 %',
      'While I-1 is broken, the score is at most 40 %',
    ])
      expect(all).toContain(words);
    expect(all).toContain('the seeds that you can run are not among them');
  });
});
