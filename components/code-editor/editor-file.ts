import type { Text as SharedText } from 'yjs';

/**
 * One file in the editor: a shared text that can be written, or plain text that is only read. Lines end with `\n` alone:
 * Monaco counts a line end as one character, and offsets must mean the same in both.
 */
export type EditorFile =
  | { path: string; text: SharedText; readOnly?: boolean }
  | { path: string; text: string; readOnly: true };

/** A declaration that the type checker knows without showing it: globals of the guest, the question's API. */
export interface EditorLib {
  path: string;
  text: string;
}

/** The open file with its caret and its marked part, as offsets; nothing is marked when `from` is `to`. */
export interface MarkedText {
  path: string;
  text: string;
  caret: number;
  from: number;
  to: number;
}

/** A place where the last run went wrong. Lines and columns are 1-based. */
export interface EditorError {
  path: string;
  line: number;
  column?: number | null;
  message: string;
}

const languages: Record<string, { id: string; name: string }> = {
  ts: { id: 'typescript', name: 'TypeScript' },
  sql: { id: 'pgsql', name: 'PostgreSQL' },
  md: { id: 'markdown', name: 'Markdown' },
  yaml: { id: 'yaml', name: 'YAML' },
  yml: { id: 'yaml', name: 'YAML' },
};
const plain = { id: 'plaintext', name: 'Text' };

export function languageOf(path: string): { id: string; name: string } {
  return languages[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? plain;
}

export function textOf(file: EditorFile): string {
  return typeof file.text === 'string' ? file.text : file.text.toString();
}
