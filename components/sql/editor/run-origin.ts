import { positionOf } from '../../../domain/sql/text-position.ts';
import type { SqlExecution } from '../../../domain/sql/wire.ts';
import type { EditorError, EditorFile } from '../../code-editor/editor-file.ts';

/** Where the text of an execution stood in the editor when it was sent: its errors belong there. */
export interface RunOrigin {
  sql: string;
  path: string;
  /** UTF-16 offset. */
  from: number;
}

export interface EditorPlace {
  path: string;
  /** 1-based. */
  line: number;
  column: number;
}

const originsKept = 40;
const noErrors: readonly EditorError[] = [];

/** The newest first. */
export function withOrigin(known: readonly RunOrigin[], origin: RunOrigin): readonly RunOrigin[] {
  return [origin, ...known].slice(0, originsKept);
}

/** Where an offset of a run's text stands now; it is looked for where it stood first. Null when the text is gone. */
export function placeOf(
  run: SqlExecution,
  offset: number,
  origins: readonly RunOrigin[],
  files: readonly EditorFile[],
): EditorPlace | null {
  const origin = origins.find((one) => one.sql === run.sql);
  const path = origin?.path ?? files[0]?.path;
  if (path === undefined) return null;
  const text = textOf(files, path);
  const first = origin?.from ?? 0;
  const from = text.startsWith(run.sql, first) ? first : text.indexOf(run.sql);
  return from < 0 ? null : { path, ...positionOf(text, from + offset) };
}

/** The errors of the shown execution at their place in the text, as long as that text is still there. */
export function errorsOf(
  run: SqlExecution | null,
  origins: readonly RunOrigin[],
  files: readonly EditorFile[],
): readonly EditorError[] {
  const origin = run && origins.find((one) => one.sql === run.sql);
  if (!run || !origin) return noErrors;
  const text = textOf(files, origin.path);
  if (!text.startsWith(run.sql, origin.from)) return noErrors;
  return run.statements.flatMap((one): EditorError[] => {
    if (one.kind !== 'error') return [];
    const at = positionOf(text, origin.from + (one.error.position ?? one.range.start));
    return [{ path: origin.path, line: at.line, column: at.column, message: one.error.message }];
  });
}

function textOf(files: readonly EditorFile[], path: string): string {
  const file = files.find((one) => one.path === path);
  return file ? file.text.toString() : '';
}
