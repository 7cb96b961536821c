import { inlineTokens } from './inline-tokens.ts';

/**
 * One line of Markdown inside a label, a table cell or a heading: code, emphasis, nothing else. It has its own small
 * reader, because the whole of Markdown would double the JavaScript of a candidate's page.
 */
export function InlineMarkdown({ text }: { text: string }) {
  return inlineTokens(text).map((token, index) => {
    // Tokens have no identity of their own and are never moved.
    const key = `${index}-${token.kind}`;
    switch (token.kind) {
      case 'code':
        return (
          <code key={key} className="rounded-chip border border-line bg-sunken px-[3px] text-[0.93em]">
            {token.text}
          </code>
        );
      case 'strong':
        return (
          <strong key={key} className="font-semibold">
            {token.text}
          </strong>
        );
      case 'emphasis':
        return <em key={key}>{token.text}</em>;
      case 'text':
        return token.text;
      default:
        return token.kind satisfies never;
    }
  });
}
