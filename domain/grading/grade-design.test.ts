import { expect, test } from 'vitest';
import type { Objective } from '../../simulation/load/scenario.ts';
import { gradeDesign } from './grade-design.ts';

const objective = (
  id: string,
  group: Objective['group'],
  measure: Objective['measure'],
  limit: number,
): Objective => ({
  id,
  title: `title of ${id}`,
  group,
  profile: 'peak',
  measure,
  window: null,
  is: measure.kind === 'availability' ? 'at-least' : 'at-most',
  limit,
});

const objectives = [
  objective('fast', 'slo', { kind: 'latency', flow: 'read', quantile: 0.99 }, 250),
  objective('there', 'slo', { kind: 'availability', flow: 'read' }, 99.5),
  objective('kept', 'failure', { kind: 'lost', flow: 'order' }, 0),
  objective('headroom', 'failure', { kind: 'utilisation', component: 'sql' }, 80),
  objective('cheap', 'cost', { kind: 'cost' }, 5_000),
];
const question = { objectives, profiles: [{ id: 'peak', title: 'Peak' }] };
const results = (missed: string[]) =>
  objectives.map(({ id, limit }) => ({ id, met: !missed.includes(id), value: limit }));
const grade = (missed: string[], problems: { text: string; flow: string | null }[] = []) =>
  gradeDesign(question, { objectives: results(missed), problems });
const passed = (graded: ReturnType<typeof grade>) =>
  graded.checks.filter((check) => check.passed).map((check) => check.name);

test('groups carry 45, 20 and 15 of 80, each shared evenly by its objectives', () => {
  const { score, verdict, checks } = grade([]);
  expect({ score, verdict }).toEqual({ score: 1, verdict: 'passed' });
  expect(checks.map((check) => Math.round(check.weight * 800) / 10)).toEqual([22.5, 22.5, 10, 10, 15]);
  expect(grade(['fast']).score).toBeCloseTo(57.5 / 80, 6);
});

test('a cheap system that serves nobody gets nothing for being cheap', () => {
  expect(passed(grade(['fast']))).toContain('cheap');
  const idle = grade(['fast', 'there']);
  expect(passed(idle)).toEqual(['kept', 'headroom']);
  expect(idle.checks.at(-1)?.message).toContain('at least half of the service objectives');
});

test('nothing lost of a flow that never gets anywhere is no objective met', () => {
  const broken = grade([], [{ text: 'Orders never reach a SQL database', flow: 'order' }]);
  expect(passed(broken)).toEqual(['fast', 'there', 'headroom', 'cheap']);
  expect(broken.checks[2]?.message).toContain('Orders never reach a SQL database.');
  const nothing = ['read', 'order'].map((flow) => ({ text: 'Broken', flow }));
  expect(grade([], nothing).score).toBe(0);
});

test('a check names the profile, the value and the limit', () => {
  const [check] = gradeDesign(question, {
    objectives: [{ id: 'fast', met: false, value: 312 }],
    problems: [],
  }).checks;
  expect(check).toMatchObject({
    title: 'Peak: title of fast',
    passed: false,
    message: '312 ms; expected at most 250 ms.',
  });
});
