import * as Y from 'yjs';

export interface ChatLine {
  key: string;
  by: string;
  text: string;
  /** Milliseconds of the writer's own clock, for showing only. */
  at: number;
}

export const lineCharactersMax = 1000;

/** What is not a line of a chat is left out: the document is written by browsers. */
export function readChat(doc: Y.Doc): ChatLine[] {
  return doc
    .getArray<unknown>('lines')
    .toArray()
    .flatMap((value, index) => {
      if (!(value instanceof Y.Map)) return [];
      const [by, text, at] = [value.get('by'), value.get('text'), value.get('at')];
      if (typeof by !== 'string' || typeof text !== 'string' || typeof at !== 'number') return [];
      return [{ key: `${index}`, by: by.slice(0, 120), text: text.slice(0, lineCharactersMax), at }];
    });
}
