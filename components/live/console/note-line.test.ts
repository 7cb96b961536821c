import { describe, expect, it } from 'vitest';
import type { DimensionCode } from '../../../domain/dimension.ts';
import { afterTyping, evidenceOfLine, lineAsEvidence } from './note-line.ts';

// Guarantee: what an interviewer types is kept to the letter, each line with the time at which it was begun, and a line
// becomes evidence only for a dimension of this question. If this fails, notes are changed under the writer's hands.
const allowed: DimensionCode[] = ['TRD', 'SYS'];

/** Types a text sign by sign, a second apart. */
function typeOut(signs: string): { text: string; evidence: unknown[] } {
  let text = '';
  let caret = 0;
  const evidence: unknown[] = [];
  [...signs].forEach((sign, second) => {
    const typed = `${text.slice(0, caret)}${sign}${text.slice(caret)}`;
    const next = afterTyping(
      { text: typed, caret: caret + sign.length, typed: sign, elapsedMs: (725 + second) * 1000 },
      allowed,
    );
    if (next.evidence) evidence.push(next.evidence);
    ({ text, caret } = next);
  });
  return { text, evidence };
}

describe('a line of notes', () => {
  it('carries the time at which it was begun', () => {
    expect(typeOut('ab\ncd').text).toBe('[12:05] ab\n[12:08] cd');
  });
  it('becomes evidence by its dimension and Enter, with the moment of its beginning', () => {
    const { text, evidence } = typeOut('/trd names cost\nnext');
    expect(evidence).toEqual([{ dimension: 'TRD', text: 'names cost', atMs: 725_000 }]);
    expect(text).toBe('[12:05] TRD: names cost\n[12:21] next');
  });
  it('stays a note for a dimension that is not asked here, and for anything else', () => {
    expect(typeOut('/fnd x\n')).toEqual({ text: '[12:05] /fnd x\n', evidence: [] });
    for (const line of ['trd x', '/trd', '/trd   ', 'see /trd x', '/trds x', '[12:05] plain']) {
      expect(evidenceOfLine(line, allowed), line).toBeNull();
    }
    expect(evidenceOfLine('[0:09] /SYS draws it', allowed)).toEqual({
      dimension: 'SYS',
      text: 'draws it',
      atMs: 9_000,
    });
  });
  it('becomes evidence by the chord, once, for the open dimension', () => {
    const notes = '[0:09] draws the outbox\n[1:00] next';
    const taken = lineAsEvidence(notes, 12, 'SYS');
    expect(taken).toEqual({
      text: '[0:09] SYS: draws the outbox\n[1:00] next',
      caret: 28,
      evidence: { dimension: 'SYS', text: 'draws the outbox', atMs: 9_000 },
    });
    expect(lineAsEvidence(taken?.text ?? '', 12, 'TRD')).toBeNull();
    expect(lineAsEvidence('[0:09] ', 7, 'SYS')).toBeNull();
    expect(lineAsEvidence('pasted', 6, 'TRD')?.evidence).toEqual({
      dimension: 'TRD',
      text: 'pasted',
      atMs: null,
    });
  });
  it('changes nothing of what is pasted or edited inside a line', () => {
    const edit = { text: 'abcd', caret: 3, typed: 'c', elapsedMs: 5_000 };
    expect(afterTyping(edit, allowed).text).toBe('abcd');
    expect(
      afterTyping({ text: 'pasted\nlines', caret: 12, typed: null, elapsedMs: 5_000 }, allowed).text,
    ).toBe('pasted\nlines');
  });
});
