import { numberTextCharactersMax } from './limits.ts';

/**
 * Reads a number as people from different countries type it. The rule for separators is fixed and said aloud in
 * the message, so that nobody loses marks to a silent misreading:
 *  - both `.` and `,` present: the last one is the decimal separator, the other groups thousands;
 *  - one separator repeated: it groups thousands (`1,234,567`, `1.234.567`);
 *  - one comma: thousands when exactly three digits follow and one to three non-zero-leading digits stand before it
 *    (`1,800` is 1800), else decimal (`25,2` is 25.2, `0,250` is 0.25);
 *  - one dot: decimal (`1.800` is 1.8).
 * Spaces, apostrophes and underscores between digits group thousands. `1.8e3` and `1.8 × 10^3` are powers of ten.
 */
export type NumberReading =
  | { kind: 'blank' }
  | { kind: 'unreadable'; message: string }
  | {
      kind: 'number';
      value: number;
      /** What stood behind the number, trimmed: usually a unit. Empty when nothing did. */
      rest: string;
      /** Whether the text could also be read as another number; then the reading must be shown. */
      ambiguous: boolean;
    };

const groupingMarks = /(?<=\d)[\s\u00a0\u2009\u202f'’_](?=\d{3}(?!\d))/gu;
const numberShape =
  /^(?<sign>[+-]?)(?<mantissa>\d[\d.,]*|[.,]\d+)(?:[eE](?<exponent>[+-]?\d{1,3})|\s*[x×*·]\s*10\s*\^\s*(?<power>[+-]?\d{1,3}))?(?<rest>.*)$/u;

export function readNumber(typed: string): NumberReading {
  const text = typed.trim();
  if (text === '') return { kind: 'blank' };
  if (text.length > numberTextCharactersMax) {
    return { kind: 'unreadable', message: `A number has at most ${numberTextCharactersMax} characters.` };
  }
  const plain = text
    .replace(/[\u2212\u2013]/gu, '-')
    .replace(/^(?:~|≈|about\s|ca\.\s)\s*/iu, '')
    .replace(groupingMarks, '');
  const match = numberShape.exec(plain);
  const mantissa = match?.groups?.mantissa;
  if (!match?.groups || mantissa === undefined) return unreadable(typed);
  const rest = (match.groups.rest ?? '').trim();
  // "25-26", "1/3" and "7 or 8" are two numbers: picking one of them would be guessing on the candidate's behalf.
  if (/\d/u.test(rest) && !/^\p{L}/u.test(rest)) return unreadable(typed);
  if (/^[-–/.,]|\b(?:or|to|und|oder)\b/iu.test(rest)) return unreadable(typed);

  const separated = readSeparators(mantissa.replace(/[.,]+$/u, ''));
  if (separated === null) return unreadable(typed);
  const exponent = Number(match.groups.exponent ?? match.groups.power ?? 0);
  const value = Number(`${match.groups.sign ?? ''}${separated.digits}e${exponent}`);
  if (!Number.isFinite(value)) return unreadable(typed);
  return { kind: 'number', value, rest, ambiguous: separated.ambiguous };
}

function readSeparators(mantissa: string): { digits: string; ambiguous: boolean } | null {
  const commas = mantissa.split(',').length - 1;
  const dots = mantissa.split('.').length - 1;
  if (commas > 0 && dots > 0) {
    const decimal = mantissa.lastIndexOf(',') > mantissa.lastIndexOf('.') ? ',' : '.';
    const group = decimal === ',' ? '.' : ',';
    const [whole = '', fraction = '', ...more] = mantissa.split(decimal);
    if (more.length > 0 || !isGrouped(whole, group)) return null;
    return { digits: `${whole.replaceAll(group, '')}.${fraction || '0'}`, ambiguous: false };
  }
  if (commas > 1 || dots > 1) {
    const group = commas > 1 ? ',' : '.';
    return isGrouped(mantissa, group) ? { digits: mantissa.replaceAll(group, ''), ambiguous: false } : null;
  }
  if (commas === 1) {
    if (/^[1-9]\d{0,2},\d{3}$/u.test(mantissa)) {
      return { digits: mantissa.replace(',', ''), ambiguous: true };
    }
    return { digits: normaliseDecimal(mantissa.replace(',', '.')), ambiguous: true };
  }
  // "1.800" means 1800 to half of Europe; it is read as 1.8 and the reading is shown.
  return { digits: normaliseDecimal(mantissa), ambiguous: /^[1-9]\d{0,2}\.\d{3}$/u.test(mantissa) };
}

function isGrouped(text: string, group: ',' | '.'): boolean {
  const [first = '', ...rest] = text.split(group);
  return /^\d{1,3}$/u.test(first) && rest.every((digits) => /^\d{3}$/u.test(digits));
}

function normaliseDecimal(text: string): string {
  return text.startsWith('.') ? `0${text}` : text;
}

function unreadable(typed: string): NumberReading {
  return {
    kind: 'unreadable',
    message: `"${typed.trim().slice(0, numberTextCharactersMax)}" is not read as a number. Write one number, for example 1800 or 25.2.`,
  };
}
