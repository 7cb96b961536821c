import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { cn } from '../ui/class-names.ts';
import { CodeBlock } from './code-block.tsx';
import { remarkHeadings } from './remark-headings.ts';
import { safeUrl } from './safe-url.ts';

interface MarkdownProps {
  /** The text. It may come from anyone: raw HTML is shown as text, images and unsafe links are not loaded. */
  text: string;
  /** The text's highest heading becomes h2 with 1, h3 with 2, so that the page's order of headings holds. */
  headingOffset?: 0 | 1 | 2 | 3;
  className?: string;
}

/** Markdown with tables, as prose of at most 72 characters a line. Works on the server, without scripts. */
export function Markdown({ text, headingOffset = 1, className }: MarkdownProps) {
  return (
    <div className={cn('prose-text', className)}>
      <ReactMarkdown
        remarkPlugins={[remarkGfm, [remarkHeadings, headingOffset + 1]]}
        // Footnotes link within the text, which needs ids; candidates' texts get none.
        disallowedElements={['section', 'sup']}
        unwrapDisallowed
        urlTransform={(url) => safeUrl(url)}
        components={elements}
      >
        {text}
      </ReactMarkdown>
    </div>
  );
}

const elements: Components = {
  a: ({ href, children }) =>
    href ? (
      <a href={href} target="_blank" rel="noopener noreferrer nofollow">
        {children}
      </a>
    ) : (
      <span>{children}</span>
    ),
  // An image would be a request to somebody's server: its alternative text stands in.
  img: ({ alt }) => <span className="text-ink-3">[image{alt ? `: ${alt}` : ''}]</span>,
  // Task lists: a state to read, not a control.
  input: ({ checked }) => (
    <span role="img" aria-label={checked ? 'done' : 'open'}>
      {checked ? '☑ ' : '☐ '}
    </span>
  ),
  table: ({ children }) => (
    // biome-ignore lint/a11y/useSemanticElements: a scrollable box must take focus to be scrolled by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: as above.
    <div role="group" aria-label="Table" tabIndex={0} className="relative overflow-x-auto">
      <table>{children}</table>
    </div>
  ),
  pre: ({ node, children }) => {
    const code = node?.children[0];
    if (code?.type !== 'element' || code.tagName !== 'code') return <pre>{children}</pre>;
    const text = code.children.map((child) => (child.type === 'text' ? child.value : '')).join('');
    const names = code.properties.className;
    const language = Array.isArray(names)
      ? names.map(String).find((name) => name.startsWith('language-'))
      : undefined;
    return <CodeBlock code={text.replace(/\n$/, '')} language={language?.slice('language-'.length)} />;
  },
};
