import type { Monaco } from './load-monaco.ts';

export interface OfferedWord {
  label: string;
  kind: 'table' | 'column' | 'keyword';
  detail: string;
}

const triggers = ['.'];

/**
 * Offers words in the models of one editor. Monaco asks every provider of a language, so one that answered for another
 * editor's text would offer names that do not exist there.
 */
export function offerWords(
  monaco: Monaco,
  languageId: string,
  isOwn: (uri: string) => boolean,
  words: (text: string, offset: number) => readonly OfferedWord[],
): () => void {
  const kinds = monaco.languages.CompletionItemKind;
  const kindOf = { table: kinds.Struct, column: kinds.Field, keyword: kinds.Keyword };
  const provider = monaco.languages.registerCompletionItemProvider(languageId, {
    triggerCharacters: triggers,
    provideCompletionItems: (model, position) => {
      if (!isOwn(model.uri.toString())) return { suggestions: [] };
      const word = model.getWordUntilPosition(position);
      const range = {
        startLineNumber: position.lineNumber,
        endLineNumber: position.lineNumber,
        startColumn: word.startColumn,
        endColumn: word.endColumn,
      };
      return {
        suggestions: words(model.getValue(), model.getOffsetAt(position)).map((one) => ({
          label: one.label,
          kind: kindOf[one.kind],
          detail: one.detail,
          insertText: one.label,
          range,
          sortText: `${one.kind === 'keyword' ? 1 : 0}${one.label}`,
        })),
      };
    },
  });
  return () => provider.dispose();
}
