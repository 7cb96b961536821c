import { skipBlank, skipToken } from './split-script.ts';

export interface SqlParameter {
  name: string;
  type: string;
  /** Null is NULL. */
  value: string | null;
}

export interface FilledSql {
  sql: string;
  /** Where an offset into `sql` stood in the text before; inside a value that is the parameter's start. */
  originalOffset(offset: number): number;
  /** Names that were written but are no parameters. */
  unknown: string[];
}

/**
 * Replaces `:name` by the value as a typed literal, so that the planner sees what an application would send. Casts
 * (`::`), quoted texts, comments and slices such as `a[1:2]` stay as they are.
 */
export function fillParameters(text: string, parameters: readonly SqlParameter[]): FilledSql {
  const known = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  const moves: { at: number; length: number; original: number; originalLength: number }[] = [];
  const unknown: string[] = [];
  let sql = '';
  let at = 0;
  while (at < text.length) {
    const blank = skipBlank(text, at);
    if (blank > at) {
      sql += text.slice(at, blank);
      at = blank;
      continue;
    }
    if (text.startsWith('::', at)) {
      sql += '::';
      at += 2;
      continue;
    }
    const written = text[at] === ':' ? /^:([A-Za-z_][A-Za-z0-9_]*)/u.exec(text.slice(at, at + 70)) : null;
    if (written?.[1] !== undefined) {
      const parameter = known.get(written[1].toLowerCase());
      const literal = parameter ? literalOf(parameter) : written[0];
      if (!parameter) unknown.push(written[1]);
      moves.push({ at: sql.length, length: literal.length, original: at, originalLength: written[0].length });
      sql += literal;
      at += written[0].length;
      continue;
    }
    const next = skipToken(text, at);
    sql += text.slice(at, next);
    at = next;
  }
  return {
    sql,
    unknown,
    originalOffset(offset) {
      let shift = 0;
      for (const move of moves) {
        if (offset < move.at) break;
        if (offset < move.at + move.length) return move.original;
        shift = move.original + move.originalLength - (move.at + move.length);
      }
      return offset + shift;
    },
  };
}

/** `'42'::bigint`. Written so that it means the same whatever `standard_conforming_strings` says. */
function literalOf({ type, value }: SqlParameter): string {
  if (value === null) return `null::${type}`;
  const quoted = `'${value.replaceAll("'", "''")}'`;
  return `${value.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted}::${type}`;
}
