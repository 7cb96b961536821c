import type { editor as MonacoEditor } from 'monaco-editor/editor';
import type { Monaco } from './load-monaco.ts';

/** Turns Vim keys on. The returned function turns them off; it may be called before loading has ended. */
export function startVimKeys(
  monaco: Monaco,
  editor: MonacoEditor.IStandaloneCodeEditor,
  statusElement: HTMLElement,
): () => void {
  let stopped = false;
  let stop = () => {};
  const option = monaco.editor.EditorOption;
  // monaco-vim reads options by numbers of an older Monaco; where an editor offers this method, it asks it instead.
  Object.assign(editor, {
    getConfiguration: () => ({
      readOnly: editor.getOption(option.readOnly),
      viewInfo: { cursorWidth: editor.getOption(option.cursorWidth) },
      fontInfo: editor.getOption(option.fontInfo),
    }),
    getRawConfiguration: () => editor.getRawOptions(),
  });
  import('monaco-vim').then(
    ({ initVimMode }) => {
      if (stopped) return;
      const vim = initVimMode(editor, statusElement);
      stop = () => {
        vim.dispose();
      };
    },
    () => {
      if (!stopped) statusElement.textContent = 'Vim keys did not load; switch them off and on again.';
    },
  );
  return () => {
    stopped = true;
    stop();
    statusElement.replaceChildren();
  };
}
