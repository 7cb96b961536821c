import { describe, expect, it } from 'vitest';
import type { IncidentAnswer } from '../answer.ts';
import { gradeIncident } from './grade-incident.ts';
import type { Incident, Marks } from './incident.ts';
import { diagnosisPoints } from './limits.ts';

const option = (id: string, marks: Marks = 'none') => ({ id, text: `${id}.`, marks, because: `shows ${id}` });
const action = (id: string, harm: number, marks: Marks = 'none') => ({
  id,
  text: id,
  minutes: 2,
  harm,
  outcome: `after ${id}`,
  marks,
  because: `shows ${id}`,
});
const incident: Incident = {
  clock: { startsAt: '09:00', onCallAt: '10:00', budget: 40 },
  harm: { unit: 'failed orders', perMinute: 100 },
  panels: [],
  cards: ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({
    id,
    group: 'logs' as const,
    title: id,
    minutes: 4,
    shows: [],
  })),
  actions: [action('stop', 0, 'full'), action('soften', 0.5, 'half'), action('restart', 1)],
  diagnosis: {
    cause: [option('right', 'full'), option('part', 'half'), option('wrong')],
    component: [option('here', 'full'), option('there')],
    durable: {
      pick: 2,
      options: [option('fix', 'full'), option('guard', 'full'), option('buy'), option('hope')],
    },
  },
  evidence: [['a', 'b'], ['c']],
};
const card = (id: string) => ({ kind: 'card', id }) as const;
const act = (id: string) => ({ kind: 'action', id }) as const;
const reference: IncidentAnswer = {
  kind: 'incident',
  steps: [card('a'), card('c'), act('stop')],
  cause: 'right',
  component: 'here',
  durable: ['fix', 'guard'],
  evidence: ['a', 'c'],
  postmortem: '',
};
const grade = (change: Partial<IncidentAnswer> = {}) =>
  gradeIncident(incident, reference.steps, { ...reference, ...change });
const earned = (name: string, change: Partial<IncidentAnswer>) => {
  const check = grade(change).checks.find((one) => one.name === name);
  return (check?.earned ?? Number.NaN) / (check?.weight ?? Number.NaN);
};

// Guarantee: a diagnosis counts in full only with evidence that was opened and cited, what is done first is what is scored
// as the mitigation, and a right guess without looking is worth at most half.
describe('grading an incident', () => {
  it('gives everything for the reference, and its parts sum to the score', () => {
    expect(grade()).toMatchObject({ verdict: 'passed', score: 1 });
    const half = grade({ cause: 'part', durable: ['fix', 'buy'] });
    expect(half.checks.reduce((sum, check) => sum + check.earned, 0)).toBeCloseTo(half.score, 6);
    expect(grade().checks.map((check) => check.name)).toEqual(Object.keys(diagnosisPoints));
  });

  it('counts a third of a cause without evidence, and cited cards only when they were opened', () => {
    expect(earned('cause', { evidence: [] })).toBeCloseTo(1 / 3);
    expect(earned('cause', { evidence: ['a'] })).toBeCloseTo(2 / 3);
    expect(earned('cause', { evidence: ['b', 'c'] })).toBeCloseTo(2 / 3);
    expect(earned('component', { evidence: [] })).toBeCloseTo(1 / 3);
    expect(earned('cause', { cause: 'part' })).toBeCloseTo(1 / 2);
    expect(earned('cause', { cause: 'wrong' })).toBe(0);
    expect(earned('cause', { cause: 'no-such-option' })).toBe(0);
  });

  it('looks at four citations and no more', () => {
    const steps = [...['d', 'e', 'f', 'b', 'a', 'c'].map(card), act('stop')];
    expect(earned('cause', { steps, evidence: ['d', 'e', 'f', 'b', 'c'] })).toBeCloseTo(2 / 3);
  });

  it('scores what was done first, also when the right thing follows', () => {
    expect(earned('mitigation', { steps: [card('a'), act('restart'), act('stop')] })).toBe(0);
    expect(earned('mitigation', { steps: [act('soften'), act('stop')] })).toBe(0.5);
    expect(earned('mitigation', { steps: [card('a')] })).toBe(0);
  });

  it('takes a wrong durable fix off a right one, never below nothing', () => {
    expect(earned('durable', { durable: ['fix'] })).toBe(0.5);
    expect(earned('durable', { durable: ['fix', 'buy'] })).toBe(0);
    expect(earned('durable', { durable: ['buy', 'hope'] })).toBe(0);
    expect(earned('durable', { durable: ['fix', 'guard', 'buy', 'hope'] })).toBe(0);
  });

  it('measures harm against the reference, and only for a supported cause', () => {
    expect(earned('efficiency', { steps: [act('stop'), card('a'), card('c')] })).toBe(1);
    const slow = ['a', 'b', 'c', 'd', 'e'].map(card);
    // 22 minutes against 10: between one and a half times and three times.
    expect(earned('efficiency', { steps: [...slow, act('stop')] })).toBeCloseTo((3 - 2.2) / 1.5);
    expect(earned('efficiency', { steps: [card('a'), card('c')] })).toBe(0);
    expect(earned('efficiency', { cause: 'wrong' })).toBe(0);
    expect(earned('efficiency', { cause: 'part' })).toBe(0.5);
    // Half stopped is half of it, however early.
    expect(earned('efficiency', { steps: [act('soften'), card('a'), card('c')] })).toBeLessThanOrEqual(0.5);
    expect(earned('efficiency', { steps: [act('stop')], evidence: [] })).toBe(0);
  });

  it('gives at most half for everything guessed right without a look', () => {
    expect(grade({ steps: [act('stop')] }).score).toBeLessThanOrEqual(0.5);
  });

  it('tells staff what a wrong pick shows', () => {
    const { checks } = grade({ cause: 'wrong', steps: [act('restart')] });
    expect(checks.find((check) => check.name === 'cause')?.misconceptions).toEqual(['shows wrong']);
    expect(checks.find((check) => check.name === 'mitigation')?.misconceptions).toEqual(['shows restart']);
  });
});
