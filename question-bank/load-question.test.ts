import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { contentHashOf } from './content-hash.ts';
import { fromFiles, loadQuestionFolder } from './load-question.ts';
import { scaffoldFor } from './proof/scaffold.ts';
import type { QuestionFiles } from './question.ts';
import { formatProblem } from './schema/problem.ts';
import { questionKinds } from './schema/question-yaml.ts';

const bank = import.meta.dirname;
const temporary: string[] = [];

async function copyOf(slug: string): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'bank-'));
  temporary.push(directory);
  const target = path.join(directory, slug);
  await cp(path.join(bank, 'questions', slug), target, { recursive: true });
  return target;
}

afterEach(async () => {
  for (const directory of temporary.splice(0)) await rm(directory, { recursive: true, force: true });
});

const code = scaffoldFor('code', { slug: 'co-x', id: '7b0f7b52-6a39-4c2c-9a4e-0d7d3c0a5b11' });
const choice = scaffoldFor('choice', { slug: 'ch-x', id: '7b0f7b52-6a39-4c2c-9a4e-0d7d3c0a5b12' });
const discussion = scaffoldFor('discussion', { slug: 'di-x', id: '7b0f7b52-6a39-4c2c-9a4e-0d7d3c0a5b13' });

function problemsOf(files: QuestionFiles): string {
  const loaded = fromFiles('x', files);
  return loaded.ok ? '' : loaded.problems.map(formatProblem).join('\n');
}

// Guarantee: an attempt keeps the question it was given. The pinned files load as the folder did, and the hash changes
// when, and only when, the content does, on every system.
describe('a pinned version', () => {
  it.each(['co-webhook-verify', 'ch-timeout-knowledge', 'es-pool-littles', 'di-rollout-plan'])(
    'of %s loads like its folder',
    async (slug) => {
      const folder = await loadQuestionFolder(path.join(bank, 'questions', slug), `questions/${slug}`);
      expect(folder.ok).toBe(true);
      if (!folder.ok) return;
      const stored: unknown = JSON.parse(JSON.stringify(folder.value.files));
      expect(fromFiles(slug, stored as QuestionFiles)).toEqual(folder);
    },
  );

  it('has the same hash with the line ends and marks of another system', async () => {
    const folder = await copyOf('es-retry-layers');
    const before = await loadQuestionFolder(folder, 'questions/es-retry-layers');
    for (const name of ['prompt.md', 'estimate.yaml']) {
      const text = await readFile(path.join(folder, name), 'utf8');
      await writeFile(path.join(folder, name), `\ufeff${text.replaceAll('\n', '\r\n')}`);
    }
    await writeFile(path.join(folder, '.DS_Store'), 'noise');
    const after = await loadQuestionFolder(folder, 'questions/es-retry-layers');
    expect(before.ok && after.ok && after.value.contentHash === before.value.contentHash).toBe(true);
  });

  it('has another hash when a byte, a name or the border between two files moves', () => {
    const hashes = [
      contentHashOf({ 'a.ts': 'xy', 'b.ts': 'z' }),
      contentHashOf({ 'a.ts': 'x', 'b.ts': 'yz' }),
      contentHashOf({ 'a.ts': 'xy', 'c.ts': 'z' }),
      contentHashOf({ 'a.ts': 'xyb.tsz' }),
      contentHashOf({ 'b.ts': 'z', 'a.ts': 'xy ' }),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(contentHashOf({ 'b.ts': 'z', 'a.ts': 'xy' })).toBe(hashes[0]);
  });
});

// Guarantee: a folder that would grade wrongly does not load, and says why.
describe('a question folder', () => {
  it.each(questionKinds)('loads as it is scaffolded (%s)', (kind) => {
    const files = scaffoldFor(kind, { slug: 'x', id: '7b0f7b52-6a39-4c2c-9a4e-0d7d3c0a5b11' });
    expect(problemsOf(files)).toBe('');
  });

  it('needs every file of its kind, and names all that are missing', () => {
    const { 'prompt.md': _prompt, 'check.ts': _check, 'reference.ts': _reference, ...rest } = code;
    const problems = problemsOf(rest);
    expect(problems).toContain('questions/x/prompt.md:1:1 is missing');
    expect(problems).toContain('questions/x/check.ts:1:1 is missing');
    expect(problems).toContain(
      'questions/x/reference.ts:1:1 is missing; expected reference.ts or reference/solution.ts',
    );
  });

  it('ties every wrong answer to a check that exists', () => {
    expect(problemsOf({ ...code, 'wrong/nothing.ts': 'x' })).toContain(
      'expected a name like <check>--<why>.ts',
    );
    expect(problemsOf({ ...code, 'wrong/speed--slow.ts': 'x' })).toContain(
      'names the check "speed"; expected one of positive, negative',
    );
    expect(problemsOf({ ...code, 'wrong.yaml': 'alsoFailed: {gone: [positive]}' })).toContain(
      'there is no such wrong answer',
    );
  });

  it('takes answers of several files from folders', () => {
    const { 'reference.ts': reference = '', ...rest } = code;
    const loaded = fromFiles('x', {
      ...rest,
      'reference/solution.ts': "export { distance } from './distance.ts';\n",
      'reference/distance.ts': reference,
      'wrong/negative--in-a-folder/solution.ts': 'export const distance = (value: number) => value;\n',
    });
    expect(
      loaded.ok && loaded.value.kind === 'code' && loaded.value.reference.map((file) => file.path),
    ).toEqual(['distance.ts', 'solution.ts']);
    expect(
      loaded.ok && loaded.value.kind === 'code' && loaded.value.wrong.map((wrong) => wrong.name),
    ).toEqual(['negative--in-a-folder', 'negative--keeps-the-sign']);
  });

  it('keeps variants of one question the same question', () => {
    const yaml = `${choice['question.yaml']}runtimes: [go, rust]\n`;
    const variants = {
      'prompt.go.md': 'Go',
      'prompt.rust.md': 'Rust',
      'choice.go.yaml': choice['choice.yaml'] ?? '',
    };
    const files = { ...choice, ...variants, 'question.yaml': yaml };
    expect(problemsOf(files)).toBe('');
    expect(problemsOf({ ...files, 'prompt.rust.md': '' })).toContain('prompt.rust.md:1:1 is empty');
    const swapped = (choice['choice.yaml'] ?? '').replace('id: b', 'id: z');
    expect(problemsOf({ ...files, 'choice.go.yaml': swapped })).toContain(
      'expected the same part and option ids',
    );
  });

  it('has anchors for exactly the dimensions it weighs', () => {
    const yaml = (discussion['question.yaml'] ?? '').replace('{TRD: 60, SYS: 40}', '{TRD: 60, COM: 40}');
    const problems = problemsOf({ ...discussion, 'question.yaml': yaml });
    expect(problems).toContain('anchors: expected a block for COM');
    expect(problems).toContain('anchors.SYS: the question gives SYS no weight');
  });
});
