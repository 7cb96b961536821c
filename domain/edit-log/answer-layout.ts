import * as Y from 'yjs';
import type { AnswerFile, AnswerKind } from '../answer.ts';
import type { Design } from '../design/design.ts';
import { componentsOf, connectionsOf, writeDesign } from '../design/design-document.ts';
import { valueCharactersMax } from './limits.ts';

/**
 * How an answer lies in its document. The layout is chosen so that edits made in two tabs, or offline and merged
 * later, both survive wherever both can:
 *
 *   map 'answer'   one:<part>            → option id          a part that takes one pick: the last one wins
 *                  many:<part>/<option>  → true               each pick is its own key: different picks merge
 *                  value:<part>          → what was typed     short, so the last one wins as a whole
 *                  unit:<part>           → the unit chosen
 *   map 'files'    <path>                → text               code, SQL: edits of one file merge by character
 *   text 'text'                                               a discussion, the reasoning of an estimate, a postmortem,
 *                                                             a decision note
 *   maps 'components' and 'connections'                       a drawn system: domain/design/design-document.ts
 *
 * An incident uses the parts `cause` and `component` (one pick), `durable` and `evidence` (many).
 *
 * Part and option ids come from question files and hold no `/` in the part; a cell of a grid is `row/column`.
 */
export const answerRoots = ['answer', 'files', 'text', 'components', 'connections'] as const;

/** The client id under which the server writes starter text. Bound to nobody, so no browser can insert as it. */
export const systemClientId = 1;

/** The roots typed, so that a document that was read from bytes and one that was made here look the same. */
export function answerDocument(): Y.Doc {
  const doc = new Y.Doc();
  answerMap(doc);
  filesMap(doc);
  answerText(doc);
  componentsOf(doc);
  connectionsOf(doc);
  return doc;
}

export function answerText(doc: Y.Doc): Y.Text {
  return doc.getText('text');
}

export function answerMap(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap('answer');
}

export function filesMap(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap('files');
}

export function findAnswerFile(doc: Y.Doc, path: string): Y.Text | null {
  const file = filesMap(doc).get(path);
  return file instanceof Y.Text ? file : null;
}

/**
 * The first update of a document, made by the server: two tabs that open the same question never both insert the
 * starter. Null when the kind begins empty. The bytes are the same for the same files and the same starting drawing.
 */
export function initialDocument(
  kind: AnswerKind,
  starter: readonly AnswerFile[],
  start: Design | null = null,
): Uint8Array | null {
  const doc = new Y.Doc();
  doc.clientID = systemClientId;
  if (kind === 'design') {
    if (!start || start.components.length === 0) return null;
    writeDesign(doc, start);
    return Y.encodeStateAsUpdate(doc);
  }
  if ((kind !== 'code' && kind !== 'sql' && kind !== 'world') || starter.length === 0) return null;
  doc.transact(() => {
    const files = filesMap(doc);
    for (const file of starter) files.set(file.path, new Y.Text(file.text));
  });
  return Y.encodeStateAsUpdate(doc);
}

/** Sets or takes back one pick. `select` is the part's: of a part that takes one, a new pick replaces the old. */
export function setPick(
  doc: Y.Doc,
  pick: { partId: string; optionId: string; select: 'one' | 'many' },
  picked: boolean,
): void {
  const map = answerMap(doc);
  if (pick.select === 'many') {
    const key = `many:${pick.partId}/${pick.optionId}`;
    if (picked) map.set(key, true);
    else map.delete(key);
    return;
  }
  const key = `one:${pick.partId}`;
  if (picked) map.set(key, pick.optionId);
  else if (map.get(key) === pick.optionId) map.delete(key);
}

/** What was typed into a part of an estimate, or the option id of a part that is picked. */
export function setTypedValue(doc: Y.Doc, partId: string, value: string): void {
  answerMap(doc).set(`value:${partId}`, value.slice(0, valueCharactersMax));
}

export function setTypedUnit(doc: Y.Doc, partId: string, unit: string): void {
  answerMap(doc).set(`unit:${partId}`, unit.slice(0, valueCharactersMax));
}

/** Characters of everything that grows: the text and all files. What the limit of an answer is held against. */
export function answerCharacters(doc: Y.Doc): number {
  let sum = answerText(doc).length;
  for (const file of filesMap(doc).values()) if (file instanceof Y.Text) sum += file.length;
  return sum;
}
