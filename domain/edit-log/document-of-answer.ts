import * as Y from 'yjs';
import type { AnswerContent, AnswerFile, IncidentAnswer } from '../answer.ts';
import { writeDesign } from '../design/design-document.ts';
import { answerMap, answerText, filesMap, systemClientId } from './answer-layout.ts';

/**
 * The first update of a document that begins with a whole answer: the inverse of `answerFromDocument`. It is made from
 * the plain values and not from the state of the answer's own document, which would carry what was deleted in it and
 * the client ids of those who wrote it. Null when the answer is empty.
 *
 * `takesOne` names the parts of a choice that take one pick: a new pick has to replace the copied one.
 */
export function documentOfAnswer(
  answer: AnswerContent,
  takesOne: ReadonlySet<string> = new Set(),
): Uint8Array | null {
  const doc = new Y.Doc();
  doc.clientID = systemClientId;
  doc.transact(() => write(doc, answer, takesOne));
  return doc.store.clients.size === 0 ? null : Y.encodeStateAsUpdate(doc);
}

function write(doc: Y.Doc, answer: AnswerContent, takesOne: ReadonlySet<string>): void {
  switch (answer.kind) {
    case 'choice':
      writePicks(doc, answer.picks, takesOne);
      break;
    case 'estimate':
      writeTyped(doc, answer.values);
      writeText(doc, answer.reasoning);
      break;
    case 'code':
    case 'world':
    case 'sql':
      writeFiles(doc, answer.files);
      break;
    case 'discussion':
      writeText(doc, answer.text);
      break;
    case 'incident':
      writePicks(doc, diagnosisPicks(answer), diagnosisTakesOne);
      writeText(doc, answer.postmortem);
      break;
    case 'design':
      writeDesign(doc, answer.design);
      writeText(doc, answer.note);
  }
}

const diagnosisTakesOne: ReadonlySet<string> = new Set(['cause', 'component']);

function diagnosisPicks(answer: IncidentAnswer): Record<string, string[]> {
  const one = (id: string) => (id === '' ? [] : [id]);
  return {
    cause: one(answer.cause),
    component: one(answer.component),
    durable: answer.durable,
    evidence: answer.evidence,
  };
}

function writePicks(doc: Y.Doc, picks: Record<string, string[]>, takesOne: ReadonlySet<string>): void {
  const map = answerMap(doc);
  for (const [part, options] of Object.entries(picks)) {
    for (const [index, option] of options.entries()) {
      // Of a part that takes one, two tabs of an old page may have left more: the last is what the page shows.
      const single =
        index === options.length - 1 && (takesOne.has(part) || part === '' || part.includes('/'));
      if (single) map.set(`one:${part}`, option);
      else map.set(`many:${part}/${option}`, true);
    }
  }
}

function writeTyped(doc: Y.Doc, values: Record<string, { value: string; unit: string }>): void {
  const map = answerMap(doc);
  for (const [part, { value, unit }] of Object.entries(values)) {
    if (value !== '' || unit === '') map.set(`value:${part}`, value);
    if (unit !== '') map.set(`unit:${part}`, unit);
  }
}

function writeFiles(doc: Y.Doc, files: readonly AnswerFile[]): void {
  const map = filesMap(doc);
  for (const file of files) map.set(file.path, new Y.Text(file.text));
}

function writeText(doc: Y.Doc, text: string): void {
  if (text !== '') answerText(doc).insert(0, text);
}
