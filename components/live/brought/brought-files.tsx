'use client';

import { type ReactNode, type RefObject, useMemo } from 'react';
import type { Doc } from 'yjs';
import type { AnswerFile } from '../../../domain/answer.ts';
import { CodeEditor, type CodeEditorHandle } from '../../code-editor/code-editor.tsx';
import type { EditorFile } from '../../code-editor/editor-file.ts';
import { guestGlobals } from '../../take/question/guest-globals.ts';
import { useOwnFiles } from '../../take/question/use-own-files.ts';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { useEditorPeers } from '../presence/use-editor-peers.ts';

interface BroughtFilesProps {
  doc: Doc;
  documentId: string;
  readOnly: boolean;
  /** What the question gives to read: typed APIs. */
  given: readonly AnswerFile[];
  editor: RefObject<CodeEditorHandle | null>;
  /** Null where nothing can be run. */
  onRun: (() => void) | null;
  /** At the right of the files' tabs. */
  runButton: ReactNode;
}

/** The files of a copied answer with everybody's carets. */
export function BroughtFiles({
  doc,
  documentId,
  readOnly,
  given,
  editor,
  onRun,
  runButton,
}: BroughtFilesProps) {
  const own = useOwnFiles(doc, readOnly);
  const attach = useEditorPeers(documentId, doc, editor);
  const files = useMemo(
    (): EditorFile[] => [
      ...own,
      ...given.map((file) => ({ path: file.path, text: file.text, readOnly: true as const })),
    ],
    [own, given],
  );
  // A program may import the API's types or use them as they are: both are the same declarations.
  const libs = useMemo(
    () => [
      guestGlobals,
      ...given.map(({ path, text }) => ({
        path: `global-${path}`,
        text: text.replace(/^export /gmu, ''),
      })),
    ],
    [given],
  );
  if (own.length === 0) return <EmptyState>This answer had no files.</EmptyState>;
  return (
    <CodeEditor
      ref={editor}
      {...{ files, libs, attach }}
      onRun={onRun ?? undefined}
      tabsTrailing={runButton}
    />
  );
}
