'use client';

import {
  type ReactNode,
  type Ref,
  useEffect,
  useEffectEvent,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { pasteFact, rememberOwnText, watchClipboard } from '../paste/own-clipboard.ts';
import type { PasteFact } from '../paste/paste-fact.ts';
import { Button } from '../ui/button/button.tsx';
import { cn } from '../ui/class-names.ts';
import { Banner } from '../ui/feedback/banner.tsx';
import { useIsDark } from '../ui/theme/use-theme.ts';
import {
  type EditorError,
  type EditorFile,
  type EditorLib,
  languageOf,
  type MarkedText,
  textOf,
} from './editor-file.ts';
import { EditorTabs, editorTabId } from './editor-tabs.tsx';
import { type OfferedWord, offerWords } from './monaco/completion.ts';
import type { EditorSession } from './monaco/editor-session.ts';
import { applyEditorTheme } from './monaco/editor-theme.ts';
import { loadEditor, type Monaco } from './monaco/load-monaco.ts';
import { startVimKeys } from './monaco/vim-keys.ts';
import { markedInField, PlainEditor } from './plain-editor.tsx';
import { useEditorPreferences } from './preferences/editor-preferences.ts';
import { StatusLine } from './status-line.tsx';
import { useLeaveWithTab } from './use-leave-with-tab.ts';

export interface CodeEditorHandle {
  /** Opens a file at a place (1-based) and puts the caret there. */
  reveal: (path: string, line: number, column?: number | null) => void;
  /** The open file with caret and marked part, whichever of the two editors is there. */
  marked: () => MarkedText | null;
  /** Shows a file; focus and carets stay where they are. */
  open: (path: string) => void;
  /** Types at the caret of the editor; false where only the plain field is there. */
  type: (text: string) => boolean;
}

interface CodeEditorProps {
  files: readonly EditorFile[];
  libs?: readonly EditorLib[];
  /** Lines at which the last run failed. */
  errors?: readonly EditorError[];
  /** `mod Enter` inside the editor. */
  onRun?: () => void;
  /** `mod Shift Enter` inside the editor. */
  onSubmit?: () => void;
  /** Size and source of each paste; moves of the candidate's own text have source `own`. */
  onPaste?: (fact: PasteFact, path: string) => void;
  /** The candidate's other texts: other answers, starter, practice reference. */
  ownTexts?: () => readonly string[];
  /** Words that are offered while typing, in files of this language. */
  words?: { languageId: string; at: (text: string, offset: number) => readonly OfferedWord[] };
  /** Called with the editor once it is there, to draw in it and hear of its caret; what it gives back ends that. */
  attach?: (session: EditorSession) => () => void;
  /** At the right of the tabs: the run button. */
  tabsTrailing?: ReactNode;
  /** At the right of the status line. */
  statusTrailing?: ReactNode;
  className?: string;
  ref?: Ref<CodeEditorHandle>;
}

const noFiles: readonly EditorLib[] = [];
const noErrors: readonly EditorError[] = [];

/**
 * The code editor: files as tabs, each bound to its shared text. It is loaded when it is drawn; until then, when
 * loading fails, and by preference, a plain text field on the same shared text stands in.
 */
export function CodeEditor({
  files,
  libs = noFiles,
  errors = noErrors,
  onRun,
  onSubmit,
  onPaste,
  ownTexts,
  words,
  attach,
  tabsTrailing,
  statusTrailing,
  className,
  ref,
}: CodeEditorProps) {
  const panelId = useId();
  const preferences = useEditorPreferences();
  const dark = useIsDark();
  const [chosen, setChosen] = useState<string | null>(null);
  const active = files.find((file) => file.path === chosen) ?? files[0];
  const activePath = active?.path ?? '';
  const [box, setBox] = useState<HTMLDivElement | null>(null);
  const [loadedWith, setLoaded] = useState<{ monaco: Monaco; session: EditorSession } | null>(null);
  const [failed, setFailed] = useState(false);
  const [round, setRound] = useState(0);
  const vimStatus = useRef<HTMLSpanElement>(null);
  const plainBox = useRef<HTMLDivElement>(null);
  const waiting = useRef<{ path: string; line: number; column: number } | null>(null);
  const loaded = preferences.plainField ? null : loadedWith;
  const monaco = loaded?.monaco ?? null;
  const session = loaded?.session ?? null;
  const tabLeaves = useLeaveWithTab(monaco, session?.editor ?? null);

  const allOwnTexts = () => [...files.map(textOf), ...(ownTexts?.() ?? [])];
  const newestOwnTexts = useEffectEvent(allOwnTexts);
  const run = useEffectEvent(() => onRun?.());
  const submit = useEffectEvent(() => onSubmit?.());
  const pasted = useEffectEvent((fact: PasteFact) => onPaste?.(fact, activePath));

  const loadInto = useEffectEvent(async (element: HTMLElement, stopped: () => boolean) => {
    const parts = await loadEditor();
    if (stopped()) return null;
    applyEditorTheme(parts.monaco, { dark, highContrast: preferences.highContrast });
    const root = panelId.replace(/\W/g, '');
    return {
      monaco: parts.monaco,
      session: new parts.EditorSession(parts.monaco, element, root, parts.editorOptions(parts.fontFamily)),
    };
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a person's press on "Load the editor again".
  useEffect(() => {
    if (!box || preferences.plainField) return;
    let stopped = false;
    let mine: EditorSession | null = null;
    setFailed(false);
    loadInto(box, () => stopped).then(
      (next) => {
        if (!next) return;
        mine = next.session;
        setLoaded(next);
      },
      () => !stopped && setFailed(true),
    );
    return () => {
      stopped = true;
      setLoaded(null);
      mine?.dispose();
    };
  }, [box, preferences.plainField, round]);

  useEffect(() => session?.setLibs(libs), [session, libs]);
  useEffect(() => {
    session?.setFiles(files);
    session?.show(activePath);
  }, [session, files, activePath]);
  useEffect(() => session?.setErrors(errors), [session, errors]);
  useEffect(() => (session && attach ? attach(session) : undefined), [session, attach]);
  const languageId = words?.languageId;
  const wordsAt = useEffectEvent((text: string, offset: number) => words?.at(text, offset) ?? []);
  useEffect(() => {
    if (!monaco || !session || languageId === undefined) return;
    return offerWords(
      monaco,
      languageId,
      (uri) => session.isOwn(uri),
      (text, offset) => wordsAt(text, offset),
    );
  }, [monaco, session, languageId]);
  useEffect(() => {
    if (monaco) applyEditorTheme(monaco, { dark, highContrast: preferences.highContrast });
  }, [monaco, dark, preferences.highContrast]);
  useEffect(() => {
    session?.editor.updateOptions({
      fontSize: preferences.fontSizePx,
      lineHeight: Math.round(preferences.fontSizePx * 1.44),
      wordWrap: preferences.wrapLines || activePath.endsWith('.md') ? 'on' : 'off',
      accessibilitySupport: preferences.screenReader ? 'on' : 'auto',
      ariaLabel: `${activePath}. Escape, then Tab leaves the editor.`,
    });
  }, [session, preferences, activePath]);
  useEffect(() => {
    const element = vimStatus.current;
    if (!monaco || !session || !preferences.vimKeys || !element) return;
    return startVimKeys(monaco, session.editor, element);
  }, [monaco, session, preferences.vimKeys]);

  useEffect(() => {
    if (!monaco || !session) return;
    watchClipboard();
    const { editor } = session;
    const { KeyMod, KeyCode } = monaco;
    const element = editor.getContainerDomNode();
    const remember = () => {
      const selection = editor.getSelection();
      const model = editor.getModel();
      if (!selection || !model) return;
      // With nothing selected, Monaco copies the line.
      rememberOwnText(
        selection.isEmpty()
          ? model.getLineContent(selection.startLineNumber)
          : model.getValueInRange(selection),
      );
    };
    element.addEventListener('copy', remember, true);
    element.addEventListener('cut', remember, true);
    // The paste event comes before the text is in, so what was own until then still counts as own.
    const onPasteEvent = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (text) pasted(pasteFact(text, newestOwnTexts()));
    };
    element.addEventListener('paste', onPasteEvent, true);
    const parts = [
      editor.addAction({
        id: 'plumbline.run',
        label: 'Run',
        keybindings: [KeyMod.CtrlCmd | KeyCode.Enter],
        run: () => run(),
      }),
      editor.addAction({
        id: 'plumbline.submit',
        label: 'Submit',
        keybindings: [KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.Enter],
        run: () => submit(),
      }),
    ];
    return () => {
      for (const part of parts) part.dispose();
      element.removeEventListener('copy', remember, true);
      element.removeEventListener('cut', remember, true);
      element.removeEventListener('paste', onPasteEvent, true);
    };
  }, [monaco, session]);

  useEffect(() => {
    const place = waiting.current;
    if (!session || !place || place.path !== activePath) return;
    waiting.current = null;
    session.reveal(place.line, place.column);
  });
  useImperativeHandle(ref, () => ({
    marked: () => session?.marked() ?? markedInField(plainBox.current, active),
    open: setChosen,
    type: (text) => {
      session?.type(text);
      return session !== null;
    },
    reveal: (path, line, column) => {
      waiting.current = { path, line, column: column ?? 1 };
      setChosen(path);
      setRevealRound((now) => now + 1);
    },
  }));
  const [, setRevealRound] = useState(0);

  return (
    <div className={cn('flex h-full min-h-0 min-w-0 flex-col bg-panel', className)}>
      <EditorTabs
        files={files}
        active={activePath}
        onSelect={setChosen}
        panelId={panelId}
        trailing={tabsTrailing}
      />
      {failed && (
        <Banner
          live
          tone="warn"
          title="The editor did not load."
          className="m-2"
          action={
            <Button size="small" onClick={() => setRound(round + 1)}>
              Load the editor again
            </Button>
          }
        >
          This text field saves and runs the same way.
        </Banner>
      )}
      <div
        role="tabpanel"
        id={panelId}
        aria-labelledby={editorTabId(panelId, activePath)}
        className="relative min-h-40 min-w-0 flex-1"
      >
        {/* Monaco owns what is in this box; React never draws into it. */}
        <div
          ref={setBox}
          data-own-text
          data-editor={loaded ? 'ready' : 'loading'}
          className={cn('absolute inset-0', !loaded && 'invisible')}
        />
        {!loaded && active && (
          <div ref={plainBox} className="contents">
            <PlainEditor
              key={active.path}
              file={active}
              fontSizePx={preferences.fontSizePx}
              wrapLines={preferences.wrapLines}
              onRun={onRun}
              onPaste={(fact) => onPaste?.(fact, activePath)}
              ownTexts={allOwnTexts}
            />
          </div>
        )}
      </div>
      <StatusLine
        monaco={monaco}
        editor={session?.editor ?? null}
        languageName={languageOf(activePath).name}
        tabLeaves={tabLeaves}
        vimStatusRef={vimStatus}
        trailing={statusTrailing}
      />
    </div>
  );
}
