/**
 * Guarantee: a remembered report is the report of exactly these facts. If this fails, a manager decides on a score that
 * was true yesterday.
 */
import { describe, expect, it } from 'vitest';
import { composeReport, type ReportFacts } from '../../domain/report/report.ts';
import { rememberedReport } from './remembered-report.ts';

const facts = (autoScore: number, overallBar = 2.75): ReportFacts => ({
  attemptId: '00000000-0000-4000-8000-000000000001',
  weights: { FND: 60, PSV: 40 },
  overallBar,
  bars: {},
  gates: [],
  followUp: null,
  items: [1, 2, 3].map((number) => ({
    number,
    slug: `q${number}`,
    title: `Q${number}`,
    kind: 'choice',
    minutes: 20,
    weights: { FND: 60, PSV: 40 },
    voided: false,
    autoScore: number === 1 ? autoScore : 0.5,
  })),
  raters: [],
  ratings: [],
});

describe('rememberedReport', () => {
  it('is composed once for the same facts, and equals what is composed', () => {
    const first = rememberedReport(facts(0.8));
    expect(rememberedReport(facts(0.8))).toBe(first);
    expect(first).toEqual(composeReport(facts(0.8)));
  });

  it('is another one as soon as any fact is another', () => {
    const before = rememberedReport(facts(0.8));
    expect(rememberedReport(facts(0.81)).overall).not.toBe(before.overall);
    expect(rememberedReport(facts(0.8, 3)).bar).toBe(3);
    const voided = facts(0.8);
    const changed = {
      ...voided,
      items: voided.items.map((item) => (item.number === 1 ? { ...item, voided: true } : item)),
    };
    expect(rememberedReport(changed)).toEqual(composeReport(changed));
    expect(rememberedReport(changed).overall).not.toBe(before.overall);
    const asks = { ...facts(0.8), followUp: { minutes: 15, talks: [], ratings: [] } };
    expect(rememberedReport(asks).recommendation).toBe('incomplete');
    const talk = { sessionId: 's', itemNumber: 1, itemTitle: 'Own solution', day: '2026-03-02' };
    const talked = {
      ...asks,
      followUp: { ...asks.followUp, talks: [talk], ratings: [{ ...talk, levelId: 'PSV-3' }] },
    };
    expect(rememberedReport(talked)).toEqual(composeReport(talked));
    expect(rememberedReport(talked).recommendation).toBe(before.recommendation);
  });
});
