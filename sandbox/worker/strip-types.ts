import { stripTypeScriptTypes } from 'node:module';
import { strippedCharactersMax } from '../limits.ts';

/** The text is not a program. Line and column are those of the file as it was written, 1-based. */
export class SourceError extends Error {
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;

  constructor(message: string, file: string, line: number | null, column: number | null) {
    super(message);
    this.name = 'SyntaxError';
    this.file = file;
    this.line = line;
    this.column = column;
  }
}

const unsupported: Array<[pattern: RegExp, message: string]> = [
  [
    /enum/u,
    'enum is not supported here, because types are erased and not compiled: use a const object or a union of literals',
  ],
  [
    /parameter property/u,
    'a parameter property is not supported here, because types are erased and not compiled: declare the field and assign it in the constructor',
  ],
  [
    /namespace|module declaration/u,
    'namespace is not supported here, because types are erased and not compiled: use a file of its own',
  ],
  [/import equals/u, 'import … = require(…) is not supported here: use import … from'],
  [/export assignment|export =/u, 'export = is not supported here: use export default'],
  [/angle-bracket/u, '<T>value is not supported here: write value as T'],
];

let sound = true;

/**
 * False once a source has overwhelmed the parser: it leaves its own stack where it was, and after that finds fault
 * with every program. Such a worker must not see another one.
 */
export const isParserSound = (): boolean => sound;

/**
 * Programs come again: the driver with every run, an answer with every press of Run. Their stripped text is kept, within
 * a bound, least recently used first out. It is text and no more; each run compiles it anew in its own isolate.
 */
const stripped = new Map<string, string>();
let strippedCharacters = 0;

/** Types become blanks, so every position stays true. Throws `SourceError`. */
export function stripTypes(file: string, text: string): string {
  const known = stripped.get(text);
  if (known !== undefined) {
    stripped.delete(text);
    stripped.set(text, known);
    return known;
  }
  const made = stripAnew(file, text);
  stripped.set(text, made);
  strippedCharacters += text.length + made.length;
  for (const [oldest, old] of stripped) {
    if (strippedCharacters <= strippedCharactersMax) break;
    stripped.delete(oldest);
    strippedCharacters -= oldest.length + old.length;
  }
  return made;
}

function stripAnew(file: string, text: string): string {
  try {
    return stripTypeScriptTypes(text);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (
      !(
        'code' in error &&
        (error.code === 'ERR_INVALID_TYPESCRIPT_SYNTAX' || error.code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX')
      )
    ) {
      sound = false;
      throw new SourceError('The file is nested too deeply to be read', file, null, null);
    }
    const position = readPosition(error.stack ?? '');
    throw new SourceError(explain(error.message), file, position.line, position.column);
  }
}

function explain(message: string): string {
  const known = unsupported.find(([pattern]) => pattern.test(message) && /not supported/u.test(message));
  return known === undefined ? message.slice(0, 500) : known[1];
}

/** The parser prints `:line`, the source line, and a row of carets under the place. */
function readPosition(stack: string): { line: number | null; column: number | null } {
  const lines = stack.split('\n');
  const line = /^[^\n]*?:(\d+)$/u.exec(lines[0] ?? '')?.[1];
  const carets = lines.slice(1, 4).find((text) => /^\s*\^+\s*$/u.test(text));
  return {
    line: line === undefined ? null : Number(line),
    column: carets === undefined ? null : carets.indexOf('^') + 1,
  };
}
