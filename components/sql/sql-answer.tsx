'use client';

import { type ReactNode, useMemo, useRef, useState } from 'react';
import type * as Y from 'yjs';
import { answerFromDocument } from '../../domain/edit-log/answer-from-document.ts';
import { findAnswerFile } from '../../domain/edit-log/answer-layout.ts';
import { scratchFile } from '../../domain/sql/scratch.ts';
import { statementAt } from '../../domain/sql/split-script.ts';
import type { SessionName, SqlExecution, SqlHistoryEntry } from '../../domain/sql/wire.ts';
import type { CodeEditorHandle } from '../code-editor/code-editor.tsx';
import type { EditorFile } from '../code-editor/editor-file.ts';
import type { PasteFact } from '../paste/paste-fact.ts';
import { PlanComparison, type ShownPlan } from '../plan-tree/plan-comparison.tsx';
import { notify } from '../ui/feedback/announcer.ts';
import { useShortcuts } from '../ui/keyboard/use-shortcuts.ts';
import { ConfirmDialog } from '../ui/overlay/confirm-dialog.tsx';
import { errorsOf, placeOf, type RunOrigin, withOrigin } from './editor/run-origin.ts';
import { SqlEditor } from './editor/sql-editor.tsx';
import { ChecksAndRuns, type ChecksOrRuns } from './result/checks-and-runs.tsx';
import { planOf } from './result/execution-text.ts';
import { DatabasePane, useStartIndexes } from './schema/database-pane.tsx';
import type { SqlParameter } from './schema/parameter-fields.tsx';
import { SessionResults } from './session/session-results.tsx';
import { type SqlTarget, sqlClient } from './state/sql-client.ts';
import { isOpening, useSqlLab } from './state/use-sql-lab.ts';

export interface SqlQuestionView {
  sheets: readonly { file: string; title: string; starter: string }[];
  parameters: readonly SqlParameter[];
  sessions: 1 | 2;
  visibleChecks: readonly { name: string }[];
}

export interface SqlParts {
  schema: ReactNode;
  editor: ReactNode;
  results: ReactNode;
  plan: ReactNode;
  checks: ReactNode;
}

interface SqlAnswerProps {
  doc: Y.Doc | null;
  /** The answer's own files with their shared texts. */
  own: readonly EditorFile[];
  question: SqlQuestionView;
  target: SqlTarget;
  readOnly: boolean;
  onPaste?: (fact: PasteFact) => void;
  ownTexts?: () => readonly string[];
  onSubmit?: () => void;
  /** A part came to have something to see, so that a narrow page can show it. */
  onShow: (part: keyof SqlParts) => void;
  children: (parts: SqlParts) => ReactNode;
}

/** The editor, the sessions with their results, the plans and the checks of one SQL question. */
export function SqlAnswer(props: SqlAnswerProps) {
  const { doc, own, question, target, readOnly, onPaste, ownTexts, onSubmit, onShow, children } = props;
  const targetKey = 'practice' in target ? 'practice' : target.itemNumber;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says which target it is.
  const client = useMemo(() => sqlClient(target), [targetKey]);
  const lab = useSqlLab(client);
  const editor = useRef<CodeEditorHandle>(null);
  const [session, setSession] = useState<SessionName>('a');
  const [values, setValues] = useState<Record<string, string>>({});
  const [origins, setOrigins] = useState<readonly RunOrigin[]>([]);
  const [before, setBefore] = useState<ShownPlan | null>(null);
  const [asking, setAsking] = useState(false);
  const [resetting, setResetting] = useState(false);
  const [bottom, setBottom] = useState<ChecksOrRuns>('checks');
  const { startIndexes, forget } = useStartIndexes(lab.schema);

  const files = useMemo(() => ordered(own, question), [own, question]);
  const two = question.sessions === 2;
  const shown = session === 'b' && two ? lab.shown.b : lab.shown.a;
  const newest = newestPlan(lab.history);
  const errors = useMemo(() => errorsOf(shown, origins, files), [shown, origins, files]);

  const send = (explain: 'analyze' | null, into: SessionName = session) => {
    const marked = editor.current?.marked();
    if (!marked || readOnly || isOpening(lab)) return;
    const selected = marked.from < marked.to;
    const place = selected
      ? { from: marked.from, to: marked.to }
      : explain
        ? statementAt(marked.text, marked.caret)
        : { from: 0, to: marked.text.length };
    if (!place) return;
    const sql = marked.text.slice(place.from, place.to);
    setOrigins((known) => withOrigin(known, { sql, path: marked.path, from: place.from }));
    onShow(explain ? 'plan' : 'results');
    lab.execute({ session: into, sql, explain, parameters: given(values) });
  };
  const check = () => {
    if (!doc || readOnly) return;
    const answer = answerFromDocument(doc, 'sql');
    if (answer.kind !== 'sql') return;
    setBottom('checks');
    onShow('checks');
    lab.runChecks(answer.files);
  };
  useShortcuts([
    {
      keys: 'mod+enter',
      label: 'Run the marked text, or the file',
      group: 'Question',
      run: () => send(null),
    },
  ]);
  const openPlace = (run: SqlExecution, offset: number) => {
    onShow('editor');
    const place = placeOf(run, offset, origins, files);
    if (place) editor.current?.reveal(place.path, place.line, place.column);
    else
      notify({
        tone: 'info',
        text: 'The text of this run is not in the editor any more. It is in the list of runs.',
      });
  };
  const insert = (name: string) => {
    onShow('editor');
    if (!editor.current?.type(name))
      notify({ tone: 'info', text: 'Names are put into the full editor only.' });
  };
  const toScratch = (sql: string) => {
    const scratch = doc && findAnswerFile(doc, scratchFile);
    if (!scratch) return;
    scratch.insert(scratch.length, `\n${sql.trim()}\n`);
    onShow('editor');
    editor.current?.reveal(scratchFile, scratch.toString().split('\n').length, 1);
  };
  const reset = async () => {
    setResetting(true);
    const done = await lab.reset();
    setResetting(false);
    setAsking(false);
    if (done) {
      forget();
      notify({ tone: 'info', text: 'The database is in its start state. Your text is as it was.' });
    }
  };

  return (
    <>
      {children({
        schema: (
          <DatabasePane
            lab={lab}
            parameters={question.parameters}
            values={values}
            onChange={setValues}
            startIndexes={startIndexes}
            onInsert={insert}
          />
        ),
        editor: (
          <SqlEditor
            ref={editor}
            lab={lab}
            files={doc ? files : null}
            errors={errors}
            readOnly={readOnly}
            into={two ? session : null}
            busy={lab.busy[session]}
            onRun={() => send(null)}
            onPlan={() => send('analyze')}
            onReset={() => setAsking(true)}
            onSubmit={onSubmit}
            onPaste={onPaste}
            ownTexts={ownTexts}
          />
        ),
        results: (
          <SessionResults
            lab={lab}
            two={two}
            chosen={session}
            onChoose={setSession}
            onOpenPlace={openPlace}
          />
        ),
        plan: (
          <PlanComparison
            before={before}
            after={newest}
            onKeepAsBefore={() => setBefore(newest)}
            onClearBefore={() => setBefore(null)}
          />
        ),
        checks: (
          <ChecksAndRuns
            lab={lab}
            shown={bottom}
            onChange={setBottom}
            visibleChecks={question.visibleChecks.length}
            canCheck={doc !== null && !readOnly}
            readOnly={readOnly}
            onCheck={check}
            onTakeText={toScratch}
            onShow={(entry) => {
              lab.show(entry);
              if (entry.kind === 'checks') setBottom('checks');
              else onShow('results');
            }}
          />
        ),
      })}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Reset the database?"
        description="Tables, rows and indexes become as they were at the start, and what the sessions have open is rolled back. Your text stays."
        confirmLabel="Reset the database"
        tone="danger"
        pending={resetting}
        onConfirm={() => void reset()}
      />
    </>
  );
}

/** In the order of the question, the scratch file last. */
function ordered(own: readonly EditorFile[], question: SqlQuestionView): EditorFile[] {
  const names = [...question.sheets.map((one) => one.file), scratchFile];
  return names.flatMap((name) => own.find((file) => file.path === name) ?? []);
}

/** Fields that were left empty keep their examples. */
function given(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}

function newestPlan(history: readonly SqlHistoryEntry[]): ShownPlan | null {
  for (const entry of history) {
    const plan = entry.kind === 'execution' ? planOf(entry) : null;
    if (plan && entry.kind === 'execution') return { label: `Run ${entry.number}`, root: plan.plan };
  }
  return null;
}
