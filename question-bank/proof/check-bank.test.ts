import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox, WorldSandbox } from '../../sandbox/contract.ts';
import type { QuestionFiles } from '../question.ts';
import type { QuestionKind } from '../schema/question-yaml.ts';
import { type CheckReport, checkBank } from './check-bank.ts';
import { openSandbox } from './open-sandbox.ts';
import { scaffoldFor } from './scaffold.ts';

let directory = '';

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'bank-proof-'));
  for (const file of ['competencies.yaml', 'seeds.yaml', 'families.yaml']) {
    await cp(path.join(import.meta.dirname, '..', file), path.join(directory, file));
  }
});
afterAll(async () => {
  await sandbox?.close();
  await rm(directory, { recursive: true, force: true });
});

/** One sandbox for all tests of this file; opening one takes longer than most of them. */
let sandbox: (Sandbox & WorldSandbox) | null = null;
async function sharedSandbox(): Promise<Sandbox & WorldSandbox> {
  sandbox ??= await openSandbox();
  return {
    run: sandbox.run.bind(sandbox),
    runWorld: sandbox.runWorld.bind(sandbox),
    health: sandbox.health.bind(sandbox),
    close: () => Promise.resolve(),
  };
}

/** A scaffolded question with its marks filled in, so that only what a test plants can be wrong with it. */
function finished(kind: QuestionKind, number: number): QuestionFiles {
  const files = scaffoldFor(kind, {
    slug: 'planted',
    id: `7b0f7b52-6a39-4c2c-9a4e-0d7d3c0a5b${10 + number}`,
  });
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => [
      name,
      text.replaceAll('TODO: ', '').replaceAll('TODO', '').replace('neutral: false', 'neutral: true'),
    ]),
  );
}

let planted = 0;
async function check(
  kind: QuestionKind,
  change: (files: QuestionFiles) => QuestionFiles,
): Promise<CheckReport> {
  planted += 1;
  const slug = `planted-${planted}`;
  for (const [name, text] of Object.entries(change(finished(kind, planted)))) {
    const file = path.join(directory, 'questions', slug, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return checkBank({
    directory,
    kind: null,
    slug,
    parallel: 2,
    openSandbox: sharedSandbox,
    openLab: () => Promise.reject(new Error('no SQL question stands here')),
    onProgress: () => {},
  });
}

const replace = (file: string, from: string | RegExp, to: string) => (files: QuestionFiles) => ({
  ...files,
  [file]: (files[file] ?? '').replace(from, to),
});

// Guarantee: a question that does not do what it says never passes the proof. Each test plants one fault in a question
// that is otherwise right, and the first of each kind shows that without the fault it passes.
describe('the proof of a code question', { timeout: 60_000 }, () => {
  it('accepts a right one, and counts', async () => {
    const report = await check('code', (files) => files);
    expect(report).toMatchObject({ ok: true, problems: [], failures: [], questions: 1, byKind: { code: 1 } });
    expect(report).toMatchObject({
      referencesPassed: 1,
      referencesFailed: 0,
      wrongRejected: 1,
      wrongByKind: { code: 1 },
    });
  });

  it('finds a reference that fails a check', async () => {
    const report = await check('code', replace('reference.ts', '-value', 'value'));
    expect(report).toMatchObject({ ok: false, referencesPassed: 0, referencesFailed: 1 });
    expect(report.problems.join()).toContain('the reference fails negative');
  });

  it('finds a wrong answer that fails nothing', async () => {
    const report = await check('code', (files) => ({
      ...files,
      'wrong/negative--is-right.ts': files['reference.ts'] ?? '',
    }));
    expect(report).toMatchObject({ ok: false, wrongAccepted: 1, wrongRejected: 1, wrongMisattributed: 0 });
    expect(report.problems.join()).toContain('negative--is-right fails nothing');
  });

  it('finds a wrong answer that fails another check than the one it is named for', async () => {
    const report = await check('code', (files) => ({
      ...files,
      'wrong/positive--keeps-the-sign.ts': files['wrong/negative--keeps-the-sign.ts'] ?? '',
    }));
    expect(report).toMatchObject({ ok: false, wrongAccepted: 0, wrongRejected: 1, wrongMisattributed: 1 });
    expect(report.problems.join()).toContain('fails negative and not positive');
  });

  it('finds a wrong answer that does not even run', async () => {
    const report = await check('code', (files) => ({
      ...files,
      'wrong/negative--typo.ts': 'export function distance( {',
    }));
    expect(report.ok).toBe(false);
    expect(report.problems.join()).toContain('does not run at all');
  });

  it('finds checks that are not the declared ones', async () => {
    const weight = await check('code', replace('question.yaml', 'weight: 2', 'weight: 3'));
    expect(weight.problems.join()).toContain(
      'the weights differ: question.yaml says positive 25.0 %, negative 75.0 %',
    );
    const title = await check('code', replace('question.yaml', 'stays as it is', 'is left alone'));
    expect(title.problems.join()).toContain(
      'question.yaml has positive ("A number above zero is left alone", visible)',
    );
  });

  it('finds a starter that leaves nothing to do', async () => {
    const report = await check('code', (files) => ({ ...files, 'starter.ts': files['reference.ts'] ?? '' }));
    expect(report.problems.join()).toContain('the starter passes every check');
  });

  it('finds a starter that scores without being touched', async () => {
    const report = await check('code', (files) => ({
      ...files,
      'starter.ts': 'export function distance(value: number): number {\n  return value;\n}\n',
    }));
    expect(report.problems.join()).toContain('the starter scores 0.33; expected at most 0.3');
  });

  it('tells a broken check from a wrong answer: it is our failure and no score', async () => {
    const report = await check(
      'code',
      replace('check.ts', 'const random = tools.random(7);', "throw new Error('oh');"),
    );
    expect(report.ok).toBe(false);
    expect(report.failures.join()).toContain('check-broken');
  });
});

describe('the proof of a choice', () => {
  it('accepts a right one', async () => {
    expect(await check('choice', (files) => files)).toMatchObject({
      ok: true,
      wrongByKind: { choice: 2 },
      wrongRejected: 2,
    });
  });

  it('finds a question on which picking everything pays', async () => {
    const report = await check(
      'choice',
      replace(
        'choice.yaml',
        /right: false, misconception: ("[^"]*"\})\n(.*id: b)/u,
        'right: true, because: $1\n$2',
      ),
    );
    expect(report.problems.join()).toContain('picking everything scores 0.50');
  });

  it('finds options that give themselves away by their length or their ids', async () => {
    const long = 'a right option that explains itself at such great length that anybody would pick it unread';
    const byLength = await check(
      'choice',
      replace('choice.yaml', 'another sentence of about the same length', long.repeat(2)),
    );
    expect(byLength.problems.join()).toContain('characters on average');
    const byId = await check('choice', replace('choice.yaml', 'id: b', 'id: correct'));
    expect(byId.problems.join()).toContain('option ids tell something');
  });
});

describe('the proof of an estimate', () => {
  it('accepts a right one', async () => {
    expect(await check('estimate', (files) => files)).toMatchObject({
      ok: true,
      wrongByKind: { estimate: 1 },
    });
  });

  it('recomputes every number', async () => {
    const report = await check('estimate', replace('values.ts', '0.014', '0.015'));
    expect(report).toMatchObject({ ok: false, referencesFailed: 1 });
    expect(report.problems.join()).toContain('a: values.ts gives 27, the key says 25.2');
  });

  it('finds a trap that gets marks', async () => {
    const report = await check('estimate', replace('estimate.yaml', 'value: 108', 'value: 25.3'));
    expect(report).toMatchObject({ ok: false, wrongAccepted: 1 });
  });

  it('finds values that can not be computed', async () => {
    const report = await check('estimate', replace('values.ts', 'export default', 'export'));
    expect(report.problems.join()).toContain("values.ts can't be used");
  });
});

describe('the lint of prompts', () => {
  it.each([
    ['raw HTML', '<script>alert(1)</script>', 'prompt.md:3 has raw HTML'],
    ['a remote image', '![x](https://example.org/pixel.png)', 'prompt.md:3 has an image'],
    ['unfinished text', 'TODO: say more', 'prompt.md:3 is unfinished'],
    ['a code block without end', '```ts', 'has a code block that is not closed'],
  ])('finds %s', async (_, text, problem) => {
    const report = await check('discussion', (files) => ({ ...files, 'prompt.md': `Decide.\n\n${text}\n` }));
    expect(report.problems.join()).toContain(problem);
  });

  it('leaves code alone', async () => {
    const prompt = 'A `Map<string, number>`:\n\n```ts\nconst map: Map<string, number> = new Map();\n```\n';
    expect((await check('discussion', (files) => ({ ...files, 'prompt.md': prompt }))).problems).toEqual([]);
  });

  it('asks for the confirmation that no language idiom is scored', async () => {
    const report = await check('discussion', replace('question.yaml', 'neutral: true', 'neutral: false'));
    expect(report.problems.join()).toContain('confirm with "neutral: true"');
  });
});
