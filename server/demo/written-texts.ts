import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { WrittenAnswer } from './candidates.ts';

/** The one question to which the demo's written answers are answers. */
export const writtenQuestion = 'di-idempotency-contract';

export async function readTexts(): Promise<Record<WrittenAnswer, string>> {
  const read = (name: WrittenAnswer) =>
    readFile(path.join(process.cwd(), 'server/demo/answers', `idempotency-${name}.md`), 'utf8');
  return {
    strong: await read('strong'),
    solid: await read('solid'),
    weak: await read('weak'),
    thin: await read('thin'),
  };
}
