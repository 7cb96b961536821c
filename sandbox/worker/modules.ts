import { posix } from 'node:path';
import type ivm from 'isolated-vm';
import type { SourceFile } from '../contract.ts';
import { SourceError, stripTypes } from './strip-types.ts';

const driverPath = 'driver.ts';
/** Stacks drop files with this prefix; see `guest/stack.ts`. */
const driverFilename = 'plumbline:driver';
const rootFilename = 'plumbline:root';

/** Text without types, kept for all checks of one run. */
export class ModuleSources {
  readonly #texts = new Map<string, string>();
  readonly #stripped = new Map<string, string>();
  readonly driver: string | null;
  readonly entry: string;
  /** The answer's own files: the only names that an error may show. */
  readonly answerFiles: ReadonlySet<string>;

  constructor(files: readonly SourceFile[], entry: string, driver: string | null) {
    for (const file of files) this.#texts.set(file.path, file.text);
    this.answerFiles = new Set(this.#texts.keys());
    this.entry = entry;
    this.driver = driver;
    if (driver !== null) this.#texts.set(driverPath, driver);
  }

  text(path: string): string {
    return this.#texts.get(path) ?? '';
  }

  /** Throws `SourceError` when the text is not a program. */
  stripped(path: string): string {
    const known = this.#stripped.get(path);
    if (known !== undefined) return known;
    const made = stripTypes(path, this.text(path));
    this.#stripped.set(path, made);
    return made;
  }

  /** The file that `specifier` means in `from`, or null: relative, with or without extension, `.js` for `.ts`. */
  resolve(specifier: string, from: string): string | null {
    if (!specifier.startsWith('./') && !specifier.startsWith('../')) return null;
    const target = posix.normalize(posix.join(posix.dirname(from), specifier));
    const candidates = [
      target,
      `${target}.ts`,
      target.replace(/\.js$/u, '.ts'),
      `${target}/index.ts`,
      `${target}.js`,
    ];
    return candidates.find((path) => this.#texts.has(path)) ?? null;
  }
}

function findImport(text: string, specifier: string): { line: number; column: number } | null {
  for (const quote of ["'", '"']) {
    const at = text.indexOf(quote + specifier + quote);
    if (at < 0) continue;
    const before = text.slice(0, at).split('\n');
    return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
  }
  return null;
}

/**
 * Compiles and links the program. Its root is a module of ours that imports the answer (and the driver) and exports
 * `done` last, so that reading `done` tells whether everything before it has been evaluated.
 */
export function linkModules(
  isolate: ivm.Isolate,
  context: ivm.Context,
  sources: ModuleSources,
  /** Hears of every module that was made, for those who must let go of them early. */
  onMade: (made: ivm.Module) => void = () => {},
): ivm.Module {
  const byPath = new Map<string, ivm.Module>();
  const pathOf = new Map<ivm.Module, string>();
  const compile = (path: string): ivm.Module => {
    const known = byPath.get(path);
    if (known !== undefined) return known;
    const filename = path === driverPath && sources.driver !== null ? driverFilename : path;
    const compiled = isolate.compileModuleSync(sources.stripped(path), { filename });
    onMade(compiled);
    byPath.set(path, compiled);
    pathOf.set(compiled, path);
    return compiled;
  };
  const callable = sources.driver === null ? sources.entry : driverPath;
  const root = isolate.compileModuleSync(
    `import * as entry from ${JSON.stringify(`./${sources.entry}`)}; import * as callable from ${JSON.stringify(`./${callable}`)}; export { entry, callable }; export const done = true;`,
    { filename: rootFilename },
  );
  onMade(root);
  pathOf.set(root, rootFilename);
  root.instantiateSync(context, (specifier, referrer) => {
    const from = pathOf.get(referrer) ?? rootFilename;
    const path = sources.resolve(specifier, from === rootFilename ? 'root' : from);
    if (path === null) throw importError(sources, specifier, from);
    return compile(path);
  });
  return root;
}

function importError(sources: ModuleSources, specifier: string, from: string): SourceError {
  const place = findImport(sources.text(from), specifier);
  const relative = specifier.startsWith('./') || specifier.startsWith('../');
  const message = relative
    ? `Cannot find "${specifier}": no file of the answer has this name`
    : `Cannot import "${specifier}": only files of the answer can be imported, with ./`;
  const error = new SourceError(
    message,
    from === rootFilename ? sources.entry : from,
    place?.line ?? null,
    place?.column ?? null,
  );
  error.name = 'ImportError';
  return error;
}
