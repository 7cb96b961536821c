import type { Monaco } from './load-monaco.ts';

/** Reads the page's colour tokens as #rrggbb, whatever form the style sheet gives them. */
function tokenReader(): { read: (name: string) => string; fontFamily: string; done: () => void } {
  const probe = document.createElement('span');
  probe.hidden = true;
  probe.style.fontFamily = 'var(--mono)';
  document.body.append(probe);
  const style = getComputedStyle(probe);
  return {
    fontFamily: style.fontFamily,
    read: (name) => {
      probe.style.color = `var(--${name})`;
      const channels = style.color.match(/[\d.]+/g) ?? [];
      return `#${channels
        .slice(0, 3)
        .map((channel) => Math.round(Number(channel)).toString(16).padStart(2, '0'))
        .join('')}`;
    },
    done: () => probe.remove(),
  };
}

/** The page's mono family as a plain list, which Monaco needs to measure characters. */
export function editorFontFamily(): string {
  const reader = tokenReader();
  reader.done();
  return reader.fontFamily;
}

/** Puts the page's colours, or Monaco's own high contrast, on every editor. Call again when the theme changes. */
export function applyEditorTheme(monaco: Monaco, options: { dark: boolean; highContrast: boolean }): void {
  if (options.highContrast) {
    monaco.editor.setTheme(options.dark ? 'hc-black' : 'hc-light');
    return;
  }
  const name = options.dark ? 'plumbline-dark' : 'plumbline-light';
  const { read, done } = tokenReader();
  const rule = (token: string, colour: string) => ({ token, foreground: read(colour).slice(1) });
  monaco.editor.defineTheme(name, {
    base: options.dark ? 'vs-dark' : 'vs',
    // Only what is listed is coloured: everything else is ink.
    inherit: false,
    rules: [
      { token: '', foreground: read('ink').slice(1), background: read('panel').slice(1) },
      rule('keyword', 'syntax-keyword'),
      rule('string', 'syntax-string'),
      rule('regexp', 'syntax-string'),
      rule('number', 'syntax-number'),
      rule('comment', 'syntax-comment'),
      rule('type', 'syntax-type'),
      rule('variable', 'ink'),
      { token: 'strong', fontStyle: 'bold' },
      { token: 'emphasis', fontStyle: 'italic' },
    ],
    colors: {
      'editor.background': read('panel'),
      'editor.foreground': read('ink'),
      'editor.lineHighlightBackground': read('hover'),
      'editor.lineHighlightBorder': '#00000000',
      'editor.selectionBackground': `${read('accent')}3d`,
      'editor.inactiveSelectionBackground': `${read('accent')}24`,
      'editor.wordHighlightBackground': read('hover'),
      'editor.wordHighlightStrongBackground': read('accent-soft'),
      'editor.findMatchBackground': `${read('warn')}55`,
      'editor.findMatchHighlightBackground': read('warn-soft'),
      'editorBracketMatch.background': read('accent-soft'),
      'editorBracketMatch.border': read('accent-line'),
      'editorCursor.foreground': read('accent'),
      'editorError.foreground': read('fail'),
      'editorWarning.foreground': read('warn'),
      'editorInfo.foreground': read('accent'),
      'editorHint.foreground': read('ink-3'),
      // Faded, a name that nothing uses would be too pale to read; it is underlined instead.
      'editorUnnecessaryCode.opacity': '#000000ff',
      'editorUnnecessaryCode.border': read('ctl'),
      'editorLineNumber.foreground': read('ink-3'),
      'editorLineNumber.activeForeground': read('ink'),
      'editorGutter.background': read('panel'),
      'editorIndentGuide.background1': read('grid'),
      'editorIndentGuide.activeBackground1': read('line-2'),
      'editorWhitespace.foreground': read('line-2'),
      'editorLink.activeForeground': read('accent'),
      'editorCodeLens.foreground': read('ink-3'),
      'editorOverviewRuler.border': '#00000000',
      'editorOverviewRuler.errorForeground': read('fail'),
      'editorOverviewRuler.warningForeground': read('warn'),
      'editorWidget.background': read('panel'),
      'editorWidget.foreground': read('ink'),
      'editorWidget.border': read('line-2'),
      'editorSuggestWidget.background': read('panel'),
      'editorSuggestWidget.border': read('line-2'),
      'editorSuggestWidget.foreground': read('ink'),
      'editorSuggestWidget.selectedBackground': read('hover'),
      'editorSuggestWidget.selectedForeground': read('ink'),
      'editorSuggestWidget.highlightForeground': read('accent'),
      'editorSuggestWidget.focusHighlightForeground': read('accent'),
      'editorHoverWidget.background': read('panel'),
      'editorHoverWidget.border': read('line-2'),
      'input.background': read('panel'),
      'input.foreground': read('ink'),
      'input.border': read('ctl'),
      'list.hoverBackground': read('hover'),
      'list.focusBackground': read('hover'),
      'list.focusForeground': read('ink'),
      'list.highlightForeground': read('accent'),
      'quickInput.background': read('panel'),
      'quickInput.foreground': read('ink'),
      'menu.background': read('panel'),
      'menu.foreground': read('ink'),
      'menu.selectionBackground': read('hover'),
      'menu.selectionForeground': read('ink'),
      'widget.shadow': '#00000022',
      focusBorder: read('accent'),
      'minimap.background': read('panel'),
      'minimap.errorHighlight': read('fail'),
      'scrollbar.shadow': '#00000000',
      'scrollbarSlider.background': `${read('ctl')}40`,
      'scrollbarSlider.hoverBackground': `${read('ctl')}70`,
      'scrollbarSlider.activeBackground': `${read('ctl')}90`,
    },
  });
  done();
  monaco.editor.setTheme(name);
}
