import { describe, expect, it } from 'vitest';
import { composeReport, type ReportFacts } from './report.ts';

function facts(change: Partial<ReportFacts> = {}): ReportFacts {
  const item = (
    number: number,
    kind: string,
    score: number | null,
    weights: ReportFacts['items'][number]['weights'],
  ) => ({
    number,
    slug: `q-${number}`,
    title: `Question ${number}`,
    kind,
    minutes: 20,
    weights,
    voided: false,
    autoScore: score,
  });
  return {
    attemptId: 'a1',
    weights: { FND: 60, TRD: 40 },
    overallBar: 2.75,
    bars: { FND: 2.5 },
    gates: [{ dimension: 'FND', raters: 2, below: 2 }],
    followUp: null,
    items: [
      item(1, 'code', 1, { FND: 100 }),
      item(2, 'choice', 0.9, { FND: 100 }),
      item(3, 'discussion', null, { TRD: 60, FND: 40 }),
    ],
    raters: [
      { id: 'r1', name: 'Ruben', submitted: true },
      { id: 'r2', name: 'Tove', submitted: true },
    ],
    ratings: [
      { raterId: 'r1', itemNumber: 3, dimension: 'TRD', levelId: 'TRD-4', note: '' },
      { raterId: 'r2', itemNumber: 3, dimension: 'TRD', levelId: 'TRD-4', note: '' },
      { raterId: 'r1', itemNumber: 3, dimension: 'FND', levelId: 'FND-3', note: '' },
      { raterId: 'r2', itemNumber: 3, dimension: 'FND', levelId: 'FND-3', note: '' },
    ],
    ...change,
  };
}

// The guarantee: the recommendation follows from the interval and the bar alone; a gate is named and never averaged.
describe('report', () => {
  it('is above when the whole interval lies above the bar', () => {
    const report = composeReport(facts());
    expect(report.recommendation).toBe('above');
    expect(report.provisional).toBe(false);
    expect(report.interval?.[0]).toBeGreaterThan(2.75);
  });

  it('is below when the whole interval lies under it, and not settled when it holds the bar', () => {
    const low = facts();
    const worse = composeReport({
      ...low,
      items: low.items.map((item) => ({ ...item, autoScore: item.autoScore === null ? null : 0 })),
      ratings: low.ratings.map((r) => ({ ...r, levelId: `${r.dimension}-1` })),
    });
    expect(worse.recommendation).toBe('below');
    const mixed = composeReport({
      ...low,
      items: low.items.map((item) => ({
        ...item,
        autoScore: item.number === 1 ? 1 : item.autoScore === null ? null : 0.1,
      })),
    });
    expect(mixed.recommendation).toBe('not-settled');
    expect(mixed.wouldSettle.length).toBeGreaterThan(0);
  });

  it('names a gate without moving the mean', () => {
    const base = facts();
    const held = composeReport({
      ...base,
      ratings: base.ratings.map((r) => (r.dimension === 'FND' ? { ...r, levelId: 'FND-1' } : r)),
    });
    expect(held.gates).toHaveLength(1);
    expect(held.gates[0]?.raterIds).toEqual(['r1', 'r2']);
    const without = composeReport({
      ...base,
      gates: [],
      ratings: base.ratings.map((r) => (r.dimension === 'FND' ? { ...r, levelId: 'FND-1' } : r)),
    });
    expect(without.overall).toBe(held.overall);
    const oneRater = composeReport({
      ...base,
      ratings: base.ratings.map((r) =>
        r.dimension === 'FND' && r.raterId === 'r1' ? { ...r, levelId: 'FND-1' } : r,
      ),
    });
    expect(oneRater.gates).toHaveLength(0);
  });

  it('says what is missing while a rating or a grade is missing', () => {
    const base = facts();
    const pending = composeReport({
      ...base,
      raters: base.raters.map((r) => ({ ...r, submitted: r.id === 'r1' })),
      ratings: base.ratings.filter((r) => r.raterId === 'r1'),
    });
    expect(pending.provisional).toBe(true);
    const ungraded = composeReport({
      ...base,
      items: base.items.map((i) => (i.number === 1 ? { ...i, autoScore: null } : i)),
    });
    expect(ungraded.provisional).toBe(true);
  });

  it('lists every dimension that was not assessed with its reason', () => {
    const report = composeReport(facts());
    const codes = report.notAssessed.map((entry) => entry.dimension);
    expect(codes).toContain('DBX');
    expect(codes).not.toContain('FND');
    expect(report.notAssessed.every((entry) => entry.reason !== '')).toBe(true);
  });

  it('takes an incident as what rules graded and what people rated, each for its share of the minutes', () => {
    const base = facts();
    const incident = {
      number: 4,
      slug: 'in-x',
      title: 'An incident',
      kind: 'incident',
      minutes: 20,
      weights: { DBG: 100 },
      written: { COM: 60, EXP: 40 },
      voided: false,
      autoScore: 0.5,
    };
    const rated = (level: number) => ({
      raterId: 'r1',
      itemNumber: 4,
      dimension: 'COM' as const,
      levelId: `COM-${level}`,
      note: '',
    });
    const of = (report: ReturnType<typeof composeReport>, code: string) =>
      report.dimensions.find((one) => one.dimension === code);
    const report = composeReport({
      ...base,
      items: [...base.items, incident],
      ratings: [...base.ratings, rated(4)],
    });
    // 16 of the 20 minutes are graded by rules, 4 are rated, 60 % of them for communication.
    expect(of(report, 'DBG')).toMatchObject({ evidenceMinutes: 16, mean: 2.5, raters: [] });
    expect(of(report, 'COM')).toMatchObject({ mean: 4, items: [4] });
    expect(of(report, 'COM')?.evidenceMinutes).toBeCloseTo(2.4);
    expect(report.provisional).toBe(false);

    const unrated = composeReport({ ...base, items: [...base.items, incident] });
    expect(unrated.provisional).toBe(true);
    expect(of(unrated, 'DBG')?.mean).toBe(2.5);
    const ungraded = composeReport({
      ...base,
      items: [...base.items, { ...incident, autoScore: null }],
      ratings: [...base.ratings, rated(4)],
    });
    expect(ungraded.provisional).toBe(true);
    expect(of(ungraded, 'DBG')?.mean).toBeNull();
  });

  it('takes a design by rules and by its note also where both are evidence for one dimension', () => {
    const base = facts();
    const report = composeReport({
      ...base,
      items: [
        ...base.items,
        {
          ...{ number: 4, slug: 'de-x', title: 'A design', kind: 'design', minutes: 40, voided: false },
          ...{ weights: { DBX: 50, OPS: 50 }, written: { DBX: 60, TRD: 40 }, autoScore: 0.5 },
        },
      ],
      ratings: [
        ...base.ratings,
        { raterId: 'r1', itemNumber: 4, dimension: 'DBX', levelId: 'DBX-4', note: '' },
      ],
    });
    const databases = report.dimensions.find((one) => one.dimension === 'DBX');
    // 16 of the 32 minutes by rules at one half, 4.8 of the 8 rated minutes at the top; one question all the same.
    expect(databases?.evidenceMinutes).toBeCloseTo(20.8);
    expect(databases?.mean).toBeCloseTo(1 + (3 * (16 * 0.5 + 4.8)) / 20.8);
    expect(databases).toMatchObject({ items: [4], interval: null });
  });

  it('draws the two parts of one incident together: alone it gives no interval', () => {
    const report = composeReport(
      facts({
        weights: { DBG: 60, COM: 40 },
        items: [
          {
            number: 1,
            slug: 'in-x',
            title: 'An incident',
            kind: 'incident',
            minutes: 60,
            weights: { DBG: 100 },
            written: { COM: 100 },
            voided: false,
            autoScore: 0.5,
          },
        ],
        ratings: [{ raterId: 'r1', itemNumber: 1, dimension: 'COM', levelId: 'COM-4', note: '' }],
      }),
    );
    expect(report.overall).not.toBeNull();
    expect(report.interval).toBeNull();
  });
});
