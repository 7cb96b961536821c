'use client';

import type { ComponentProps } from 'react';
import type { Text as SharedText } from 'yjs';
import { CaretTextArea } from './caret-text-area.tsx';
import { useSharedText } from './use-shared-text.ts';

interface SharedTextAreaProps
  extends Omit<ComponentProps<'textarea'>, 'value' | 'onChange' | 'ref' | 'onSelect'> {
  text: SharedText;
}

/** A plain text area on a shared text. */
export function SharedTextArea({ text, ...props }: SharedTextAreaProps) {
  const [value, write] = useSharedText(text);
  return <CaretTextArea {...props} value={value} onValue={write} />;
}
