'use client';

import { Play } from 'lucide-react';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import type * as Y from 'yjs';
import { Text as SharedText } from 'yjs';
import type { AnswerFile } from '../../../domain/answer.ts';
import { answerFromDocument } from '../../../domain/edit-log/answer-from-document.ts';
import { filesMap } from '../../../domain/edit-log/answer-layout.ts';
import { CodeEditor, type CodeEditorHandle } from '../../code-editor/code-editor.tsx';
import type { EditorError, EditorFile } from '../../code-editor/editor-file.ts';
import type { PasteFact } from '../../paste/paste-fact.ts';
import { RunResults } from '../../run-results/run-results.tsx';
import { spliceBetween } from '../../shared-text/text-splice.ts';
import { Button } from '../../ui/button/button.tsx';
import { notify } from '../../ui/feedback/announcer.ts';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Kbd } from '../../ui/keyboard/kbd.tsx';
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts';
import type { QuestionView } from '../workspace/workspace-types.ts';
import { guestGlobals } from './guest-globals.ts';
import { RunCodeDialog } from './run-code-dialog.tsx';
import { type RunSource, useCodeRuns } from './use-code-runs.ts';
import { useOwnFiles } from './use-own-files.ts';

interface CodeAnswerProps {
  doc: Y.Doc | null;
  question: Extract<QuestionView, { kind: 'code' }>;
  source: RunSource;
  readOnly: boolean;
  onPaste?: (fact: PasteFact) => void;
  ownTexts?: () => readonly string[];
  onSubmit?: () => void;
  /** How the two parts are put on the page. */
  children: (parts: { editor: ReactNode; results: ReactNode; showResults: boolean }) => ReactNode;
  /** Called when a run begins, so that a narrow page can show the results. */
  onRunBegins?: () => void;
  /** Called when a place in the code is to be shown, so that a narrow page can show the editor. */
  onOpenEditor?: () => void;
}

const libs = [guestGlobals];
const noErrors: readonly EditorError[] = [];

/** The editor with its files and the results of its runs. */
export function CodeAnswer({
  doc,
  question,
  source,
  readOnly,
  onPaste,
  ownTexts,
  onSubmit,
  children,
  onRunBegins,
  onOpenEditor,
}: CodeAnswerProps) {
  const runs = useCodeRuns(source);
  const editor = useRef<CodeEditorHandle>(null);
  const [codeOf, setCodeOf] = useState<number | null>(null);
  const own = useOwnFiles(doc, readOnly);
  const files = useMemo(
    (): EditorFile[] => [
      ...own,
      ...question.given.map((file) => ({ path: file.path, text: file.text, readOnly: true as const })),
    ],
    [own, question.given],
  );
  const { shown } = runs;
  const errors = useMemo((): readonly EditorError[] => {
    const error = shown?.error;
    if (!error || error.file === null || error.line === null) return noErrors;
    return [{ path: error.file, line: error.line, column: error.column, message: error.message }];
  }, [shown]);
  const run = () => {
    if (!doc || readOnly || runs.running) return;
    const answer = answerFromDocument(doc, 'code');
    if (answer.kind !== 'code') return;
    onRunBegins?.();
    runs.run(answer.files);
  };
  useShortcuts([{ keys: 'mod+enter', label: 'Run', group: 'Question', run }]);
  const restore = (wanted: readonly AnswerFile[]) => {
    setCodeOf(null);
    onOpenEditor?.();
    if (!doc) return;
    const before = answerFromDocument(doc, 'code');
    restoreFiles(doc, wanted);
    notify({
      tone: 'info',
      text: `The code of run ${shown?.number ?? ''} is in the editor.`,
      action: {
        label: 'Take it back',
        run: () => before.kind === 'code' && restoreFiles(doc, before.files),
      },
    });
  };
  const runButton = (
    <Button
      variant="primary"
      size="small"
      onClick={run}
      pending={runs.running}
      disabled={!doc || readOnly}
      className="gap-1.5"
    >
      <Play size={12} strokeWidth={1.75} aria-hidden />
      {runs.running ? 'Running' : 'Run'}
      <Kbd keys="mod+enter" />
    </Button>
  );
  return (
    <>
      {children({
        editor: doc ? (
          <CodeEditor
            ref={editor}
            files={files}
            libs={libs}
            errors={errors}
            onRun={run}
            onSubmit={onSubmit}
            onPaste={onPaste}
            ownTexts={ownTexts}
            tabsTrailing={runButton}
            statusTrailing={<span className="hidden md:inline">Network off inside the sandbox</span>}
          />
        ) : (
          <Skeleton className="m-4 h-40" />
        ),
        results: (
          <RunResults
            run={shown}
            running={runs.running}
            failure={runs.failure}
            history={runs.history}
            onSelectRun={runs.select}
            onOpenPlace={(path, line, column) => {
              onOpenEditor?.();
              editor.current?.reveal(path, line, column);
            }}
            onRun={run}
            trailing={
              shown && shown.files.length > 0 ? (
                <Button variant="ghost" size="small" onClick={() => setCodeOf(shown.number)}>
                  Code of run {shown.number}
                </Button>
              ) : undefined
            }
          />
        ),
        showResults: runs.running || shown !== null,
      })}
      <RunCodeDialog
        run={codeOf !== null && shown?.number === codeOf ? shown : null}
        readOnly={readOnly}
        onClose={() => setCodeOf(null)}
        onRestore={restore}
      />
    </>
  );
}

/** Makes the files read as they did, by the smallest edits; files made since stay. */
function restoreFiles(doc: Y.Doc, wanted: readonly AnswerFile[]): void {
  doc.transact(() => {
    const map = filesMap(doc);
    for (const { path, text } of wanted) {
      const file = map.get(path);
      if (!(file instanceof SharedText)) map.set(path, new SharedText(text));
      else replaceText(file, text);
    }
  });
}

function replaceText(file: Y.Text, wanted: string): void {
  const splice = spliceBetween(file.toString(), wanted);
  if (!splice) return;
  if (splice.remove > 0) file.delete(splice.at, splice.remove);
  if (splice.insert) file.insert(splice.at, splice.insert);
}
