/**
 * Guarantee: what a manager types becomes exactly what it says, or a message beside its field. If this fails, a bar of
 * 27.5 or a retention of minus one day is stored without anybody noticing.
 */
import { describe, expect, it } from 'vitest';
import { readFields } from '../read-fields.ts';
import { positionFieldsSchema } from './position-fields.ts';

const good = {
  title: ' Backend Engineer ',
  openings: '2',
  overallBar: '2,75',
  contact: 'hiring@example.org',
  retentionDays: '90',
};
const problems = (change: Record<string, unknown>) => {
  const parsed = positionFieldsSchema.safeParse({ ...good, ...change });
  return parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join('.'));
};

describe('positionFieldsSchema', () => {
  it('reads numbers with a comma, trims, and takes what is not there as off', () => {
    expect(positionFieldsSchema.parse(good)).toMatchObject({
      title: 'Backend Engineer',
      overallBar: 2.75,
      openings: 2,
      namesHidden: false,
      bars: {},
      applicationQuestions: { currentPay: false, noticePeriod: false },
    });
  });

  it('names every field that is wrong, at once', () => {
    expect(
      problems({ title: ' ', overallBar: '', openings: '0', retentionDays: '1.5', contact: '' }),
    ).toEqual(expect.arrayContaining(['title', 'overallBar', 'openings', 'retentionDays', 'contact']));
  });

  it.each(['27.5', '0.9', '4.01', 'high', '1e2', 'NaN', '-', '--1'])('a bar of %s is no bar', (bar) => {
    expect(problems({ overallBar: bar })).toContain('overallBar');
    expect(problems({ bars: { FND: bar } })).toContain('bars.FND');
  });

  it('refuses what it does not know', () => {
    expect(problems({ closedAt: '2026-01-01' })).not.toEqual([]);
    expect(problems({ bars: { XXX: '2' } })).not.toEqual([]);
    expect(problems({ applicationQuestions: { salary: true } })).not.toEqual([]);
  });
});

describe('readFields', () => {
  it('makes records of names with dots and lists of repeated names', () => {
    const data = new FormData();
    for (const [name, value] of [
      ['title', 'A'],
      ['bars.FND', '2'],
      ['bars.SYS', ''],
      ['roles.interviewer', 'on'],
      ['$ACTION_ID_x', '1'],
      ['tag', 'a'],
      ['tag', 'b'],
    ] as const) {
      data.append(name, value);
    }
    expect(readFields(data)).toEqual({
      title: 'A',
      bars: { FND: '2', SYS: '' },
      roles: { interviewer: true },
      tag: ['a', 'b'],
    });
  });

  it('does not touch prototypes, whatever a field is called', () => {
    const data = new FormData();
    data.append('__proto__.admin', 'on');
    data.append('constructor.prototype', 'x');
    data.append('a.__proto__', 'x');
    data.append('a.b.c', 'x');
    expect(readFields(data)).toEqual({});
    expect(Object.prototype).not.toHaveProperty('admin');
  });
});
