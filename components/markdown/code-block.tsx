import { cn } from '../ui/class-names.ts';
import { highlight, type SyntaxKind } from './highlight.ts';

const colours: Record<SyntaxKind, string | undefined> = {
  keyword: 'text-(--syntax-keyword)',
  string: 'text-(--syntax-string)',
  number: 'text-(--syntax-number)',
  comment: 'text-(--syntax-comment)',
  type: 'text-(--syntax-type)',
  plain: undefined,
};

interface CodeBlockProps {
  code: string;
  /** A fence's language: ts, sql, go, java, python, rust, json, yaml, sh. */
  language?: string;
  label?: string;
  className?: string;
}

/** Code to read. It scrolls inside itself and can be scrolled with the keyboard. */
export function CodeBlock({ code, language, label = 'Code', className }: CodeBlockProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a scrollable block must take focus to be scrolled by keyboard.
    <pre
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: as above.
      tabIndex={0}
      className={cn(
        'overflow-x-auto rounded-control border border-line bg-sunken px-3 py-2 text-code text-ink print:whitespace-pre-wrap',
        className,
      )}
    >
      <code>
        {highlight(code, language).map((token, index) =>
          token.kind === 'plain' ? (
            token.text
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: tokens have no identity of their own and are never moved.
            <span key={index} className={colours[token.kind]}>
              {token.text}
            </span>
          ),
        )}
      </code>
    </pre>
  );
}
