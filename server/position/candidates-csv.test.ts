/**
 * Guarantee: a candidate's name opened in a spreadsheet is text, whatever it is, and the file holds nothing about extra
 * time or pay. If this fails, a name like `=HYPERLINK(…)` runs on a manager's machine.
 */
import { describe, expect, it } from 'vitest';
import { candidatesCsv, csvCell } from './candidates-csv.ts';
import type { DashboardRow } from './read-position-dashboard.ts';

describe('csvCell', () => {
  it.each([
    '=HYPERLINK("http://evil.example","x")',
    '+1+cmd|calc',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '  =1',
    '\u200B=1',
    '＝1',
    "=1'",
  ])('%j becomes text', (value) => {
    expect(csvCell(value)).toBe(`"'${value.replaceAll('"', '""')}"`);
  });

  it.each([
    ['Ada Obi', '"Ada Obi"'],
    ['O"Neill, Sam', '"O""Neill, Sam"'],
    ['two\nlines', '"two\nlines"'],
    ['', '""'],
    ['3.06', '"3.06"'],
    ['Jean-Luc', '"Jean-Luc"'],
  ])('%j stays as it is', (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });
});

describe('candidatesCsv', () => {
  const row: DashboardRow = {
    attemptId: '1',
    candidateName: '=1+1',
    candidateEmail: 'a@example.org',
    formNumber: 2,
    stage: { kind: 'report-ready' },
    nextAction: { kind: 'record-decision' },
    needsYou: true,
    tab: 'active',
    score: { mean: 3.061, interval: [2.7, 3.4], provisional: false },
    sealed: false,
    followUp: null,
    raters: { submitted: 2, assigned: 2 },
    timeShare: 0.834,
    integrity: { notes: 1, explained: 1 },
    updatedAt: new Date('2026-11-25T10:00:00Z'),
    startBy: new Date('2026-11-26T10:00:00Z'),
  };

  it('writes one line a candidate and escapes every cell', () => {
    const lines = candidatesCsv({ rows: [row] }).split('\r\n');
    expect(lines[0]?.startsWith('\uFEFF"candidate"')).toBe(true);
    expect(lines[1]).toBe(
      '"\'=1+1","a@example.org","Report ready","Record decision","2","3.06","2.70","3.40","no","counts","2","2","83","1","2026-11-25T10:00:00.000Z"',
    );
    expect(lines[2]).toBe('');
  });

  it('says that a result is incomplete', () => {
    expect(candidatesCsv({ rows: [{ ...row, followUp: 'missing' }] })).toContain('"no","incomplete","2"');
  });

  it('leaves a sealed score out', () => {
    const sealed = candidatesCsv({ rows: [{ ...row, score: null, sealed: true }] });
    expect(sealed).not.toContain('3.06');
  });
});
