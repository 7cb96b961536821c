'use client';

import { type ComponentProps, useLayoutEffect, useRef } from 'react';
import { offsetAfterSplice, spliceBetween } from './text-splice.ts';

interface CaretTextAreaProps
  extends Omit<ComponentProps<'textarea'>, 'value' | 'onChange' | 'ref' | 'onSelect'> {
  value: string;
  /** `caret` is the caret's offset after the change. */
  onValue: (value: string, caret: number) => void;
}

/** A text area whose caret stays in its place when the value changes from outside: another tab, another machine. */
export function CaretTextArea({ value, onValue, ...props }: CaretTextAreaProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const known = useRef({ value, start: 0, end: 0 });
  useLayoutEffect(() => {
    const element = area.current;
    const before = known.current;
    if (!element || before.value === value) return;
    const splice = spliceBetween(before.value, value);
    if (splice && document.activeElement === element) {
      element.setSelectionRange(
        offsetAfterSplice(before.start, splice),
        offsetAfterSplice(before.end, splice),
      );
    }
    known.current = { value, start: element.selectionStart, end: element.selectionEnd };
  }, [value]);
  return (
    <textarea
      {...props}
      ref={area}
      value={value}
      onSelect={() => {
        const element = area.current;
        if (element && element.value === known.current.value) {
          known.current = { value, start: element.selectionStart, end: element.selectionEnd };
        }
      }}
      onChange={(event) => {
        const { value: next, selectionStart, selectionEnd } = event.target;
        known.current = { value: next, start: selectionStart, end: selectionEnd };
        onValue(next, selectionEnd);
      }}
    />
  );
}
