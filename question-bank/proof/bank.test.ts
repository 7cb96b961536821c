import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox, WorldSandbox } from '../../sandbox/contract.ts';
import { bankCommand } from './bank-command.ts';
import { openSandbox } from './open-sandbox.ts';

const script = path.join(import.meta.dirname, 'bank.ts');
const questions = path.join(import.meta.dirname, '..', 'questions');
let directory = '';

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'bank-command-'));
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

async function bank(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const seen = { out: '', err: '' };
  const code = await bankCommand(args, {
    directory: path.join(import.meta.dirname, '..'),
    openSandbox: sharedSandbox,
    openLab: () => Promise.reject(new Error('no SQL question stands here')),
    out: (text) => {
      seen.out += `${text}\n`;
    },
    err: (text) => {
      seen.err += `${text}\n`;
    },
  });
  return { code, ...seen };
}

async function answerFile(name: string, text: string): Promise<string> {
  const file = path.join(directory, name);
  await writeFile(file, text);
  return file;
}

function lastLine(out: string): unknown {
  return JSON.parse(out.trimEnd().split('\n').at(-1) ?? '');
}

// Guarantee: scripts can rely on the exit code and on the last line of standard output. A verdict about an answer,
// whatever it is, is a success of the command.
describe('bank run', { timeout: 60_000 }, () => {
  it('grades a reference as passed and a wrong answer as failed, both with exit code 0', async () => {
    const reference = await bank(
      'run',
      'co-token-bucket',
      path.join(questions, 'co-token-bucket/reference.ts'),
      '--json',
    );
    expect(reference.code).toBe(0);
    expect(lastLine(reference.out)).toMatchObject({ verdict: 'passed', score: 1 });

    const file = path.join(questions, 'co-token-bucket/wrong/idle-cap--no-cap.ts');
    const wrong = await bank('run', 'co-token-bucket', file, '--json');
    expect(wrong.code).toBe(0);
    const report = lastLine(wrong.out);
    expect(report).toMatchObject({ verdict: 'failed' });
    expect(report).toHaveProperty('checks');
    const checks = (report as { checks: Array<{ name: string; passed: boolean; message: string }> }).checks;
    expect(checks.find((check) => check.name === 'idle-cap')).toMatchObject({ passed: false });
    expect(checks.every((check) => typeof check.message === 'string')).toBe(true);
  });

  it('names what happened to a program that could not be judged', async () => {
    const broken = await answerFile('broken.ts', 'export class TokenBucket {');
    const error = await bank('run', 'co-token-bucket', broken, '--json');
    expect(error.code).toBe(0);
    expect(lastLine(error.out)).toMatchObject({ verdict: 'error', score: 0 });
    const endless = await answerFile('endless.ts', 'export function waitBefore() { for (;;) {} }');
    const timeLimit = await bank('run', 'practice-code', endless, '--json');
    expect(timeLimit.code).toBe(0);
    expect(lastLine(timeLimit.out)).toMatchObject({ verdict: 'time-limit', score: 0 });
  });

  it('grades choices and estimates from YAML', async () => {
    const choice = await answerFile(
      'choice.yaml',
      'picks:\n  p1: [b, d]\n  p2: [s400/change, s429/wait, s503/wait]\n',
    );
    expect(lastLine((await bank('run', 'practice-choice', choice, '--json')).out)).toMatchObject({
      verdict: 'passed',
      score: 1,
    });
    const estimate = await answerFile(
      'estimate.yaml',
      'values:\n  a: 4.32 M\n  b: {value: "1,0", unit: MB/s}\n  c: busy\n',
    );
    const report = lastLine((await bank('run', 'practice-estimate', estimate, '--json')).out);
    expect(report).toMatchObject({ verdict: 'failed', score: 0.666667 });
  });

  it.each([
    ['no command', []],
    ['an unknown command', ['prove']],
    ['a missing file', ['run', 'co-token-bucket', '/nowhere.ts']],
    ['an unknown question', ['run', 'co-nothing', script]],
    ['a slug that is a path', ['run', '../questions/co-token-bucket', script]],
    ['a discussion, which people score', ['run', 'di-rollout-plan', script]],
    ['an unknown kind', ['check', '--kind', 'quiz']],
    ['an unknown slug', ['check', '--slug', 'co-nothing']],
    ['an unknown option', ['check', '--fast']],
    ['an option of another command', ['run', 'a', 'b', '--slug', 'c']],
    ['a new question of an unknown kind', ['new', 'quiz', 'qu-iz']],
    ['a new question under a name that is taken', ['new', 'code', 'co-token-bucket']],
  ])('answers %s with exit code 64 and the usage', async (_, args) => {
    const result = await bank(...args);
    expect(result.code).toBe(64);
    expect(result.err).toContain('Usage:');
    expect(result.out).toBe('');
  });
});

describe('bank check', { timeout: 60_000 }, () => {
  it('prints one object on the last line and progress elsewhere', async () => {
    const args = [script, 'check', '--slug', 'es-retry-layers', '--json'];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args);
    expect(stderr).toContain('es-retry-layers');
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(lastLine(stdout)).toMatchObject({
      questions: 1,
      byKind: { estimate: 1 },
      referencesPassed: 1,
      referencesFailed: 0,
      wrongRejected: 8,
      wrongAccepted: 0,
      wrongMisattributed: 0,
      wrongByKind: { estimate: 8 },
      seedItemsUncovered: expect.any(Array),
    });
  });
});
