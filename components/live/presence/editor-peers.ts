import type { editor as MonacoEditor } from 'monaco-editor/editor';
import type { EditorSession } from '../../code-editor/monaco/editor-session.ts';
import type { PeerTone } from './peers.ts';
import type { Marked } from './place.ts';

/** Somebody's caret in the file that is shown. */
export interface EditorPeer extends Marked {
  who: string;
  name: string;
  tone: PeerTone;
}

/** Monaco's enumerations, by their numbers: importing them would load the editor with the room. */
const above: MonacoEditor.ContentWidgetPositionPreference = 1;
const below: MonacoEditor.ContentWidgetPositionPreference = 2;

/** Draws other people's carets and markings in a code editor, each with its name, and hears of the own one. */
export class EditorPeers {
  readonly #session: EditorSession;
  readonly #marks: MonacoEditor.IEditorDecorationsCollection;
  readonly #names = new Map<string, NameWidget>();
  readonly #listeners: { dispose: () => void }[];

  constructor(session: EditorSession, onMoved: (path: string, marked: Marked) => void, onShown: () => void) {
    this.#session = session;
    const { editor } = session;
    this.#marks = editor.createDecorationsCollection();
    const moved = () => {
      const model = editor.getModel();
      const selection = editor.getSelection();
      if (!model || !selection || !editor.hasTextFocus()) return;
      onMoved(session.path, {
        anchor: model.getOffsetAt({
          lineNumber: selection.selectionStartLineNumber,
          column: selection.selectionStartColumn,
        }),
        head: model.getOffsetAt(selection.getPosition()),
      });
    };
    this.#listeners = [
      editor.onDidChangeCursorSelection(moved),
      editor.onDidFocusEditorText(moved),
      editor.onDidChangeModel(onShown),
    ];
  }

  /** `peers` are those in the file that is shown. */
  draw(peers: readonly EditorPeer[]): void {
    const { editor } = this.#session;
    const model = editor.getModel();
    for (const [who, widget] of this.#names) {
      if (model && peers.some((peer) => peer.who === who)) continue;
      editor.removeContentWidget(widget);
      this.#names.delete(who);
    }
    if (!model) return;
    this.#marks.set(
      peers.flatMap((peer) => {
        const [from, to] = [Math.min(peer.anchor, peer.head), Math.max(peer.anchor, peer.head)];
        const [start, end] = [model.getPositionAt(from), model.getPositionAt(to)];
        const head = model.getPositionAt(peer.head);
        const caret = {
          range: rangeOf(head, head),
          options: { beforeContentClassName: `peer-caret peer-${peer.tone}`, showIfCollapsed: true },
        };
        if (from === to) return [caret];
        return [
          { range: rangeOf(start, end), options: { className: `peer-marked peer-${peer.tone}` } },
          caret,
        ];
      }),
    );
    for (const peer of peers) this.#name(peer, model);
  }

  #name(peer: EditorPeer, model: MonacoEditor.ITextModel): void {
    const { editor } = this.#session;
    const known = this.#names.get(peer.who);
    const widget = known ?? new NameWidget(peer);
    widget.at = model.getPositionAt(peer.head);
    if (known) {
      editor.layoutContentWidget(widget);
      return;
    }
    this.#names.set(peer.who, widget);
    editor.addContentWidget(widget);
  }

  /** Brings a peer's caret into sight; the own caret and focus stay. */
  reveal(peer: EditorPeer): void {
    const position = this.#session.editor.getModel()?.getPositionAt(peer.head);
    if (position) this.#session.editor.revealPositionInCenterIfOutsideViewport(position);
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    for (const widget of this.#names.values()) this.#session.editor.removeContentWidget(widget);
    this.#names.clear();
    this.#marks.clear();
  }
}

class NameWidget implements MonacoEditor.IContentWidget {
  at: { lineNumber: number; column: number } = { lineNumber: 1, column: 1 };
  readonly #id: string;
  readonly #node: HTMLElement;

  constructor(peer: EditorPeer) {
    this.#id = `peer-${peer.who}`;
    this.#node = document.createElement('span');
    this.#node.className = `peer-name peer-${peer.tone}`;
    this.#node.textContent = peer.name;
    this.#node.setAttribute('aria-hidden', 'true');
  }

  getId(): string {
    return this.#id;
  }

  getDomNode(): HTMLElement {
    return this.#node;
  }

  getPosition(): MonacoEditor.IContentWidgetPosition {
    return { position: this.at, preference: [above, below] };
  }
}

function rangeOf(start: { lineNumber: number; column: number }, end: { lineNumber: number; column: number }) {
  return {
    startLineNumber: start.lineNumber,
    startColumn: start.column,
    endLineNumber: end.lineNumber,
    endColumn: end.column,
  };
}
