import type { editor as MonacoEditor } from 'monaco-editor/editor';
import type { Text as SharedText } from 'yjs';
import {
  type EditorError,
  type EditorFile,
  type EditorLib,
  languageOf,
  type MarkedText,
} from '../editor-file.ts';
import type { Monaco } from './load-monaco.ts';
import { TextBinding } from './text-binding.ts';

interface OpenFile {
  text: SharedText | string;
  readOnly: boolean;
  model: MonacoEditor.ITextModel;
  binding: TextBinding | null;
  viewState: MonacoEditor.ICodeEditorViewState | null;
}

/**
 * One editor with its files, outside React: models are made once per file and keep their undo history and scroll
 * place while tabs are switched; each is bound to its shared text.
 */
export class EditorSession {
  readonly editor: MonacoEditor.IStandaloneCodeEditor;
  private readonly monaco: Monaco;
  /** Folder of this editor's files, so that two editors on a page do not see each other's names. */
  private readonly root: string;
  private readonly files = new Map<string, OpenFile>();
  private libs: { dispose: () => void }[] = [];
  private readonly errorLines: MonacoEditor.IEditorDecorationsCollection;
  private errors: readonly EditorError[] = [];
  private shownPath = '';

  constructor(
    monaco: Monaco,
    element: HTMLElement,
    root: string,
    options: MonacoEditor.IStandaloneEditorConstructionOptions,
  ) {
    this.monaco = monaco;
    this.root = root;
    this.editor = monaco.editor.create(element, { ...options, model: null });
    this.errorLines = this.editor.createDecorationsCollection();
  }

  private uri(path: string) {
    return this.monaco.Uri.file(`/${this.root}/${path}`);
  }

  /** Makes the open files equal to `files`; those that stay keep their model. */
  setFiles(files: readonly EditorFile[]): void {
    const wanted = new Map(files.map((file) => [file.path, file]));
    for (const [path, open] of this.files) {
      const file = wanted.get(path);
      if (file && file.text === open.text) continue;
      this.close(path, open);
    }
    for (const file of files) {
      const open = this.files.get(file.path);
      if (open) open.readOnly = file.readOnly === true;
      else this.open(file);
    }
    const shown = this.files.get(this.shownPath);
    if (shown) this.editor.updateOptions({ readOnly: shown.readOnly, domReadOnly: shown.readOnly });
  }

  private open(file: EditorFile): void {
    const model = this.monaco.editor.createModel(
      typeof file.text === 'string' ? file.text : file.text.toString(),
      languageOf(file.path).id,
      this.uri(file.path),
    );
    // Offsets must mean the same on both sides of the binding: one character per line end.
    model.setEOL(this.monaco.editor.EndOfLineSequence.LF);
    model.updateOptions({
      tabSize: 2,
      insertSpaces: true,
      bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
    });
    this.files.set(file.path, {
      text: file.text,
      readOnly: file.readOnly === true,
      model,
      binding:
        typeof file.text === 'string'
          ? null
          : new TextBinding(file.text, model, (offset) => this.followHistory(model, offset)),
      viewState: null,
    });
  }

  private followHistory(model: MonacoEditor.ITextModel, offset: number): void {
    if (this.editor.getModel() !== model) return;
    const position = model.getPositionAt(offset);
    this.editor.setPosition(position);
    this.editor.revealPositionInCenterIfOutsideViewport(position);
  }

  private close(path: string, open: OpenFile): void {
    open.binding?.dispose();
    if (this.editor.getModel() === open.model) this.editor.setModel(null);
    open.model.dispose();
    this.files.delete(path);
  }

  show(path: string): void {
    const next = this.files.get(path);
    if (!next) return;
    const before = this.files.get(this.shownPath);
    if (before && before !== next) before.viewState = this.editor.saveViewState();
    if (this.editor.getModel() !== next.model) {
      this.editor.setModel(next.model);
      if (next.viewState) this.editor.restoreViewState(next.viewState);
    }
    this.shownPath = path;
    this.editor.updateOptions({ readOnly: next.readOnly, domReadOnly: next.readOnly });
    this.drawErrors();
  }

  /** The open file, the caret and what is marked, as offsets; null while no file is shown. */
  marked(): MarkedText | null {
    const model = this.shownModel();
    const selection = this.editor.getSelection();
    if (!model || !selection) return null;
    return {
      path: this.shownPath,
      text: model.getValue(),
      caret: model.getOffsetAt(selection.getPosition()),
      from: model.getOffsetAt(selection.getStartPosition()),
      to: model.getOffsetAt(selection.getEndPosition()),
    };
  }

  /** Types at the caret, over what is marked; it can be undone like typing. */
  type(text: string): void {
    this.editor.trigger('page', 'type', { text });
    this.editor.focus();
  }

  isOwn(uri: string): boolean {
    return [...this.files.values()].some((file) => file.model.uri.toString() === uri);
  }

  /** The file that is shown; empty while none is. */
  get path(): string {
    return this.shownPath;
  }

  shownModel(): MonacoEditor.ITextModel | null {
    return this.files.get(this.shownPath)?.model ?? null;
  }

  setLibs(libs: readonly EditorLib[]): void {
    for (const lib of this.libs) lib.dispose();
    this.libs = libs.map((lib) =>
      this.monaco.typescript.typescriptDefaults.addExtraLib(lib.text, this.uri(lib.path).toString()),
    );
  }

  /** Marks the lines of the last run's errors, with their message beside the code and in the problem list. */
  setErrors(errors: readonly EditorError[]): void {
    this.errors = errors;
    for (const [path, open] of this.files) {
      this.monaco.editor.setModelMarkers(
        open.model,
        'run',
        errors
          .filter((error) => error.path === path)
          .map((error) => {
            const line = this.heldLine(open.model, error.line);
            const start = error.column ?? open.model.getLineFirstNonWhitespaceColumn(line);
            return {
              severity: this.monaco.MarkerSeverity.Error,
              source: 'last run',
              message: error.message,
              startLineNumber: line,
              endLineNumber: line,
              startColumn: start,
              // One short of the end: the underline would run on under the message that stands there.
              endColumn: Math.max(start + 1, open.model.getLineMaxColumn(line) - 1),
            };
          }),
      );
    }
    this.drawErrors();
  }

  private drawErrors(): void {
    const model = this.shownModel();
    const here = model ? this.errors.filter((error) => error.path === this.shownPath) : [];
    this.errorLines.set(
      here.flatMap((error) => {
        if (!model) return [];
        const line = this.heldLine(model, error.line);
        const end = model.getLineMaxColumn(line);
        return [
          {
            range: { startLineNumber: line, startColumn: 1, endLineNumber: line, endColumn: 1 },
            options: { isWholeLine: true, className: 'run-error-line', marginClassName: 'run-error-margin' },
          },
          {
            range: { startLineNumber: line, startColumn: end, endLineNumber: line, endColumn: end },
            options: {
              showIfCollapsed: true,
              after: { content: firstLine(error.message), inlineClassName: 'run-error-hint' },
            },
          },
        ];
      }),
    );
  }

  private heldLine(model: MonacoEditor.ITextModel, line: number): number {
    return Math.min(Math.max(1, line), model.getLineCount());
  }

  reveal(line: number, column = 1): void {
    const model = this.shownModel();
    if (!model) return;
    const held = this.heldLine(model, line);
    this.editor.setPosition({ lineNumber: held, column });
    this.editor.revealLineInCenterIfOutsideViewport(held);
    this.editor.focus();
  }

  dispose(): void {
    for (const lib of this.libs) lib.dispose();
    for (const [path, open] of this.files) this.close(path, open);
    this.editor.dispose();
  }
}

const hintCharactersMax = 120;

function firstLine(message: string): string {
  const line = message.split('\n', 1)[0] ?? '';
  return line.length > hintCharactersMax ? `${line.slice(0, hintCharactersMax)}…` : line;
}
