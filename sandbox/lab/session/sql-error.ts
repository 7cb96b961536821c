import { offsetOfCharacter, positionOf } from '../../../domain/sql/text-position.ts';
import type { LabErrorCode, Notice, SqlError } from '../contract.ts';
import { noticeCharactersMax } from '../limits.ts';

/** Where a statement stands in the text that was sent. */
export interface SentStatement {
  /** As it went to the server. */
  sql: string;
  /** The whole text of the sender. */
  text: string;
  /** From an offset into `sql` to one into `text`. */
  toText(offset: number): number;
}

export function sqlErrorOf(fields: Map<string, string>, sent: SentStatement): SqlError {
  const character = Number(fields.get('P'));
  const position = character > 0 ? sent.toText(offsetOfCharacter(sent.sql, character)) : null;
  const place = position === null ? null : positionOf(sent.text, position);
  return {
    code: fields.get('C') ?? 'XX000',
    message: cut(fields.get('M') ?? ''),
    detail: cutOrNull(fields.get('D')),
    hint: cutOrNull(fields.get('H')),
    position,
    line: place?.line ?? null,
    column: place?.column ?? null,
  };
}

export function labError(code: LabErrorCode, message: string): SqlError {
  return { code, message, detail: null, hint: null, position: null, line: null, column: null };
}

export function noticeOf(fields: Map<string, string>): Notice {
  return {
    severity: fields.get('V') ?? 'NOTICE',
    code: fields.get('C') ?? '00000',
    message: cut(fields.get('M') ?? ''),
  };
}

const cut = (text: string): string => text.slice(0, noticeCharactersMax);
const cutOrNull = (text: string | undefined): string | null => (text === undefined ? null : cut(text));
