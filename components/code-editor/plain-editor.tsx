'use client';

import { type ClipboardEvent, type KeyboardEvent, useEffect } from 'react';
import { pasteFact, watchClipboard } from '../paste/own-clipboard.ts';
import type { PasteFact } from '../paste/paste-fact.ts';
import { SharedTextArea } from '../shared-text/shared-text-area.tsx';
import { type EditorFile, type MarkedText, textOf } from './editor-file.ts';

interface PlainEditorProps {
  file: EditorFile;
  fontSizePx: number;
  wrapLines: boolean;
  onRun?: () => void;
  onPaste?: (fact: PasteFact) => void;
  ownTexts: () => readonly string[];
}

/** A text field on the same shared text: before Monaco is there, when it cannot be loaded, or by preference. */
export function PlainEditor({ file, onRun, onPaste, ownTexts, ...look }: PlainEditorProps) {
  useEffect(watchClipboard, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.shiftKey && onRun) {
      event.preventDefault();
      onRun();
    }
  };
  const shared = typeof file.text === 'string' ? null : file.text;
  const common = {
    'aria-label': file.path,
    'data-own-text': true,
    spellCheck: false,
    autoCapitalize: 'off',
    autoCorrect: 'off',
    wrap: look.wrapLines ? 'soft' : 'off',
    readOnly: file.readOnly === true,
    onKeyDown,
    onPaste: (event: ClipboardEvent<HTMLTextAreaElement>) =>
      onPaste?.(pasteFact(event.clipboardData.getData('text/plain'), ownTexts())),
    style: { fontSize: `${look.fontSizePx}px`, lineHeight: 1.44 },
    className:
      'absolute inset-0 resize-none bg-panel px-4 py-1.5 font-mono text-ink -outline-offset-2 read-only:bg-sunken',
  } as const;
  return shared ? (
    <SharedTextArea text={shared} {...common} />
  ) : (
    <textarea value={typeof file.text === 'string' ? file.text : ''} {...common} />
  );
}

/** The caret and the marked part of the field in a box; the end of nothing when it is not there. */
export function markedInField(box: HTMLElement | null, file: EditorFile | undefined): MarkedText | null {
  if (!file) return null;
  const field = box?.querySelector('textarea');
  const at = field?.selectionEnd ?? 0;
  return { path: file.path, text: textOf(file), caret: at, from: field?.selectionStart ?? at, to: at };
}
