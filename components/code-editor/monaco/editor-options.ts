import type { editor as MonacoEditor } from 'monaco-editor/editor';

const minimapFromPx = 760;

/** What does not change while an editor lives. Everything else follows the person's preferences. */
export function editorOptions(fontFamily: string): MonacoEditor.IStandaloneEditorConstructionOptions {
  return {
    automaticLayout: true,
    // Suggestions and hovers may reach over the edge of a pane.
    fixedOverflowWidgets: true,
    fontFamily,
    fontLigatures: false,
    fontVariations: false,
    padding: { top: 6, bottom: 6 },
    lineNumbersMinChars: 4,
    // The number of an empty last line is as readable as the others.
    renderFinalNewline: 'on',
    lineDecorationsWidth: 12,
    glyphMargin: false,
    folding: false,
    renderLineHighlight: 'all',
    renderLineHighlightOnlyWhenFocus: false,
    roundedSelection: false,
    scrollBeyondLastLine: false,
    smoothScrolling: false,
    cursorBlinking: 'blink',
    cursorSmoothCaretAnimation: 'off',
    overviewRulerBorder: false,
    overviewRulerLanes: 2,
    hideCursorInOverviewRuler: true,
    scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
    minimap: { enabled: window.innerWidth > minimapFromPx, renderCharacters: false, maxColumn: 80 },
    guides: { indentation: false, bracketPairs: false },
    bracketPairColorization: { enabled: false },
    'semanticHighlighting.enabled': false,
    stickyScroll: { enabled: false },
    detectIndentation: false,
    tabSize: 2,
    insertSpaces: true,
    links: false,
    colorDecorators: false,
    wordBasedSuggestions: 'currentDocument',
    suggest: { showWords: true, preview: false },
    inlineSuggest: { enabled: false },
    dropIntoEditor: { enabled: false },
    pasteAs: { enabled: false },
    // Right-to-left marks and look-alikes in someone's code are shown, not hidden.
    unicodeHighlight: { ambiguousCharacters: true, invisibleCharacters: true },
  };
}
