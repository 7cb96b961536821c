import { expect, test } from 'vitest';
import { type GradedObjective, gradeDesign } from './grade-design.ts';

const objective = (
  id: string,
  group: GradedObjective['group'],
  flow: string | null = null,
  serves = false,
): GradedObjective => ({ id, group, title: `title of ${id}`, flow, serves });

const objectives = [
  objective('fast', 'slo', 'read'),
  objective('there', 'slo', 'read', true),

  objective('kept', 'failure', 'order'),
  objective('headroom', 'failure'),
  objective('cheap', 'cost'),
];
const grade = (missed: string[], problems: { text: string; flow: string | null }[] = []) =>
  gradeDesign(objectives, {
    outcomes: objectives.map(({ id }) => ({ id, met: !missed.includes(id), said: `said of ${id}.` })),
    problems,
  });
const passed = (graded: ReturnType<typeof grade>) =>
  graded.checks.filter((check) => check.passed).map((check) => check.name);

test('groups carry 45, 20 and 15 of 80, each shared evenly by its objectives', () => {
  const { score, verdict, checks } = grade([]);
  expect({ score, verdict }).toEqual({ score: 1, verdict: 'passed' });
  expect(checks.map((check) => Math.round(check.weight * 800) / 10)).toEqual([22.5, 22.5, 10, 10, 15]);
  expect(grade(['fast']).score).toBeCloseTo(57.5 / 80, 6);
  expect(checks[0]).toMatchObject({ title: 'title of fast', message: 'said of fast.' });
});

test('a question says what its groups carry where saving is the work', () => {
  const outcomes = objectives.map(({ id }) => ({ id, met: id !== 'cheap', said: '' }));
  const points = { slo: 20, failure: 15, cost: 45 };
  expect(gradeDesign(objectives, { outcomes, problems: [] }, points).score).toBeCloseTo(35 / 80, 6);
});

test('a system that serves nobody gets nothing for what it keeps', () => {
  expect(passed(grade(['fast']))).toContain('cheap');
  const idle = grade(['there']);
  expect(idle.score).toBe(0);
  expect(passed(idle)).toEqual([]);
  expect(idle.checks.at(-1)?.message).toContain('0 of 1 objectives about being served are met');
});

test('what an idle system keeps too counts in proportion below half of those about being served', () => {
  const three = [
    ...objectives,
    objective('orders', 'slo', 'order', true),
    objective('peak', 'failure', 'read', true),
  ];
  const scored = (missed: string[]) =>
    gradeDesign(three, {
      outcomes: three.map(({ id }) => ({ id, met: !missed.includes(id), said: '' })),
      problems: [],
    }).checks;
  const cheap = (missed: string[]) => {
    const check = scored(missed).find((one) => one.name === 'cheap');
    return (check?.earned ?? 0) / (check?.weight ?? 1);
  };
  expect(cheap(['peak'])).toBe(1);
  expect(cheap(['peak', 'orders'])).toBeCloseTo(2 / 3, 9);
  expect(cheap(['peak', 'orders', 'there'])).toBe(0);
});

test('nothing lost of a flow that never gets anywhere is no objective met', () => {
  const broken = grade([], [{ text: 'Orders never reach a SQL database', flow: 'order' }]);
  expect(passed(broken)).toEqual(['fast', 'there', 'headroom']);
  expect(broken.checks.at(-1)?.message).toContain('only while no flow is left undone');
  expect(broken.checks[2]?.message).toContain('Orders never reach a SQL database.');
  const nothing = ['read', 'order'].map((flow) => ({ text: 'Broken', flow }));
  expect(grade([], nothing).score).toBe(0);
});
