import type * as Y from 'yjs';

/** Makes one text of another as a person would: only the stretch that differs is typed anew. */
export function changeText(text: Y.Text, wanted: string): void {
  const old = text.toString();
  const most = Math.min(old.length, wanted.length);
  let start = 0;
  while (start < most && old[start] === wanted[start]) start += 1;
  let end = 0;
  while (end < most - start && old.at(-1 - end) === wanted.at(-1 - end)) end += 1;
  text.delete(start, old.length - start - end);
  text.insert(start, wanted.slice(start, wanted.length - end));
}
