import { createHash } from 'node:crypto';
import type { QuestionFiles } from './question.ts';

/**
 * sha256 over the folder's files in the order of their paths' code units. Paths use `/` and texts use `\n` on every
 * system (the reader sees to both), and every part is preceded by its length, so no two folders read alike.
 */
export function contentHashOf(files: QuestionFiles): string {
  const hash = createHash('sha256');
  for (const path of Object.keys(files).sort()) {
    for (const part of [path, files[path] ?? '']) {
      const bytes = Buffer.from(part, 'utf8');
      hash.update(`${bytes.length}:`).update(bytes);
    }
  }
  return hash.digest('hex');
}
