'use client';

import { Pin } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../ui/button/button.tsx';
import { cn } from '../ui/class-names.ts';
import { singleKeysOn } from '../ui/keyboard/shortcut-registry.ts';
import { useShortcuts } from '../ui/keyboard/use-shortcuts.ts';
import { cutByQuotes, type Quote, trimmedQuote } from './quote-range.ts';

interface QuoteSelectionProps {
  /** The answer as it is stored, drawn as plain text so that offsets hold. */
  text: string;
  /** Name of the region: "Answer to question 6". */
  label: string;
  onQuote: (quote: Quote) => void;
  /** Quotes that are pinned already; drawn as marks. */
  pinned?: readonly { start: number; end: number }[];
  /** What a quote is used for: "Use as evidence for Explaining trade-offs". */
  actionLabel?: string;
  mono?: boolean;
  className?: string;
}

/**
 * Select words in an answer and pin them as evidence. For the keyboard the text can be shown in a text area that takes
 * a caret and refuses every change: browsers give no caret to page text or to a read-only field.
 */
export function QuoteSelection({
  text,
  label,
  onQuote,
  pinned = [],
  actionLabel = 'Use as evidence',
  mono = false,
  className,
}: QuoteSelectionProps) {
  const box = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const [quote, setQuote] = useState<Quote | null>(null);
  const [byKeyboard, setByKeyboard] = useState(false);

  useEffect(() => {
    if (byKeyboard) return;
    const onSelection = () => setQuote(box.current ? quoteIn(box.current, text) : null);
    document.addEventListener('selectionchange', onSelection);
    return () => document.removeEventListener('selectionchange', onSelection);
  }, [text, byKeyboard]);

  useEffect(() => {
    const element = area.current;
    if (!byKeyboard || !element) return;
    element.focus();
    element.setSelectionRange(0, 0);
    // React's own beforeinput covers typing only; this one also refuses deleting, cutting, pasting and dropping.
    const refuse = (event: Event) => event.preventDefault();
    element.addEventListener('beforeinput', refuse);
    return () => element.removeEventListener('beforeinput', refuse);
  }, [byKeyboard]);

  const use = () => {
    if (!quote) return;
    onQuote(quote);
    setQuote(null);
    if (byKeyboard) area.current?.setSelectionRange(quote.end, quote.end);
    else document.getSelection()?.removeAllRanges();
  };
  useShortcuts([{ keys: 'e', label: actionLabel, group: 'Evidence', run: use }], quote !== null);
  const onKeyDown = (event: KeyboardEvent) => {
    // Nothing can be typed here, so the single key works inside the field too.
    if (event.key !== 'e' || event.ctrlKey || event.metaKey || event.altKey || !singleKeysOn()) return;
    event.preventDefault();
    use();
  };

  const look = mono ? 'font-mono text-code' : 'text-ui';
  return (
    <section aria-label={label} className={cn('min-w-0', className)}>
      <div className="sticky top-0 z-10 flex min-h-9 flex-wrap items-center gap-2 border-b border-line bg-panel px-3.5 py-1">
        <Button
          size="small"
          // The press must not take the selection away before it is read.
          onMouseDown={(event) => event.preventDefault()}
          onClick={use}
          disabledReason={quote ? undefined : 'Select words in the answer'}
        >
          <Pin size={12} strokeWidth={1.75} aria-hidden />
          {actionLabel}
        </Button>
        <Button
          size="small"
          variant="ghost"
          aria-pressed={byKeyboard}
          className="ml-auto"
          onClick={() => {
            setQuote(null);
            setByKeyboard(!byKeyboard);
          }}
        >
          {byKeyboard ? 'Show as page' : 'Select with the keyboard'}
        </Button>
      </div>
      {byKeyboard ? (
        <textarea
          ref={area}
          aria-readonly
          inputMode="none"
          spellCheck={false}
          aria-label={`${label}. Select with Shift and the arrow keys.`}
          value={text}
          onChange={() => {}}
          onKeyDown={onKeyDown}
          onSelect={() => {
            const element = area.current;
            if (element) setQuote(trimmedQuote(text, element.selectionStart, element.selectionEnd));
          }}
          rows={Math.min(40, Math.max(8, text.split('\n').length + 2))}
          className={cn('block w-full resize-y bg-panel px-3.5 py-3 -outline-offset-2', look)}
        />
      ) : (
        <div
          ref={box}
          className={cn('max-w-[80ch] px-3.5 py-3 whitespace-pre-wrap [overflow-wrap:anywhere]', look)}
        >
          {cutByQuotes(text, pinned).map((part) =>
            part.marked ? (
              <mark
                key={part.start}
                className="bg-accent-soft text-ink underline decoration-accent decoration-1 underline-offset-2"
              >
                {part.text}
              </mark>
            ) : (
              part.text
            ),
          )}
        </div>
      )}
    </section>
  );
}

/** The selection inside `box` as offsets into `text`; null when it is empty or reaches outside. */
function quoteIn(box: HTMLElement, text: string): Quote | null {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!box.contains(range.startContainer) || !box.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(box);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  return trimmedQuote(text, start, start + range.toString().length);
}
