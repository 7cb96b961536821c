/**
 * Text as PostgreSQL takes it: its text columns refuse the null character, its JSON columns also half of a surrogate
 * pair. No keyboard types either, so each becomes U+FFFD; lengths and offsets stay as they are.
 */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\uFFFD');
}
