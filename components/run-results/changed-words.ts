import { type Splice, spliceBetween } from '../shared-text/text-splice.ts';

const isWord = (sign: string | undefined) => sign !== undefined && /[\w.]/.test(sign);

/**
 * What differs between two texts, widened to whole words and numbers: of `true` and `false` both are marked, not
 * "tru" and "fals".
 */
export function changedWords(expected: string, actual: string): Splice | null {
  const splice = spliceBetween(expected, actual);
  if (!splice) return null;
  let { at } = splice;
  let expectedEnd = splice.at + splice.remove;
  let actualEnd = splice.at + splice.insert.length;
  const touchesWord = isWord(expected[at]) || isWord(actual[at]);
  while (touchesWord && at > 0 && isWord(expected[at - 1])) at--;
  const endsInWord = isWord(expected[expectedEnd - 1]) || isWord(actual[actualEnd - 1]);
  while (endsInWord && expectedEnd < expected.length && isWord(expected[expectedEnd])) {
    expectedEnd++;
    actualEnd++;
  }
  return { at, remove: expectedEnd - at, insert: actual.slice(at, actualEnd) };
}
