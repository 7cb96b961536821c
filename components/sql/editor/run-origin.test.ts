import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { SqlExecution } from '../../../domain/sql/wire.ts';
import type { EditorFile } from '../../code-editor/editor-file.ts';
import { errorsOf, placeOf, withOrigin } from './run-origin.ts';

function fileOf(path: string, content: string): EditorFile {
  const text = new Y.Doc().getText(path);
  text.insert(0, content);
  return { path, text };
}

const sql = 'select 1;\nselect balanse from account';
const run: SqlExecution = {
  ...{ kind: 'execution', number: 1, session: 'a', explain: null, sql, wallMs: 1, finishedAt: new Date(0) },
  ...{ state: { kind: 'idle' }, restarted: null },
  statements: [
    {
      ...{ kind: 'error', range: { start: 10, end: 37 }, notices: [] },
      error: {
        ...{ code: '42703', message: 'no such column', detail: null, hint: null },
        ...{ position: 17, line: 2, column: 8 },
      },
    },
  ],
};
const at = (from: number) => [{ sql, path: 'b.sql', from }];

// Guarantee: an error is marked where it stands in the text, wherever the text has moved to, and nowhere when it is gone.
describe('the place of a run in the editor', () => {
  const head = '-- mine\n';

  it('is in the file and at the line from which it was sent', () => {
    const files = [fileOf('a.sql', ''), fileOf('b.sql', head + sql)];
    expect(errorsOf(run, at(head.length), files)).toEqual([
      { path: 'b.sql', line: 3, column: 8, message: 'no such column' },
    ]);
    expect(placeOf(run, 17, at(head.length), files)).toEqual({ path: 'b.sql', line: 3, column: 8 });
  });

  it('is found again when lines were put before it', () => {
    const files = [fileOf('b.sql', `${head}${head}${sql}`)];
    expect(errorsOf(run, at(head.length), files)).toEqual([]);
    expect(placeOf(run, 17, at(head.length), files)).toEqual({ path: 'b.sql', line: 4, column: 8 });
  });

  it('is nowhere when the text was changed, and unknown without files', () => {
    expect(placeOf(run, 17, at(0), [fileOf('b.sql', 'select 2')])).toBeNull();
    expect(placeOf(run, 17, [], [])).toBeNull();
    expect(errorsOf(null, at(0), [])).toEqual([]);
  });

  it('is remembered of the newest runs', () => {
    const many = Array.from({ length: 100 }, (_, from) => ({ sql, path: 'b.sql', from }));
    const known = many.reduce(withOrigin, [] as ReturnType<typeof withOrigin>);
    expect([known[0]?.from, known.length < 100]).toEqual([99, true]);
  });
});
