import { describe, expect, it } from 'vitest';
import { splitScript, statementAt } from './split-script.ts';
import { offsetOfCharacter, positionOf } from './text-position.ts';

const pieces = (script: string) => splitScript(script).map(({ from, to }) => script.slice(from, to));

// Guarantee: a statement is cut where PostgreSQL would cut it, so that a plan or an error belongs to what was pressed.
describe('statements of a script', () => {
  it('are separated by semicolons, without comments around them', () => {
    expect(pieces('-- first\nselect 1; /* two; */ select 2 -- tail\n;;\n')).toEqual(['select 1', 'select 2']);
    expect(pieces('')).toEqual([]);
    expect(pieces('-- nothing')).toEqual([]);
  });

  it('keep semicolons in quotes, comments inside, dollar quotes and parentheses', () => {
    for (const one of [
      `select 'a;b', "c;d", 'it''s;', E'x\\';y'`,
      'select 1 /* a; /* nested; */ b; */ + 1',
      'do $$ begin perform 1; end $$',
      'create function f() returns int language sql as $body$ select 1; select $$;$$::int; $body$',
      'create rule r as on insert to t do also (insert into a values (1); insert into b values (2))',
      'create function g() returns int begin atomic select case when true then 1 end; select 2; end',
      'select $1; '.replace('; ', ''),
    ])
      expect(pieces(`${one}; select 2`)).toEqual([one, 'select 2']);
  });

  it('reach to the end when a quote is never closed', () => {
    expect(pieces("select 1; select 'open; x")).toEqual(['select 1', "select 'open; x"]);
    expect(pieces('select $$ open; x')).toEqual(['select $$ open; x']);
    expect(pieces('select 1 /* open; x')).toEqual(['select 1']);
  });

  it('BEGIN alone is a transaction, not a body', () => {
    expect(pieces('begin; update t set a = 1; end;')).toEqual(['begin', 'update t set a = 1', 'end']);
  });

  it('are found by the caret', () => {
    const script = '-- head\nselect 1;\n\nselect 2;\n';
    const at = (offset: number) => {
      const place = statementAt(script, offset);
      return place && script.slice(place.from, place.to);
    };
    expect([0, 9, 17, 18, 19, script.length].map(at)).toEqual([
      'select 1',
      'select 1',
      'select 1',
      'select 1',
      'select 2',
      'select 2',
    ]);
    expect(statementAt('  ', 1)).toBeNull();
  });
});

// Guarantee: an error's place in PostgreSQL's count is the same place in the editor's.
describe('places in a text', () => {
  it('counts lines and columns from 1', () => {
    expect(positionOf('ab\ncd', 0)).toEqual({ line: 1, column: 1 });
    expect(positionOf('ab\ncd', 4)).toEqual({ line: 2, column: 2 });
    expect(positionOf('ab\ncd', 99)).toEqual({ line: 2, column: 3 });
  });

  it('counts a letter outside the basic plane once for PostgreSQL and twice for JavaScript', () => {
    expect(offsetOfCharacter('𝛼 x', 3)).toBe(3);
    expect(offsetOfCharacter('abc', 2)).toBe(1);
    expect(offsetOfCharacter('abc', 99)).toBe(3);
  });
});
