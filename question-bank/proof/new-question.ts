import { randomUUID } from 'node:crypto';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { questionKinds } from '../schema/question-yaml.ts';
import { BadUse } from './exit-codes.ts';
import { scaffoldFor } from './scaffold.ts';

/** Writes a complete folder for a new question; it loads, and the lint names what is still to be written. */
export async function newQuestion(directory: string, kind: string, slug: string): Promise<string[]> {
  const known = questionKinds.find((one) => one === kind);
  if (!known) throw new BadUse(`expected a kind out of ${questionKinds.join(', ')}, got "${kind}"`);
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/u.test(slug))
    throw new BadUse(`expected a slug such as co-token-bucket, got "${slug}"`);
  const folder = path.join(directory, 'questions', slug);
  if (await stat(folder).catch(() => null)) throw new BadUse(`questions/${slug} exists already`);

  const files = scaffoldFor(known, { slug, id: randomUUID() });
  for (const [file, text] of Object.entries(files)) {
    const target = path.join(folder, file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text, { flag: 'wx' });
  }
  return Object.keys(files).map((file) => `questions/${slug}/${file}`);
}
