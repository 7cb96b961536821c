'use client';

import { type ReactNode, useEffect, useId, useState } from 'react';
import { pasteFact, watchClipboard } from '../paste/own-clipboard.ts';
import type { PasteFact } from '../paste/paste-fact.ts';
import { CaretTextArea } from '../shared-text/caret-text-area.tsx';
import { cn } from '../ui/class-names.ts';
import { Tabs } from '../ui/data/tabs.tsx';
import { loadPreview, MarkdownPreview } from './markdown-preview.tsx';

interface MarkdownEditorProps {
  /** Read out for the text area: "Your answer". */
  label: string;
  value: string;
  /** `caret` is the caret's offset after the change; `useSharedText` places the edit by it. */
  onChange: (value: string, caret: number) => void;
  readOnly?: boolean;
  placeholder?: string;
  /** Size and source of each paste. */
  onPaste?: (fact: PasteFact) => void;
  /** The candidate's other texts, so that moves between them are known as own. */
  ownTexts?: () => readonly string[];
  /** At the right end of the tab strip. */
  trailing?: ReactNode;
  describedBy?: string;
  className?: string;
}

/** Write and preview. The Tab key leaves it, as it leaves every text area. */
export function MarkdownEditor({
  label,
  value,
  onChange,
  readOnly = false,
  placeholder = 'Write here. Markdown is understood: lists, tables, `code`.',
  onPaste,
  ownTexts,
  trailing,
  describedBy,
  className,
}: MarkdownEditorProps) {
  const [tab, setTab] = useState('write');
  const countId = useId();
  useEffect(watchClipboard, []);
  const words = value.trim() ? value.trim().split(/\s+/).length : 0;
  return (
    <Tabs
      label={`${label}: write or preview`}
      value={tab}
      onChange={setTab}
      className={cn('min-h-72 border border-line bg-panel', className)}
      contentClassName="flex flex-col"
      trailing={
        <>
          {trailing}
          <span id={countId} className="numeric text-caption text-ink-3">
            {words} {words === 1 ? 'word' : 'words'}
          </span>
        </>
      }
      items={[
        {
          value: 'write',
          label: 'Write',
          keepMounted: true,
          content: (
            <CaretTextArea
              aria-label={label}
              aria-describedby={[countId, describedBy].filter(Boolean).join(' ')}
              data-own-text
              value={value}
              onValue={onChange}
              readOnly={readOnly}
              placeholder={placeholder}
              onFocus={() => {
                // A failure here is shown when the preview is opened.
                loadPreview().catch(() => {});
              }}
              onPaste={(event) =>
                onPaste?.(
                  pasteFact(event.clipboardData.getData('text/plain'), [value, ...(ownTexts?.() ?? [])]),
                )
              }
              className="min-h-60 w-full flex-1 resize-none bg-transparent px-4 py-3 text-ui leading-5 text-ink -outline-offset-2 read-only:bg-sunken pointer-coarse:text-[1rem] pointer-coarse:leading-6"
            />
          ),
        },
        {
          value: 'preview',
          label: 'Preview',
          content: (
            <div className="min-h-0 flex-1 overflow-y-auto px-4 py-3">
              {value.trim() ? (
                <MarkdownPreview text={value} />
              ) : (
                <p className="text-ink-3">Nothing written yet.</p>
              )}
            </div>
          ),
        },
      ]}
    />
  );
}
