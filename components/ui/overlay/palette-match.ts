/** Ranks palette entries against what was typed. Plain values, so it is tested without a browser. */
export interface Searchable {
  label: string;
  group?: string;
  keywords?: string;
}

function score(entry: Searchable, words: readonly string[]): number | null {
  const label = entry.label.toLowerCase();
  const rest = `${entry.group ?? ''} ${entry.keywords ?? ''}`.toLowerCase();
  let total = 0;
  for (const word of words) {
    if (label.startsWith(word)) total += 4;
    else if (label.includes(` ${word}`)) total += 3;
    else if (label.includes(word)) total += 2;
    else if (rest.includes(word)) total += 1;
    else return null;
  }
  return total;
}

/** Entries in which every typed word occurs, best first; the given order decides between equals. */
export function matchPalette<Entry extends Searchable>(entries: readonly Entry[], query: string): Entry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...entries];
  return entries
    .flatMap((entry, index) => {
      const found = score(entry, words);
      return found === null ? [] : [{ entry, found, index }];
    })
    .sort((a, b) => b.found - a.found || a.index - b.index)
    .map(({ entry }) => entry);
}
