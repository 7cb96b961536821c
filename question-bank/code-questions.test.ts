import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnswerFile } from '../domain/answer.ts';
import { getBank } from './loader.ts';
import type { CodeQuestion } from './question.ts';

let directory = '';
let questions: CodeQuestion[] = [];

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'bank-types-'));
  const bank = await getBank(import.meta.dirname);
  questions = [...bank.questions, ...bank.practice].filter((question) => question.kind === 'code');
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** One folder per program, because every question declares its given types globally. */
async function writeProgram(
  name: string,
  files: readonly AnswerFile[],
  apiTypes: string | null,
): Promise<string> {
  const folder = path.join(directory, name);
  const options = {
    strict: true,
    noEmit: true,
    target: 'ES2023',
    lib: ['ES2024'],
    types: [],
    module: 'ESNext',
    moduleResolution: 'bundler',
    allowImportingTsExtensions: true,
    erasableSyntaxOnly: true,
    verbatimModuleSyntax: true,
  };
  const all = [
    ...files,
    { path: 'tsconfig.json', text: JSON.stringify({ compilerOptions: options, include: ['**/*.ts'] }) },
  ];
  if (apiTypes !== null) all.push({ path: 'api.d.ts', text: apiTypes });
  for (const file of all) {
    await mkdir(path.dirname(path.join(folder, file.path)), { recursive: true });
    await writeFile(path.join(folder, file.path), file.text);
  }
  return folder;
}

async function typeErrors(folder: string): Promise<string> {
  const compiler = path.join(import.meta.dirname, '..', 'node_modules', 'typescript', 'bin', 'tsc');
  try {
    await promisify(execFile)(process.execPath, [compiler, '-p', folder]);
    return '';
  } catch (error) {
    return error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error);
  }
}

// Guarantee: a candidate does not begin with red underlines of ours, and what we call a right answer is right by the
// types that we give. Types never change a score; wrong types of ours would cost time all the same.
describe('the TypeScript of code questions', { timeout: 300_000 }, () => {
  it('compiles for every starter and reference with the given types and nothing else', async () => {
    expect(questions.length).toBeGreaterThan(5);
    const problems: string[] = [];
    for (const question of questions) {
      const programs: Array<[string, AnswerFile[]]> = [
        ['starter', question.starter],
        ['reference', question.reference],
      ];
      for (const [name, files] of programs) {
        const errors = await typeErrors(
          await writeProgram(`${question.slug}-${name}`, files, question.apiTypes),
        );
        if (errors !== '') problems.push(`${question.slug} ${name}: ${errors}`);
      }
    }
    expect(problems).toEqual([]);
  });

  it('shows at least two checks before submission, and scores mostly what is hidden', () => {
    for (const question of questions) {
      const total = question.checks.reduce((sum, check) => sum + check.weight, 0);
      const visible = question.checks.filter((check) => check.visible);
      expect(visible.length, question.slug).toBeGreaterThanOrEqual(2);
      const shown = visible.reduce((sum, check) => sum + check.weight, 0) / total;
      if (!question.slug.startsWith('practice-')) expect(shown, question.slug).toBeLessThan(0.4);
    }
  });
});
