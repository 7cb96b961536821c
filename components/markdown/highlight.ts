/**
 * A small tokenizer for code in prose: enough to colour keywords, strings, numbers, comments and types in the
 * languages that questions use. It never fails: what it does not know stays plain.
 */
export type SyntaxKind = 'keyword' | 'string' | 'number' | 'comment' | 'type' | 'plain';

export interface SyntaxToken {
  kind: SyntaxKind;
  text: string;
}

interface Grammar {
  keywords: ReadonlySet<string>;
  caseless?: boolean;
  lineComment: readonly string[];
  blockComment?: boolean;
  quotes: string;
  /** Names with a capital first letter are types. */
  capitalTypes?: boolean;
}

const words = (text: string) => new Set(text.split(' '));

const typescript: Grammar = {
  keywords: words(
    'abstract as async await break case catch class const continue declare default delete do else enum export extends false finally for from function get if implements import in infer instanceof interface is keyof let namespace new null of package private protected public readonly return satisfies set static super switch this throw true try type typeof undefined var void while with yield',
  ),
  lineComment: ['//'],
  blockComment: true,
  quotes: '"\'`',
  capitalTypes: true,
};
const sql: Grammar = {
  keywords: words(
    'add all alter analyze and any array as asc begin between by case cast check column commit concurrently constraint create cross current_date current_timestamp default deferrable delete desc distinct do drop else end except exclude exists explain false fetch filter for foreign from full function generated grant group having if in include index inner insert intersect interval into is isolation join key lateral left level like limit lock materialized no not nothing null nulls of offset on or order outer over partition primary read references repeatable returning right rollback row rows select serializable set share skip table then to transaction true truncate union unique update using values view wait when where window with',
  ),
  caseless: true,
  lineComment: ['--'],
  blockComment: true,
  quotes: "'",
};
const go: Grammar = {
  keywords: words(
    'break case chan const continue default defer else fallthrough false for func go goto if import interface map nil package range return select struct switch true type var',
  ),
  lineComment: ['//'],
  blockComment: true,
  quotes: '"`\'',
};
const java: Grammar = {
  keywords: words(
    'abstract assert boolean break byte case catch char class const continue default do double else enum extends false final finally float for if implements import instanceof int interface long new null package private protected public record return short static super switch synchronized this throw throws true try var void volatile while yield',
  ),
  lineComment: ['//'],
  blockComment: true,
  quotes: '"\'',
  capitalTypes: true,
};
const python: Grammar = {
  keywords: words(
    'and as assert async await break class continue def del elif else except False finally for from global if import in is lambda None nonlocal not or pass raise return True try while with yield',
  ),
  lineComment: ['#'],
  quotes: '"\'',
};
const rust: Grammar = {
  keywords: words(
    'as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move mut pub ref return self Self static struct super trait true type unsafe use where while',
  ),
  lineComment: ['//'],
  blockComment: true,
  quotes: '"',
  capitalTypes: true,
};
const data: Grammar = { keywords: words('true false null'), lineComment: ['#'], quotes: '"\'' };
const shell: Grammar = {
  keywords: words('case do done elif else esac exit export fi for function if in return set then while'),
  lineComment: ['#'],
  quotes: '"\'',
};

const grammars: Record<string, Grammar> = {
  ts: typescript,
  tsx: typescript,
  typescript,
  js: typescript,
  javascript: typescript,
  sql,
  postgres: sql,
  postgresql: sql,
  go,
  java,
  py: python,
  python,
  rs: rust,
  rust,
  json: data,
  yaml: data,
  yml: data,
  toml: data,
  sh: shell,
  bash: shell,
};

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function pattern(grammar: Grammar): RegExp {
  const comments = grammar.lineComment.map((start) => `${escaped(start)}[^\\n]*`);
  if (grammar.blockComment) comments.push('/\\*[\\s\\S]*?(?:\\*/|$)');
  const strings = [...grammar.quotes].map((quote) =>
    // Only the back-quote spans lines; an unclosed quote ends with its line.
    quote === '`' ? '`(?:\\\\[\\s\\S]|[^`\\\\])*`?' : `${quote}(?:\\\\.|[^${quote}\\\\\\n])*${quote}?`,
  );
  return new RegExp(
    `(${comments.join('|')})|(${strings.join('|')})|(\\b\\d[\\d_]*(?:\\.[\\d_]+)?(?:e[+-]?\\d+)?\\w*)|([A-Za-z_$][\\w$]*)`,
    'g',
  );
}

/** Splits `code` into tokens whose texts, joined, are `code` again. */
export function highlight(code: string, language: string | undefined): SyntaxToken[] {
  const grammar = language ? grammars[language.toLowerCase()] : undefined;
  if (!grammar) return [{ kind: 'plain', text: code }];
  const tokens: SyntaxToken[] = [];
  const push = (kind: SyntaxKind, text: string) => {
    const last = tokens.at(-1);
    if (last && last.kind === kind) last.text += text;
    else if (text) tokens.push({ kind, text });
  };
  let from = 0;
  for (const match of code.matchAll(pattern(grammar))) {
    push('plain', code.slice(from, match.index));
    const [text, comment, string, number, name] = match;
    if (comment !== undefined) push('comment', text);
    else if (string !== undefined) push('string', text);
    else if (number !== undefined) push('number', text);
    else if (name !== undefined && grammar.keywords.has(grammar.caseless ? name.toLowerCase() : name))
      push('keyword', text);
    else if (name !== undefined && grammar.capitalTypes && /^[A-Z][a-z0-9]/.test(name)) push('type', text);
    else push('plain', text);
    from = match.index + text.length;
  }
  push('plain', code.slice(from));
  return tokens;
}
