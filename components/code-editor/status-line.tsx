'use client';

import type { editor as MonacoEditor } from 'monaco-editor/editor';
import { type ReactNode, type Ref, useEffect, useState } from 'react';
import { ToneIcon } from '../ui/feedback/tone-icon.tsx';
import type { Monaco } from './monaco/load-monaco.ts';
import { EditorPreferencesMenu } from './preferences/editor-preferences-menu.tsx';

interface StatusLineProps {
  monaco: Monaco | null;
  editor: MonacoEditor.IStandaloneCodeEditor | null;
  languageName: string;
  tabLeaves: boolean;
  vimStatusRef: Ref<HTMLSpanElement>;
  trailing?: ReactNode;
}

/** Under the editor: language, place, problems; how to leave with the keyboard; preferences. */
export function StatusLine({
  monaco,
  editor,
  languageName,
  tabLeaves,
  vimStatusRef,
  trailing,
}: StatusLineProps) {
  const [place, setPlace] = useState({ line: 1, column: 1, problems: 0 });
  useEffect(() => {
    if (!monaco || !editor) return;
    const read = () => {
      const position = editor.getPosition();
      const uri = editor.getModel()?.uri;
      setPlace({
        line: position?.lineNumber ?? 1,
        column: position?.column ?? 1,
        problems: uri
          ? monaco.editor
              .getModelMarkers({ resource: uri })
              .filter((marker) => marker.severity >= monaco.MarkerSeverity.Warning).length
          : 0,
      });
    };
    read();
    const parts = [
      editor.onDidChangeCursorPosition(read),
      editor.onDidChangeModel(read),
      monaco.editor.onDidChangeMarkers(read),
    ];
    return () => {
      for (const part of parts) part.dispose();
    };
  }, [monaco, editor]);
  return (
    <div className="flex min-h-6 shrink-0 flex-wrap items-center gap-x-4 border-t border-line px-3 text-caption text-ink-3">
      <span>{languageName}</span>
      {editor && (
        <>
          <span>
            Ln {place.line}, Col {place.column}
          </span>
          <span className="inline-flex items-center gap-1.5">
            <ToneIcon tone={place.problems === 0 ? 'pass' : 'warn'} size={12} />
            {place.problems} {place.problems === 1 ? 'problem' : 'problems'}
          </span>
          <span className="max-sm:hidden">
            {tabLeaves ? 'Tab leaves the editor' : 'Esc, then Tab leaves'}
          </span>
        </>
      )}
      <span ref={vimStatusRef} className="vim-status font-mono" />
      <span className="ml-auto flex items-center gap-3">
        {trailing}
        <EditorPreferencesMenu />
      </span>
    </div>
  );
}
