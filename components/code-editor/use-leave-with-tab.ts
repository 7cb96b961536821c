'use client';

import type { editor as MonacoEditor } from 'monaco-editor/editor';
import { useEffect, useState } from 'react';
import { announce } from '../ui/feedback/announcer.ts';
import type { Monaco } from './monaco/load-monaco.ts';

/** Escape belongs to these first: it closes what is open. */
const nothingOpen = [
  'suggestWidgetVisible',
  'findWidgetVisible',
  'parameterHintsVisible',
  'renameInputVisible',
  'inSnippetMode',
  'markersNavigationVisible',
  'accessibilityHelpWidgetVisible',
  'editorHasMultipleSelections',
  'referenceSearchVisible',
]
  .map((key) => `!${key}`)
  .join(' && ');

/** Escape, then Tab leaves the editor. True while the next Tab would leave. */
export function useLeaveWithTab(
  monaco: Monaco | null,
  editor: MonacoEditor.IStandaloneCodeEditor | null,
): boolean {
  const [armed, setArmed] = useState(false);
  useEffect(() => {
    if (!monaco || !editor) return;
    let on = false;
    const set = (next: boolean) => {
      if (on === next) return;
      on = next;
      editor.updateOptions({ tabFocusMode: next });
      setArmed(next);
      if (next) announce('Tab now leaves the editor');
    };
    const parts = [
      editor.addAction({
        id: 'plumbline.leave-with-tab',
        label: 'Let the next Tab leave the editor',
        keybindings: [monaco.KeyCode.Escape],
        precondition: nothingOpen,
        run: () => set(true),
      }),
      editor.onKeyDown((event) => {
        const { keyCode } = event;
        if (
          keyCode !== monaco.KeyCode.Tab &&
          keyCode !== monaco.KeyCode.Shift &&
          keyCode !== monaco.KeyCode.Escape
        )
          set(false);
      }),
      editor.onDidBlurEditorWidget(() => set(false)),
      editor.onMouseDown(() => set(false)),
    ];
    return () => {
      for (const part of parts) part.dispose();
    };
  }, [monaco, editor]);
  return armed;
}
