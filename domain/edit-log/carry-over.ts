import * as Y from 'yjs';
import { componentsOf, connectionsOf } from '../design/design-document.ts';
import { answerDocument, answerMap, answerText, filesMap } from './answer-layout.ts';

/**
 * Makes in `doc`, as edits of its own client, the changes that `updates` would make. Used for edits that were kept in
 * a browser under a session which has ended: who wrote an update comes from the session, so they are written again
 * under the new one instead of being sent under the old client id. Only what they change is touched: text that is
 * already there is never written a second time.
 */
export function carryOver(doc: Y.Doc, updates: readonly Uint8Array[]): void {
  const copy = answerDocument();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  const changes: (() => void)[] = [];
  answerText(copy).observe((event) => {
    const { delta } = event;
    changes.push(() => writeDelta(answerText(doc), delta));
  });
  answerMap(copy).observe((event) => {
    for (const key of event.keysChanged) changes.push(() => writeKey(answerMap(doc), answerMap(copy), key));
  });
  filesMap(copy).observeDeep((events) => {
    for (const event of events) {
      if (event.target === filesMap(copy)) {
        for (const path of event.keys.keys())
          changes.push(() => writeKey(filesMap(doc), filesMap(copy), path));
      } else {
        const path = event.path[0];
        const file = typeof path === 'string' ? filesMap(doc).get(path) : null;
        const { delta } = event;
        if (file instanceof Y.Text) changes.push(() => writeDelta(file, delta));
      }
    }
  });
  for (const partsOf of [componentsOf, connectionsOf]) {
    partsOf(copy).observeDeep((events) => {
      for (const event of events) changes.push(...partChanges(event, partsOf(doc), partsOf(copy)));
    });
  }
  copy.transact(() => {
    for (const update of updates) Y.applyUpdate(copy, update);
  });
  doc.transact(() => {
    for (const change of changes) change();
  });
}

/** Of the parts of a drawing: whole parts, or single keys of one that is still there. */
function partChanges(
  event: Y.YEvent<Y.AbstractType<unknown>>,
  parts: Y.Map<unknown>,
  wanted: Y.Map<unknown>,
): (() => void)[] {
  const keys = [...event.keys.keys()];
  if (event.target === wanted) return keys.map((id) => () => writeKey(parts, wanted, id));
  const { target } = event;
  const id = event.path[0];
  if (!(target instanceof Y.Map) || typeof id !== 'string') return [];
  return keys.map((key) => () => {
    const part = parts.get(id);
    if (part instanceof Y.Map) writeKey(part, target, key);
  });
}

type Delta = Y.YTextEvent['delta'];

function writeDelta(text: Y.Text, delta: Delta): void {
  let at = 0;
  for (const { insert, delete: removed, retain } of delta) {
    if (retain) at += retain;
    if (removed) text.delete(at, removed);
    if (typeof insert !== 'string') continue;
    text.insert(at, insert);
    at += insert.length;
  }
}

function writeKey(map: Y.Map<unknown>, wanted: Y.Map<unknown>, key: string | null): void {
  if (key === null) return;
  const value = wanted.get(key);
  if (value === undefined) map.delete(key);
  else if (value instanceof Y.Text) map.set(key, new Y.Text(value.toString()));
  else if (value instanceof Y.Map) {
    const part = new Y.Map<unknown>();
    map.set(key, part);
    for (const field of value.keys()) writeKey(part, value, field);
  } else if (!(value instanceof Y.AbstractType)) map.set(key, value);
}
