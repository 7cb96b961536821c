/** One replacement that turns `before` into `after`: the smallest single one. Offsets are UTF-16 units. */
export interface Splice {
  at: number;
  remove: number;
  insert: string;
}

const isHighSurrogate = (code: number) => code >= 0xd800 && code <= 0xdbff;
const isLowSurrogate = (code: number) => code >= 0xdc00 && code <= 0xdfff;

/**
 * `caret` is where the person's caret stands in `after`; it decides between equal answers ("aa" to "aaa"), so that
 * a shared text records the letter where it was typed. Surrogate pairs are never cut in half.
 */
export function spliceBetween(before: string, after: string, caret = after.length): Splice | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let suffix = 0;
  const suffixMax = Math.min(shorter, Math.max(0, after.length - caret));
  while (suffix < suffixMax && before[before.length - 1 - suffix] === after[after.length - 1 - suffix])
    suffix++;
  let prefix = 0;
  while (prefix < shorter - suffix && before[prefix] === after[prefix]) prefix++;
  // A deletion forwards leaves the caret before text that is the same on both sides: take the rest of the suffix.
  while (suffix < shorter - prefix && before[before.length - 1 - suffix] === after[after.length - 1 - suffix])
    suffix++;
  if (prefix > 0 && isHighSurrogate(before.charCodeAt(prefix - 1))) prefix--;
  if (suffix > 0 && isLowSurrogate(before.charCodeAt(before.length - suffix))) suffix--;
  return {
    at: prefix,
    remove: before.length - prefix - suffix,
    insert: after.slice(prefix, after.length - suffix),
  };
}

/** Where an offset of the old text is in the new one: text before it moves it, text at it does not. */
export function offsetAfterSplice(offset: number, splice: Splice): number {
  if (offset <= splice.at) return offset;
  if (offset >= splice.at + splice.remove) return offset - splice.remove + splice.insert.length;
  return splice.at;
}
