import { describe, expect, it } from 'vitest';
import type { EstimatePart } from './estimate-key.ts';
import { explainScoring, type ScoringBasis } from './explain-scoring.ts';
import { gradeEstimate } from './grade-estimate.ts';
import { scoringLinesMax } from './limits.ts';

const part = (id: string, more: Partial<EstimatePart>): EstimatePart =>
  ({
    form: 'number',
    id,
    ask: id,
    unit: 'ms',
    units: { ms: 1 },
    answer: 731,
    tolerance: { kind: 'percent', percent: 4 },
    traps: [],
    weight: 1,
    ...more,
  }) as EstimatePart;

const bases: ScoringBasis[] = [
  { kind: 'choice', minutes: 4, partCount: 1 },
  { kind: 'choice', minutes: 1, partCount: 3 },
  { kind: 'estimate', minutes: 6, parts: [part('a', {}), part('b', { weight: 3 })] },
  {
    kind: 'code',
    minutes: 20,
    checks: [
      { title: 'shown', visible: true, weight: 1 },
      { title: 'a hidden title', visible: false, weight: 3 },
    ],
  },
  { kind: 'incident', minutes: 20 },
  {
    kind: 'design',
    minutes: 40,
    objectives: [{ group: 'slo' }, { group: 'slo' }, { group: 'failure' }, { group: 'cost' }],
    points: { slo: 45, failure: 20, cost: 15 },
    gradedSeeds: 3,
  },
  { kind: 'discussion', minutes: 20, weights: { TRD: 60, SYS: 40 } },
];

// Guarantee: the candidate reads the rule that grading uses, in at most three lines, and learns no answer from it.
describe('how a question is scored', () => {
  it.each(bases)('takes at most three lines ($kind)', (basis) => {
    const lines = explainScoring(basis);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.length).toBeLessThanOrEqual(scoringLinesMax);
    expect(lines[0]).toMatch(/^\d+ points?; suggested time \d+ minutes?\.$/u);
  });

  it('states bands that grading keeps', () => {
    const parts = [part('a', {})];
    const text = explainScoring({ kind: 'estimate', minutes: 6, parts }).join(' ');
    const [full, half] = [...text.matchAll(/±(\d+) %/gu)].map((match) => Number(match[1]) / 100);
    const scoreAt = (value: number) =>
      gradeEstimate(
        { parts },
        { kind: 'estimate', values: { a: { value: String(value), unit: 'ms' } }, reasoning: '' },
      ).score;
    expect(scoreAt(731 * (1 + (full ?? 0) * 0.999))).toBe(1);
    expect(scoreAt(731 * (1 + (full ?? 0) * 1.001))).toBe(0.5);
    expect(scoreAt(731 * (1 - (half ?? 0) * 0.999))).toBe(0.5);
    expect(scoreAt(731 * (1 - (half ?? 0) * 1.001))).toBe(0);
  });

  it('never tells an answer, an accepted range or a hidden check', () => {
    const parts = [part('a', {}), part('b', { answer: 60, tolerance: { kind: 'accept', from: 60, to: 72 } })];
    const estimate = explainScoring({ kind: 'estimate', minutes: 6, parts }).join(' ');
    expect(estimate).not.toMatch(/731|60|72/u);
    const code = bases[3];
    expect(code && explainScoring(code).join(' ')).not.toContain('hidden title');
  });

  it('gives shares that sum to the whole', () => {
    const code = bases[3];
    const shares = [...(code ? explainScoring(code).join(' ') : '').matchAll(/(\d+) %/gu)].map((match) =>
      Number(match[1]),
    );
    expect(shares.reduce((sum, share) => sum + share, 0)).toBe(100);
  });
});
