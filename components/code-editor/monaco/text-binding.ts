import type { editor as MonacoEditor } from 'monaco-editor/editor';
import { type Text as SharedText, UndoManager, type YTextEvent } from 'yjs';

const undoStepMs = 500;

/**
 * Keeps one Monaco model and one shared text equal, both ways. Undo and redo go through the shared text's own history,
 * so they take back this person's edits and never those of another tab or person; Monaco's own history would apply
 * old offsets to a text that has moved.
 */
export class TextBinding {
  private readonly text: SharedText;
  private readonly model: MonacoEditor.ITextModel;
  private readonly history: UndoManager;
  /** Where this person's own undo has just changed the text, for the caret. */
  private readonly onHistory: (offset: number) => void;
  private readonly modelListener: { dispose: () => void };
  private applying = false;

  constructor(text: SharedText, model: MonacoEditor.ITextModel, onHistory: (offset: number) => void) {
    this.text = text;
    this.model = model;
    this.onHistory = onHistory;
    this.history = new UndoManager(text, { trackedOrigins: new Set([this]), captureTimeout: undoStepMs });
    if (model.getValue() !== text.toString()) model.setValue(text.toString());
    this.modelListener = model.onDidChangeContent((event) => this.onModelChange(event));
    text.observe(this.onTextChange);
    Object.assign(model, {
      undo: () => void this.history.undo(),
      redo: () => void this.history.redo(),
      canUndo: () => this.history.canUndo(),
      canRedo: () => this.history.canRedo(),
    });
  }

  private onModelChange(event: MonacoEditor.IModelContentChangedEvent): void {
    if (this.applying) return;
    const write = () => {
      // All offsets are those before the change: from the last to the first, none moves another.
      for (const change of [...event.changes].sort((a, b) => b.rangeOffset - a.rangeOffset)) {
        if (change.rangeLength > 0) this.text.delete(change.rangeOffset, change.rangeLength);
        if (change.text) this.text.insert(change.rangeOffset, change.text);
      }
    };
    if (this.text.doc) this.text.doc.transact(write, this);
    else write();
  }

  private readonly onTextChange = (event: YTextEvent): void => {
    if (event.transaction.origin === this) return;
    this.applying = true;
    let offset = 0;
    try {
      for (const part of event.delta) {
        if (part.retain !== undefined) {
          offset += part.retain;
        } else if (typeof part.insert === 'string') {
          this.replace(offset, 0, part.insert);
          offset += part.insert.length;
        } else if (part.delete !== undefined) {
          this.replace(offset, part.delete, '');
        }
      }
    } finally {
      this.applying = false;
    }
    if (event.transaction.origin === this.history) this.onHistory(offset);
  };

  private replace(offset: number, length: number, text: string): void {
    const from = this.model.getPositionAt(offset);
    const to = this.model.getPositionAt(offset + length);
    this.model.applyEdits([
      {
        range: {
          startLineNumber: from.lineNumber,
          startColumn: from.column,
          endLineNumber: to.lineNumber,
          endColumn: to.column,
        },
        text,
      },
    ]);
  }

  dispose(): void {
    this.modelListener.dispose();
    this.text.unobserve(this.onTextChange);
    this.history.destroy();
  }
}
