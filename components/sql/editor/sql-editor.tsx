'use client';

import { ChartNoAxesGantt, Play, RotateCcw } from 'lucide-react';
import type { Ref } from 'react';
import type { SessionName } from '../../../domain/sql/wire.ts';
import { CodeEditor, type CodeEditorHandle } from '../../code-editor/code-editor.tsx';
import type { EditorError, EditorFile } from '../../code-editor/editor-file.ts';
import type { PasteFact } from '../../paste/paste-fact.ts';
import { Button } from '../../ui/button/button.tsx';
import { Banner } from '../../ui/feedback/banner.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Kbd } from '../../ui/keyboard/kbd.tsx';
import { isOpening, type SqlLab } from '../state/use-sql-lab.ts';
import { completionsAt } from './schema-completion.ts';

interface SqlEditorProps {
  ref: Ref<CodeEditorHandle>;
  lab: SqlLab;
  /** Null until the document is there. */
  files: readonly EditorFile[] | null;
  errors: readonly EditorError[];
  readOnly: boolean;
  /** Into which session it runs; null when there is only one. */
  into: SessionName | null;
  busy: boolean;
  onRun: () => void;
  onPlan: () => void;
  onReset: () => void;
  onSubmit?: (() => void) | undefined;
  onPaste?: ((fact: PasteFact) => void) | undefined;
  ownTexts?: (() => readonly string[]) | undefined;
}

/** The text with what can be done with it, and above it what has happened to the database. */
export function SqlEditor(props: SqlEditorProps) {
  const { ref, lab, files, errors, readOnly, into, busy, onRun, onPlan, onReset } = props;
  const opening = isOpening(lab);
  const closed = lab.schema === null;
  const why = readOnly ? 'The text cannot be changed now' : undefined;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <DatabaseBanners lab={lab} />
      <div className="min-h-0 flex-1">
        {files ? (
          <CodeEditor
            ref={ref}
            files={files}
            errors={errors}
            onRun={onRun}
            onSubmit={props.onSubmit}
            onPaste={props.onPaste}
            ownTexts={props.ownTexts}
            words={{
              languageId: 'pgsql',
              at: (text, offset) => completionsAt(text, offset, lab.schema ?? []),
            }}
            tabsTrailing={
              <>
                <Button
                  size="small"
                  onClick={onPlan}
                  disabled={opening || busy || readOnly}
                  title="EXPLAIN (ANALYZE, BUFFERS) of the statement at the caret; what it changes is rolled back"
                >
                  <ChartNoAxesGantt size={12} strokeWidth={1.75} aria-hidden />
                  Plan
                </Button>
                <Button
                  variant="primary"
                  size="small"
                  onClick={onRun}
                  pending={busy}
                  disabled={opening || readOnly}
                  aria-description={why}
                >
                  <Play size={12} strokeWidth={1.75} aria-hidden />
                  {busy ? 'Running' : into === null ? 'Run' : `Run in ${into.toUpperCase()}`}
                  <Kbd keys="mod+enter" />
                </Button>
              </>
            }
            statusTrailing={
              <Button size="small" variant="ghost" disabled={closed || readOnly} onClick={onReset}>
                <RotateCcw size={11} strokeWidth={1.75} aria-hidden />
                Reset the database
              </Button>
            }
          />
        ) : (
          <Skeleton className="m-4 h-40" />
        )}
      </div>
    </div>
  );
}

function DatabaseBanners({ lab }: { lab: SqlLab }) {
  return (
    <>
      {lab.openFailure && (
        <Banner
          live
          tone="fail"
          title={lab.openFailure}
          className="m-2"
          action={
            <Button size="small" onClick={lab.open} pending={lab.opening}>
              Open the database
            </Button>
          }
        >
          Writing goes on without it.
        </Banner>
      )}
      {lab.notice && (
        <Banner
          live
          tone="warn"
          title={lab.notice}
          className="m-2"
          action={
            <Button size="small" onClick={lab.dismissNotice}>
              Understood
            </Button>
          }
        />
      )}
    </>
  );
}
