import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { questionFileBytesMax, questionFolderBytesMax } from './limits.ts';
import type { QuestionFiles } from './question.ts';
import { type BankProblem, type Checked, problemAt } from './schema/problem.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * All files below a folder, as text with `\n` line ends and without a byte order mark: what the content hash is made
 * of must not depend on the editor or on the system that checked the files out. Hidden files are no content.
 */
export async function readFolder(directory: string, shownAs: string): Promise<Checked<QuestionFiles>> {
  const files: Record<string, string> = {};
  const problems: BankProblem[] = [];
  let bytesTotal = 0;
  for (const relative of await listFiles(directory, '')) {
    const bytes = await readFile(path.join(directory, relative));
    bytesTotal += bytes.length;
    const complain = (message: string) => problems.push(problemAt(`${shownAs}/${relative}`, message));
    if (bytes.length > questionFileBytesMax) {
      complain(`has ${bytes.length} bytes; expected at most ${questionFileBytesMax}`);
      continue;
    }
    try {
      files[relative] = utf8.decode(bytes).replaceAll('\r\n', '\n');
    } catch {
      complain('is not UTF-8 text; expected text files only');
    }
  }
  if (bytesTotal > questionFolderBytesMax) {
    problems.push(problemAt(shownAs, `has ${bytesTotal} bytes; expected at most ${questionFolderBytesMax}`));
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: files };
}

async function listFiles(directory: string, below: string): Promise<string[]> {
  const entries = await readdir(path.join(directory, below), { withFileTypes: true });
  const lists = await Promise.all(
    entries
      .filter((entry) => !entry.name.startsWith('.') && !entry.name.endsWith('~'))
      .map((entry) => {
        const relative = below === '' ? entry.name : `${below}/${entry.name}`;
        if (entry.isDirectory()) return listFiles(directory, relative);
        return Promise.resolve(entry.isFile() ? [relative] : []);
      }),
  );
  return lists.flat().sort();
}
