import { describe, expect, it } from 'vitest';
import { readNumber } from './read-number.ts';

// Guarantee: a number means the same to the grader as to the person who typed it, and where a text could mean two
// numbers the reading is flagged, so that it is shown. A silent misreading would cost marks for a habit of a country.
describe('a typed number', () => {
  it.each([
    ['1800', 1800],
    ['1 800', 1800],
    ['1\u00a0800', 1800],
    ["1'800", 1800],
    ['1_800_000', 1_800_000],
    ['1,234,567', 1_234_567],
    ['1.234.567', 1_234_567],
    ['1,800.5', 1800.5],
    ['1.800,5', 1800.5],
    ['1.8e3', 1800],
    ['1.8E+3', 1800],
    ['1.8×10^3', 1800],
    ['1.8 x 10^-3', 0.0018],
    ['25.2', 25.2],
    ['.5', 0.5],
    ['5.', 5],
    ['-3', -3],
    ['−3', -3],
    ['~25', 25],
    ['≈ 25', 25],
  ])('reads %j without doubt', (text, value) => {
    expect(readNumber(text)).toEqual({ kind: 'number', value, rest: '', ambiguous: false });
  });

  it.each([
    ['1,800', 1800],
    ['1.800', 1.8],
    ['25,2', 25.2],
    ['0,250', 0.25],
    ['12,3456', 12.3456],
  ])('reads %j by the fixed rule and says that it could be read otherwise', (text, value) => {
    expect(readNumber(text)).toEqual({ kind: 'number', value, rest: '', ambiguous: true });
  });

  it('keeps what stands behind the number', () => {
    expect(readNumber('25.2 connections')).toMatchObject({ value: 25.2, rest: 'connections' });
    expect(readNumber('33,1 %')).toMatchObject({ value: 33.1, rest: '%' });
    expect(readNumber('1 800 MB/s')).toMatchObject({ value: 1800, rest: 'MB/s' });
  });

  it.each([
    'abc',
    '25-26',
    '7 or 8',
    '1/3',
    '1,2,3',
    '1,800,00',
    '1e400',
    '--3',
    '=25',
    'Infinity',
    'NaN',
    '9'.repeat(61),
  ])('does not guess at %j', (text) => {
    expect(readNumber(text).kind).toBe('unreadable');
  });

  it('tells nothing from something', () => {
    expect(readNumber('  ')).toEqual({ kind: 'blank' });
  });
});
