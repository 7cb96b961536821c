'use client';

import { FileCode, FileText, Lock } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { cn } from '../ui/class-names.ts';
import type { EditorFile } from './editor-file.ts';

interface EditorTabsProps {
  files: readonly EditorFile[];
  active: string;
  onSelect: (path: string) => void;
  panelId: string;
  trailing?: ReactNode;
}

const iconProps = { size: 13, strokeWidth: 1.75, 'aria-hidden': true } as const;

export const editorTabId = (panelId: string, path: string) => `${panelId}-${path.replace(/[^\w-]/g, '_')}`;

/** The files of an answer as tabs, 34 px. Arrow keys, Home and End move between them. */
export function EditorTabs({ files, active, onSelect, panelId, trailing }: EditorTabsProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    const at = files.findIndex((file) => file.path === active);
    const target = {
      ArrowRight: (at + 1) % files.length,
      ArrowLeft: (at + files.length - 1) % files.length,
      Home: 0,
      End: files.length - 1,
    }[event.key];
    const file = target === undefined ? undefined : files[target];
    if (!file) return;
    event.preventDefault();
    onSelect(file.path);
    document.getElementById(editorTabId(panelId, file.path))?.focus();
  };
  return (
    <div className="flex min-h-[2.125rem] shrink-0 flex-wrap items-stretch border-b border-line bg-sunken">
      <div
        role="tablist"
        aria-label="Files"
        className="flex min-h-[2.0625rem] min-w-0 overflow-x-auto overflow-y-hidden [scrollbar-width:none]"
      >
        {files.map((file) => {
          const on = file.path === active;
          const Icon = file.readOnly ? Lock : file.path.endsWith('.ts') ? FileCode : FileText;
          return (
            <button
              key={file.path}
              type="button"
              role="tab"
              id={editorTabId(panelId, file.path)}
              aria-selected={on}
              aria-controls={panelId}
              tabIndex={on ? 0 : -1}
              onClick={() => onSelect(file.path)}
              onKeyDown={onKeyDown}
              className={cn(
                'flex items-center gap-1.5 border-r border-line px-3 text-[0.75rem] whitespace-nowrap text-ink-2 -outline-offset-2 hover:text-ink pointer-coarse:min-h-11',
                on && '-mb-px bg-panel text-ink shadow-[inset_0_2px_0_var(--ink)]',
              )}
            >
              <Icon {...iconProps} />
              {file.path}
              {file.readOnly && <span className="sr-only"> (read only)</span>}
            </button>
          );
        })}
      </div>
      {trailing && <div className="ml-auto flex items-center gap-2 px-2 py-1">{trailing}</div>}
    </div>
  );
}
