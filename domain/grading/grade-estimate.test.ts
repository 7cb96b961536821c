import { describe, expect, it } from 'vitest';
import type { EstimatePart } from './estimate-key.ts';
import { gradeEstimate } from './grade-estimate.ts';

const latency: EstimatePart = {
  form: 'number',
  id: 'a',
  ask: 'Latency',
  unit: 'ms',
  units: { ms: 1, s: 1000 },
  answer: 200,
  tolerance: { kind: 'percent', percent: 5 },
  traps: [
    { value: 50, misconception: 'forgets waiting' },
    { value: 212, misconception: 'sits in the half band' },
  ],
  weight: 1,
};
const pods: EstimatePart = {
  form: 'number',
  id: 'b',
  ask: 'Pods',
  unit: 'pods',
  units: { pods: 1 },
  answer: 7,
  tolerance: { kind: 'absolute', by: 0 },
  traps: [],
  weight: 1,
};
const partitions: EstimatePart = {
  ...pods,
  id: 'c',
  answer: 60,
  tolerance: { kind: 'accept', from: 60, to: 72 },
};
const pick: EstimatePart = {
  form: 'pick',
  id: 'd',
  ask: 'Does it fit?',
  options: [
    { id: 'fits', text: 'It fits' },
    { id: 'no', text: 'It does not' },
  ],
  answer: 'no',
  traps: [{ value: 'fits', misconception: 'forgets the surge' }],
  weight: 3,
};

function grade(part: EstimatePart, value: string, unit = '') {
  const result = gradeEstimate(
    { parts: [part] },
    { kind: 'estimate', values: { [part.id]: { value, unit } }, reasoning: '' },
  );
  return {
    score: result.score,
    message: result.checks[0]?.message ?? '',
    misconceptions: result.checks[0]?.misconceptions,
  };
}

// Guarantee: full marks inside the band, half inside twice the band, both ends included; nothing for anything else,
// and a message that lets a person see how the text was read.
describe('a number', () => {
  it.each([
    ['200', 1],
    ['190', 1],
    ['210', 1],
    ['189.9', 0.5],
    ['180', 0.5],
    ['220', 0.5],
    ['179.9', 0],
    ['220.1', 0],
    ['-200', 0],
  ])('%s ms gets %s', (value, score) => {
    expect(grade(latency, value, 'ms').score).toBe(score);
  });

  it('converts accepted units, chosen or typed', () => {
    expect(grade(latency, '0.2', 's').score).toBe(1);
    expect(grade(latency, '0,21 s').score).toBe(1);
    expect(grade(latency, '0.2 k ms').score).toBe(1);
    expect(grade(latency, '200', 's').score).toBe(0);
  });

  it('says what is wrong with a unit instead of guessing', () => {
    expect(grade(latency, '200').message).toContain('The unit is missing. Choose one of: ms, s.');
    expect(grade(latency, '200 min').message).toContain('"min" is not a unit of this answer');
    expect(grade(latency, '200 ms', 's').message).toContain('The number says ms, the unit field says s');
    expect(grade(pods, '7')).toMatchObject({ score: 1, message: expect.stringContaining('read as pods') });
  });

  it('says how an ambiguous number was read', () => {
    expect(grade(latency, '1,800', 'ms').message).toContain('"1,800" was read as 1800.');
    expect(grade(latency, '0,2', 's')).toMatchObject({
      score: 1,
      message: expect.stringContaining('read as 0.2'),
    });
  });

  it('has no half band when the answer is exact or a range of accepted values', () => {
    expect(grade(pods, '8').score).toBe(0);
    expect(grade(partitions, '72').score).toBe(1);
    expect(grade(partitions, '73').score).toBe(0);
    expect(grade(partitions, '59').score).toBe(0);
  });

  it('recognises a trap, also rounded, and gives it nothing even inside the half band', () => {
    expect(grade(latency, '51', 'ms')).toMatchObject({ score: 0, misconceptions: ['forgets waiting'] });
    expect(grade(latency, '212', 'ms')).toMatchObject({
      score: 0,
      misconceptions: ['sits in the half band'],
    });
    expect(grade(latency, '90', 'ms')).toMatchObject({ score: 0, misconceptions: [] });
  });

  it('survives a part of which nothing was entered', () => {
    const result = gradeEstimate(
      { parts: [latency, pick] },
      { kind: 'estimate', values: {}, reasoning: 'none' },
    );
    expect(result).toMatchObject({ score: 0, verdict: 'failed' });
  });
});

describe('several parts', () => {
  it('count by their weights', () => {
    const values = { a: { value: '185', unit: 'ms' }, d: { value: 'no', unit: '' } };
    expect(gradeEstimate({ parts: [latency, pick] }, { kind: 'estimate', values, reasoning: '' }).score).toBe(
      0.875,
    );
  });

  it('grade a pick by its id only', () => {
    expect(grade(pick, 'no').score).toBe(1);
    expect(grade(pick, 'fits')).toMatchObject({ score: 0, misconceptions: ['forgets the surge'] });
    expect(grade(pick, 'It does not').score).toBe(0);
  });
});
