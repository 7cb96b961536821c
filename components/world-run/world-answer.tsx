'use client';

import { Play, Square } from 'lucide-react';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import type * as Y from 'yjs';
import type { AnswerFile } from '../../domain/answer.ts';
import { answerFromDocument } from '../../domain/edit-log/answer-from-document.ts';
import type { SeedTrace, SeedView, WorldRun } from '../../domain/world/wire.ts';
import { CodeEditor, type CodeEditorHandle } from '../code-editor/code-editor.tsx';
import type { EditorError, EditorFile, EditorLib } from '../code-editor/editor-file.ts';
import type { PasteFact } from '../paste/paste-fact.ts';
import { placeOf } from '../seed-timeline/model/event-text.ts';
import { Button } from '../ui/button/button.tsx';
import { Skeleton } from '../ui/feedback/skeleton.tsx';
import { Kbd } from '../ui/keyboard/kbd.tsx';
import { useShortcuts } from '../ui/keyboard/use-shortcuts.ts';
import { FindingsContext } from './findings.ts';
import { FirstLook } from './first-look.tsx';
import { useSeedTrace } from './use-seed-trace.ts';
import { useWorldRuns } from './use-world-runs.ts';
import { type SeedWish, type WorldTarget, worldClient } from './world-client.ts';
import { WorldResults } from './world-results.tsx';

export interface WorldQuestion {
  given: readonly AnswerFile[];
  runs: { quick: number; full: number };
  invariants: readonly { name: string; title: string }[];
}

interface WorldAnswerProps {
  doc: Y.Doc | null;
  own: readonly EditorFile[];
  question: WorldQuestion;
  target: WorldTarget;
  readOnly: boolean;
  libs: readonly EditorLib[];
  onPaste?: (fact: PasteFact) => void;
  ownTexts?: () => readonly string[];
  onSubmit?: () => void;
  /** How the two parts are put on the page. */
  children: (parts: { editor: ReactNode; results: ReactNode }) => ReactNode;
  /** Called when a part is to be seen, for pages that show one at a time. */
  onShow: (part: 'editor' | 'results') => void;
}

const noErrors: readonly EditorError[] = [];

/** The editor with the typed API, and what the seeds of its runs came to. */
export function WorldAnswer({
  doc,
  own,
  question,
  target,
  readOnly,
  libs,
  onPaste,
  ownTexts,
  onSubmit,
  children,
  onShow,
}: WorldAnswerProps) {
  const itemNumber = 'practice' in target ? null : target.itemNumber;
  const practice = itemNumber === null;
  const client = useMemo(
    () => worldClient(itemNumber === null ? { practice: true } : { itemNumber }),
    [itemNumber],
  );
  const runs = useWorldRuns(client);
  const { shown, running } = runs;
  const editor = useRef<CodeEditorHandle>(null);
  const [picked, setPicked] = useState<{ run: number; seed: number } | null>(null);
  const [smallest, setSmallest] = useState(true);
  const [tab, setTab] = useState('simulation');
  const [hands, setHands] = useState({ stepped: false, followed: false });

  const selected = running ? null : selectedSeed(shown, picked);
  const wish = useMemo((): SeedWish | null => {
    if (!shown || selected === null) return null;
    const without = smallest ? (selected.shrunk?.without ?? []) : [];
    return { files: shown.files, seed: selected.seed, without };
  }, [shown, selected, smallest]);
  const look = useSeedTrace(client, wish);

  const files = useMemo(
    (): EditorFile[] => [
      ...own,
      ...question.given.map((file) => ({ path: file.path, text: file.text, readOnly: true as const })),
    ],
    [own, question.given],
  );
  const errors = useMemo((): readonly EditorError[] => {
    const { error } = shown ?? {};
    if (error) {
      if (error.file === null || error.line === null) return noErrors;
      return [{ path: error.file, line: error.line, column: error.column, message: error.message }];
    }
    if (look.kind !== 'shown' || !shown || !isCodeOf(shown, own)) return noErrors;
    return witnessLines(look.trace);
  }, [shown, look, own]);

  const run = (size: 'quick' | 'full') => {
    if (!doc || readOnly || running) return;
    const answer = answerFromDocument(doc, 'world');
    if (answer.kind !== 'world') return;
    setPicked(null);
    setSmallest(true);
    setTab('simulation');
    onShow('results');
    runs.run(size, answer.files);
  };
  useShortcuts([
    {
      keys: 'mod+enter',
      label: `Run ${question.runs.quick} seeds`,
      group: 'Question',
      run: () => run('quick'),
    },
  ]);

  const buttons = running ? (
    <Button size="small" onClick={runs.stop} className="gap-1.5">
      <Square size={11} strokeWidth={1.75} aria-hidden />
      Stop
    </Button>
  ) : (
    <span className="flex items-center gap-1.5">
      {question.runs.full !== question.runs.quick && (
        <Button size="small" onClick={() => run('full')} disabled={!doc || readOnly}>
          Run all {question.runs.full}
        </Button>
      )}
      <Button
        variant="primary"
        size="small"
        onClick={() => run('quick')}
        disabled={!doc || readOnly}
        className="gap-1.5"
      >
        <Play size={12} strokeWidth={1.75} aria-hidden />
        Run {question.runs.quick} seeds
        <Kbd keys="mod+enter" />
      </Button>
    </span>
  );
  const done = {
    ran: shown !== null,
    opened: look.kind === 'shown',
    ...hands,
    mended: shown !== null && !shown.error && !shown.stopped && shown.seeds.every((seed) => seed.passed),
  };
  return (
    <FindingsContext value={running || shown?.stopped || shown?.error ? null : (shown?.invariants ?? null)}>
      {children({
        editor: doc ? (
          <CodeEditor
            ref={editor}
            files={files}
            libs={libs}
            errors={errors}
            onRun={() => run('quick')}
            onSubmit={onSubmit}
            onPaste={onPaste}
            ownTexts={ownTexts}
            tabsTrailing={buttons}
            statusTrailing={<span className="hidden md:inline">Network off inside the world</span>}
          />
        ) : (
          <Skeleton className="m-4 h-40" />
        ),
        results: (
          <WorldResults
            runs={runs}
            invariants={question.invariants}
            selected={selected}
            onSelectSeed={(seed) => {
              if (!shown || running) return;
              setPicked({ run: shown.number, seed });
              setSmallest(true);
            }}
            look={look}
            smallest={smallest}
            onSmallest={setSmallest}
            onOpenPlace={(path, line, column) => {
              setHands((known) => ({ ...known, followed: true }));
              onShow('editor');
              editor.current?.reveal(path, line, column);
            }}
            onStep={() => setHands((known) => (known.stepped ? known : { ...known, stepped: true }))}
            onRun={() => run('quick')}
            tab={tab}
            onTab={setTab}
            guide={practice ? <FirstLook done={done} /> : undefined}
          />
        ),
      })}
    </FindingsContext>
  );
}

/** The seed that was picked in this run, else its first failing one. */
function selectedSeed(run: WorldRun | null, picked: { run: number; seed: number } | null): SeedView | null {
  if (run === null) return null;
  if (picked?.run === run.number) return run.seeds.find(({ seed }) => seed === picked.seed) ?? null;
  return run.seeds.find((seed) => !seed.passed) ?? null;
}

/** Whether the editor still holds the code of the run: else its lines are not those of the trace. */
function isCodeOf(run: WorldRun, own: readonly EditorFile[]): boolean {
  return run.files.every(
    ({ path, text }) => String(own.find((file) => file.path === path)?.text ?? '') === text,
  );
}

/** The lines whose calls show the break, with what was broken. */
function witnessLines(trace: SeedTrace): EditorError[] {
  const [broken] = trace.broken;
  if (!broken) return [];
  const byId = new Map(trace.events.map((event) => [event.id, event]));
  const lines = new Map<string, EditorError>();
  for (const id of broken.witnesses) {
    const event = byId.get(id);
    const cause = event === undefined ? undefined : byId.get(event.cause);
    const place = (event && placeOf(event)) ?? (cause && placeOf(cause));
    if (place)
      lines.set(`${place.path}:${place.line}`, {
        ...place,
        message: `seed ${trace.seed}: ${broken.message}`,
      });
  }
  return [...lines.values()];
}
