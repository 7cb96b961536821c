/**
 * Guarantee: pasted lines become exactly the people that were meant, and a line that cannot be read is named by its
 * number instead of being guessed at. If this fails, an invitation goes to the wrong person.
 */
import { describe, expect, it } from 'vitest';
import { parseInviteLines } from './invite-lines.ts';

describe('parseInviteLines', () => {
  it('reads the usual ways to write a person', () => {
    const { lines, problems } = parseInviteLines(
      'Ada Obi, ada@example.org\r\n\r\nJo Lind\tjo@example.org\nmin@example.org; Min Park\n"Roe, Sam", sam@example.org\nEva Ek <eva@example.org>',
    );
    expect(problems).toEqual([]);
    expect(lines).toEqual([
      { line: 1, name: 'Ada Obi', email: 'ada@example.org' },
      { line: 3, name: 'Jo Lind', email: 'jo@example.org' },
      { line: 4, name: 'Min Park', email: 'min@example.org' },
      { line: 5, name: 'Roe Sam', email: 'sam@example.org' },
      { line: 6, name: 'Eva Ek', email: 'eva@example.org' },
    ]);
  });

  it('names every line that it cannot read, and keeps reading', () => {
    const { lines, problems } = parseInviteLines(
      'Ada Obi\nada@example.org\nA, a@b@c\nOk Ay, ok@example.org\nOk Again, OK@example.org\nTwo, a@x.org, b@x.org',
    );
    expect(lines).toEqual([{ line: 4, name: 'Ok Ay', email: 'ok@example.org' }]);
    expect(problems.map((problem) => problem.line)).toEqual([1, 2, 3, 5, 6]);
    expect(problems[3]?.message).toContain('line 4');
  });

  it('reads nothing from nothing', () => {
    expect(parseInviteLines(' \n\n')).toEqual({ lines: [], problems: [] });
  });
});
