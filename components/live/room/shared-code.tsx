'use client';

import { Play } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import type * as Y from 'yjs';
import { Text as SharedText } from 'yjs';
import { filesMap } from '../../../domain/edit-log/answer-layout.ts';
import type { SharedRoom } from '../../../domain/live/room.ts';
import { CodeEditor, type CodeEditorHandle } from '../../code-editor/code-editor.tsx';
import type { EditorError } from '../../code-editor/editor-file.ts';
import { useDocument } from '../../edit-log/use-document.ts';
import { guestGlobals } from '../../take/question/guest-globals.ts';
import { useOwnFiles } from '../../take/question/use-own-files.ts';
import { Button } from '../../ui/button/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Kbd } from '../../ui/keyboard/kbd.tsx';
import { SplitPane } from '../../ui/layout/split-pane.tsx';
import { useEditorPeers } from '../presence/use-editor-peers.ts';
import { readRoomRuns } from './read-room-runs.ts';
import { RoomRuns } from './room-runs.tsx';
import { useRuns } from './use-runs.ts';

interface SharedCodeProps {
  documentId: string;
  readOnly: boolean;
  /** `/api/live` or `/api/live/<attempt>`. */
  base: string;
  counts: SharedRoom['runs'];
}

const firstFile = 'shared.ts';
const libs = [guestGlobals];
const noErrors: readonly EditorError[] = [];
const parts = { firstMinPx: 160, secondMinPx: 90 };

/** Code that all write, and its runs, which all see. */
export function SharedCode(props: SharedCodeProps) {
  const { doc } = useDocument(props.documentId);
  if (!doc) return <Skeleton className="m-3 h-24" />;
  return <Code {...props} doc={doc} />;
}

function Code({ doc, documentId, readOnly, base, counts }: SharedCodeProps & { doc: Y.Doc }) {
  const files = useOwnFiles(doc, readOnly);
  const editor = useRef<CodeEditorHandle>(null);
  const { runs, run, pressed, problem } = useRuns({
    ...{ url: `${base}/run`, documentId, counts, read: readRoomRuns },
  });
  const attach = useEditorPeers(documentId, doc, editor);
  const [chosen, setChosen] = useState<number | null>(null);
  const shown = runs.find((one) => one.number === chosen) ?? runs[0] ?? null;
  const errors = useMemo((): readonly EditorError[] => {
    const error = shown?.state.kind === 'finished' ? shown.state.run.error : null;
    if (!error || error.file === null || error.line === null) return noErrors;
    return [{ path: error.file, line: error.line, column: error.column, message: error.message }];
  }, [shown]);
  if (files.length === 0) {
    return (
      <EmptyState
        action={
          readOnly ? undefined : (
            <Button onClick={() => filesMap(doc).set(firstFile, new SharedText())}>Begin {firstFile}</Button>
          )
        }
      >
        No shared code yet.
      </EmptyState>
    );
  }
  const runOpen = () => {
    if (readOnly || pressed) return;
    setChosen(null);
    void run({ path: editor.current?.marked()?.path ?? files[0]?.path ?? firstFile });
  };
  return (
    <SplitPane
      orientation="rows"
      label="Resize code and output"
      defaultShare={0.68}
      limits={parts}
      first={
        <CodeEditor
          ref={editor}
          files={files}
          libs={libs}
          errors={errors}
          onRun={runOpen}
          attach={attach}
          tabsTrailing={
            readOnly ? undefined : (
              <Button variant="primary" size="small" pending={pressed} onClick={runOpen} className="gap-1.5">
                <Play size={12} strokeWidth={1.75} aria-hidden />
                {pressed ? 'Running' : 'Run'}
                <Kbd keys="mod+enter" />
              </Button>
            )
          }
        />
      }
      second={
        <RoomRuns
          runs={runs}
          shown={shown}
          problem={problem}
          onSelect={setChosen}
          onOpenPlace={(path, line, column) => editor.current?.reveal(path, line, column)}
        />
      }
    />
  );
}
