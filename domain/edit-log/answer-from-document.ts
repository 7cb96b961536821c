import * as Y from 'yjs';
import type { AnswerContent, AnswerFile, AnswerKind } from '../answer.ts';
import { readDesign } from '../design/design-document.ts';
import { scratchFile } from '../sql/scratch.ts';
import { storableText } from '../storable-text.ts';
import { answerMap, answerText, filesMap } from './answer-layout.ts';

/** The answer as plain values. What does not belong to the layout is left out; nothing in it is trusted. */
export function answerFromDocument(doc: Y.Doc, kind: AnswerKind): AnswerContent {
  switch (kind) {
    case 'choice':
      return { kind, picks: readPicks(doc) };
    case 'estimate':
      return { kind, values: readTyped(doc), reasoning: writtenText(doc) };
    case 'code':
    case 'world':
      return { kind, files: readFiles(doc) };
    case 'sql':
      return { kind, files: readFiles(doc).filter((file) => file.path !== scratchFile) };
    case 'discussion':
      return { kind, text: writtenText(doc) };
    case 'incident':
      return { kind, steps: [], ...readDiagnosis(doc), postmortem: writtenText(doc) };
    case 'design':
      return { kind, design: readDesign(doc), note: writtenText(doc) };
  }
}

/** Answers are stored with their grades and shown: what the database refuses must not get that far. */
function writtenText(doc: Y.Doc): string {
  return storableText(answerText(doc).toString());
}

function readPicks(doc: Y.Doc): Record<string, string[]> {
  const picks = new Map<string, string[]>();
  const add = (part: string, option: string) =>
    picks.set(part, [...(picks.get(part) ?? []), storableText(option)]);
  for (const [key, value] of answerEntries(doc)) {
    const single = afterPrefix(key, 'one:');
    if (single !== null && typeof value === 'string') add(single, value);
    const many = afterPrefix(key, 'many:');
    const slash = many?.indexOf('/') ?? -1;
    if (many !== null && slash > 0 && value === true) add(many.slice(0, slash), many.slice(slash + 1));
  }
  return plainRecord(picks);
}

/** The steps of an investigation are rows of their own; whoever needs them adds them. */
function readDiagnosis(doc: Y.Doc) {
  const picks = readPicks(doc);
  return {
    cause: picks.cause?.at(-1) ?? '',
    component: picks.component?.at(-1) ?? '',
    durable: picks.durable ?? [],
    evidence: picks.evidence ?? [],
  };
}

function readTyped(doc: Y.Doc): Record<string, { value: string; unit: string }> {
  const typed = new Map<string, { value: string; unit: string }>();
  for (const [key, content] of answerEntries(doc)) {
    if (typeof content !== 'string') continue;
    const typedText = storableText(content);
    const valuePart = afterPrefix(key, 'value:');
    if (valuePart !== null)
      typed.set(valuePart, { value: typedText, unit: typed.get(valuePart)?.unit ?? '' });
    const unitPart = afterPrefix(key, 'unit:');
    if (unitPart !== null) typed.set(unitPart, { value: typed.get(unitPart)?.value ?? '', unit: typedText });
  }
  return plainRecord(typed);
}

function readFiles(doc: Y.Doc): AnswerFile[] {
  return [...filesMap(doc).entries()]
    .sort(byKey)
    .flatMap(([path, text]) =>
      text instanceof Y.Text ? [{ path: storableText(path), text: storableText(text.toString()) }] : [],
    );
}

function answerEntries(doc: Y.Doc): [string, unknown][] {
  return [...answerMap(doc).entries()]
    .map(([key, value]): [string, unknown] => [storableText(key), value])
    .sort(byKey);
}

function afterPrefix(key: string, prefix: string): string | null {
  return key.startsWith(prefix) ? key.slice(prefix.length) : null;
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Keys come from a browser: `__proto__` must become a key like any other, not the prototype. */
function plainRecord<T>(entries: Map<string, T>): Record<string, T> {
  return Object.fromEntries(entries);
}
