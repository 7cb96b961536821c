/** 1-based. */
export interface TextPosition {
  line: number;
  column: number;
}

/** Where an offset into a text stands, for an editor. Offsets past the end are the end. */
export function positionOf(text: string, offset: number): TextPosition {
  const before = text.slice(0, Math.max(0, Math.min(offset, text.length)));
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: before.length - lineStart + 1 };
}

/**
 * PostgreSQL counts characters from 1, JavaScript counts UTF-16 units from 0: a letter outside the basic plane is one
 * of the former and two of the latter.
 */
export function offsetOfCharacter(text: string, character: number): number {
  let offset = 0;
  for (let seen = 1; seen < character && offset < text.length; seen += 1) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}
