/** One line of text with `code`, **strong** and *emphasis*; everything else is as written. */
export interface InlineToken {
  kind: 'text' | 'code' | 'strong' | 'emphasis';
  text: string;
}

// Code first: stars inside it are stars. Emphasis begins and ends with a letter or figure, so "2 * 3 * 4" and
// "count(*)" stay as they are. Every part is bounded, which keeps the time linear.
const pattern =
  /(`{1,3})([^`](?:[^`]|`(?!\1)){0,400}?)\1(?!`)|\*\*(\S(?:[^*]{0,300}\S)?)\*\*|(?<![\w*])\*([\p{L}\p{N}](?:[^*]{0,300}[\p{L}\p{N}.!?])?)\*(?![\w*])/gu;

export function inlineTokens(line: string): InlineToken[] {
  const tokens: InlineToken[] = [];
  let from = 0;
  const plain = (to: number) => {
    if (to > from) tokens.push({ kind: 'text', text: line.slice(from, to) });
  };
  for (const match of line.matchAll(pattern)) {
    plain(match.index);
    const [whole, , code, strong, emphasis] = match;
    if (code !== undefined) tokens.push({ kind: 'code', text: code.trim() || code });
    else if (strong !== undefined) tokens.push({ kind: 'strong', text: strong });
    else if (emphasis !== undefined) tokens.push({ kind: 'emphasis', text: emphasis });
    from = match.index + whole.length;
  }
  plain(line.length);
  return tokens;
}
