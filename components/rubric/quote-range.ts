/** A selected part of an answer's text, by UTF-16 offsets into the answer as it is stored. */
export interface Quote {
  start: number;
  end: number;
  text: string;
}

/** Removes blank edges, so that the pinned words begin and end with words. Null when nothing is left. */
export function trimmedQuote(source: string, start: number, end: number): Quote | null {
  let from = Math.max(0, Math.min(start, end));
  let to = Math.min(source.length, Math.max(start, end));
  while (from < to && /\s/.test(source[from] ?? '')) from++;
  while (to > from && /\s/.test(source[to - 1] ?? '')) to--;
  return from < to ? { start: from, end: to, text: source.slice(from, to) } : null;
}

/** The text cut at every edge of a quote, so that pinned words can be drawn as marks. Overlaps join. */
export function cutByQuotes(
  source: string,
  quotes: readonly { start: number; end: number }[],
): { text: string; marked: boolean; start: number }[] {
  const marked: [number, number][] = [];
  for (const { start, end } of quotes.toSorted((a, b) => a.start - b.start)) {
    const held: [number, number] = [Math.max(0, start), Math.min(source.length, end)];
    const last = marked.at(-1);
    if (held[0] >= held[1]) continue;
    if (last && held[0] <= last[1]) last[1] = Math.max(last[1], held[1]);
    else marked.push(held);
  }
  const parts: { text: string; marked: boolean; start: number }[] = [];
  let at = 0;
  for (const [start, end] of marked) {
    if (start > at) parts.push({ text: source.slice(at, start), marked: false, start: at });
    parts.push({ text: source.slice(start, end), marked: true, start });
    at = end;
  }
  if (at < source.length) parts.push({ text: source.slice(at), marked: false, start: at });
  return parts;
}
