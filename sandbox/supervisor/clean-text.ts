/**
 * Candidate text as it may be stored and shown: no control characters (a database refuses NUL, a terminal obeys ESC)
 * except tab and line feed, and no half of a surrogate pair.
 */
export function cleanText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu, '\ufffd');
}
