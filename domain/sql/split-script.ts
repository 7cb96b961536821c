/** One statement of a script, as offsets into it: [from, to). The closing semicolon is not part of it. */
export interface StatementPlace {
  from: number;
  to: number;
}

/**
 * Where the statements of a script stand, read as psql reads them: semicolons in quotes, dollar quotes, comments
 * (which nest) and parentheses end nothing; nor do those in a body written as BEGIN ATOMIC … END. Comments before a
 * statement do not belong to it; pieces that hold nothing but comments are left out. A quote that is never closed
 * reaches to the end: PostgreSQL says so better.
 */
export function splitScript(script: string): StatementPlace[] {
  const places: StatementPlace[] = [];
  let at = 0;
  let from = -1;
  let depth = 0;
  let atomic = 0;
  let previousWord = '';
  const end = (to: number) => {
    if (from >= 0) places.push({ from, to: trimmedEnd(script, from, to) });
    from = -1;
    depth = 0;
    atomic = 0;
    previousWord = '';
  };
  while (at < script.length) {
    const skipped = skipBlank(script, at);
    if (skipped > at) {
      at = skipped;
      continue;
    }
    const character = script[at] ?? '';
    if (character === ';' && depth === 0 && atomic === 0) {
      end(at);
      at += 1;
      continue;
    }
    if (from < 0 && character !== ';') from = at;
    if (character === '(') depth += 1;
    else if (character === ')') depth = Math.max(0, depth - 1);
    const next = skipToken(script, at);
    const word = script.slice(at, next).toLowerCase();
    if (/^[a-z]+$/u.test(word)) {
      if (word === 'atomic' && previousWord === 'begin') atomic = 1;
      else if (atomic > 0 && word === 'case') atomic += 1;
      else if (atomic > 0 && word === 'end') atomic -= 1;
      previousWord = word;
    }
    at = next;
  }
  end(script.length);
  return places;
}

/** The statement at a caret: the one it stands in or right behind, else the last before it, else the first. */
export function statementAt(script: string, offset: number): StatementPlace | null {
  const places = splitScript(script);
  return places.findLast((place) => place.from <= offset) ?? places[0] ?? null;
}

/** Past white space and comments. */
export function skipBlank(script: string, at: number): number {
  let here = at;
  for (;;) {
    const before = here;
    while (here < script.length && /\s/u.test(script[here] ?? '')) here += 1;
    if (script.startsWith('--', here)) {
      const line = script.indexOf('\n', here);
      here = line < 0 ? script.length : line + 1;
    } else if (script.startsWith('/*', here)) here = skipBlockComment(script, here);
    if (here === before) return here;
  }
}

function skipBlockComment(script: string, at: number): number {
  let depth = 0;
  let here = at;
  while (here < script.length) {
    if (script.startsWith('/*', here)) {
      depth += 1;
      here += 2;
    } else if (script.startsWith('*/', here)) {
      depth -= 1;
      here += 2;
      if (depth === 0) return here;
    } else here += 1;
  }
  return here;
}

/** Past one quoted text, dollar-quoted text, word or sign. */
export function skipToken(script: string, at: number): number {
  const character = script[at] ?? '';
  if (character === "'") return skipQuoted(script, at, "'", false);
  if (character === '"') return skipQuoted(script, at, '"', false);
  if (/[eE]/u.test(character) && script[at + 1] === "'") return skipQuoted(script, at + 1, "'", true);
  if (character === '$') {
    const tag = /^\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/u.exec(
      script.slice(at, at + tagCharactersMax),
    );
    if (tag) {
      const close = script.indexOf(tag[0], at + tag[0].length);
      return close < 0 ? script.length : close + tag[0].length;
    }
  }
  const word = /^[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/u.exec(script.slice(at, at + tagCharactersMax));
  return at + (word ? word[0].length : 1);
}

const tagCharactersMax = 130;

/** Past a closing quote; a doubled one is part of the text, and with `escapes` so is one behind a backslash. */
function skipQuoted(script: string, at: number, quote: string, escapes: boolean): number {
  let here = at + 1;
  while (here < script.length) {
    if (escapes && script[here] === '\\') here += 2;
    else if (script[here] !== quote) here += 1;
    else if (script[here + 1] === quote) here += 2;
    else return here + 1;
  }
  return script.length;
}

/** Comments and white space at the end of a statement do not belong to it. */
function trimmedEnd(script: string, from: number, to: number): number {
  let at = from;
  let end = from;
  while (at < to) {
    const next = skipBlank(script, at);
    if (next > at) {
      at = next;
      continue;
    }
    at = skipToken(script, at);
    end = Math.min(at, to);
  }
  return end;
}
