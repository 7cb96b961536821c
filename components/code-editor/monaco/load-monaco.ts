import type * as Editor from 'monaco-editor/editor';
import type * as TypeScriptFeature from 'monaco-editor/languages/features/typescript/register';
import { editorFontFamily } from './editor-theme.ts';

/**
 * Monaco is 3 MB and touches `window` when it is imported, so it is fetched once, on demand, from our own site. Its
 * workers are bundled with us; nothing is ever asked of another host.
 */
export interface Monaco {
  editor: typeof Editor.editor;
  languages: typeof Editor.languages;
  KeyCode: typeof Editor.KeyCode;
  KeyMod: typeof Editor.KeyMod;
  MarkerSeverity: typeof Editor.MarkerSeverity;
  Uri: typeof Editor.Uri;
  typescript: typeof TypeScriptFeature;
}

// A member of the worker's own enum that Monaco's declarations lack: every file is a module of its own.
const moduleDetectionForce = 3;

function startEditorWorker(): Worker {
  const script = new URL('monaco-editor/editor/editor.worker.js', import.meta.url);
  return new Worker(script, { type: 'module', name: 'editor' });
}

let loading: Promise<Monaco> | null = null;

/** Rejects when the network fails; the next call tries again. */
export function loadMonaco(): Promise<Monaco> {
  loading ??= importMonaco().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function importMonaco(): Promise<Monaco> {
  Object.assign(globalThis, {
    MonacoEnvironment: {
      getWorker: (_id: string, label: string) =>
        label === 'typescript' || label === 'javascript'
          ? new Worker(new URL('monaco-editor/language/typescript/ts.worker.js', import.meta.url), {
              type: 'module',
              name: 'typescript',
            })
          : startEditorWorker(),
    },
  });
  const [monaco, typescript] = await Promise.all([
    import('monaco-editor/editor'),
    import('monaco-editor/languages/features/typescript/register'),
    import('monaco-editor/features/register.all'),
    import('monaco-editor/languages/definitions/typescript/register'),
    import('monaco-editor/languages/definitions/pgsql/register'),
    import('monaco-editor/languages/definitions/markdown/register'),
    import('monaco-editor/languages/definitions/yaml/register'),
  ]);
  const defaults = typescript.typescriptDefaults;
  defaults.setCompilerOptions({
    target: typescript.ScriptTarget.ESNext,
    // The guest has neither a page nor Node: no DOM types, no @types.
    lib: ['es2023'],
    types: [],
    module: typescript.ModuleKind.ESNext,
    moduleResolution: typescript.ModuleResolutionKind.NodeJs,
    moduleDetection: moduleDetectionForce,
    allowImportingTsExtensions: true,
    allowNonTsExtensions: true,
    noEmit: true,
    strict: true,
    skipLibCheck: true,
  });
  defaults.setDiagnosticsOptions({ noSemanticValidation: false, noSyntaxValidation: false });
  // Files that are open in no tab yet must be known to those that import them.
  defaults.setEagerModelSync(true);
  return { ...monaco, typescript };
}

/** All that an editor is made of: one place, so that what is fetched beforehand is what is drawn later. */
export async function loadEditor() {
  const [monaco, { EditorSession }, { editorOptions }] = await Promise.all([
    loadMonaco(),
    import('./editor-session.ts'),
    import('./editor-options.ts'),
  ]);
  const fontFamily = editorFontFamily();
  // Monaco measures letters once. Without a network it measures those of the system.
  await document.fonts.load(`12px ${fontFamily}`).catch(() => []);
  return { monaco, EditorSession, editorOptions, fontFamily };
}

/**
 * Fetches the editor and starts its workers before they are needed, for example during the system check. Vim keys come
 * along: they can be switched on at any time, also without a network.
 */
export async function preloadEditor(): Promise<void> {
  const { monaco } = await loadEditor();
  await import('monaco-vim');
  // A grammar comes with the first text of its language, which may be opened where no network is.
  await Promise.all(
    ['pgsql', 'markdown', 'yaml'].map((language) => monaco.editor.colorize('', language, {})),
  );
  await preloadEditorWorker(monaco);
  const uri = monaco.Uri.parse('file:///preload.ts');
  const model = monaco.editor.getModel(uri) ?? monaco.editor.createModel('export {};', 'typescript', uri);
  try {
    const worker = await monaco.typescript.getTypeScriptWorker();
    const client = await worker(uri);
    await client.getSemanticDiagnostics(uri.toString());
  } finally {
    model.dispose();
  }
}

/** Monaco starts this worker when it first needs it, which may be where no network is: its files must be in the browser. */
async function preloadEditorWorker(monaco: Monaco): Promise<void> {
  const worker = startEditorWorker();
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', () => reject(new Error('the worker of the editor did not load')));
  });
  const client = monaco.editor.createWebWorker({ worker });
  try {
    await Promise.race([client.getProxy(), failed]);
  } finally {
    client.dispose();
  }
}
