import { posix } from 'node:path';
import type { SourceFile } from '../contract.ts';
import { sourceFilesMax } from '../limits.ts';

const specifierPattern = /(?:from|import)\s*\(?\s*(['"])(\.{1,2}\/[^'"]+)\1/gu;

/**
 * An entry file and what it reaches by relative imports, as an answer. Reads by a simple pattern: a specifier inside a
 * string or a comment brings a file too many along, which changes nothing.
 */
export function collectImports(entry: string, read: (path: string) => string | null): SourceFile[] {
  const found = new Map<string, string>();
  const queue = [entry];
  for (let index = 0; index < queue.length && found.size < sourceFilesMax; index += 1) {
    const path = queue[index] ?? entry;
    if (found.has(path)) continue;
    const text = read(path);
    if (text === null) continue;
    found.set(path, text);
    for (const match of text.matchAll(specifierPattern)) {
      const target = posix.normalize(posix.join(posix.dirname(path), match[2] ?? ''));
      if (target.startsWith('..')) continue;
      const candidates = [target, `${target}.ts`, target.replace(/\.js$/u, '.ts'), `${target}/index.ts`];
      const hit = candidates.find(
        (candidate) => /\.[cm]?[jt]s$/u.test(candidate) && read(candidate) !== null,
      );
      if (hit !== undefined) queue.push(hit);
    }
  }
  return [...found].map(([path, text]) => ({ path, text }));
}
