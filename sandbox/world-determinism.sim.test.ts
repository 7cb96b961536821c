// Guarantee: the same source, seed and engine are the same world on any machine. Every reference of the bank runs its
// seeds in two processes, and each seed leaves the same trace in both.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { createLocalSandbox } from './local.ts';

const questions = fileURLToPath(new URL('../question-bank/questions', import.meta.url));
const worlds = readdirSync(questions).filter((slug) => existsSync(path.join(questions, slug, 'world.ts')));
const seedCount = 200;
/** A run has an end by the clock; a busy machine must not decide, so each run is short. */
const seedsPerRun = 25;
const limitMs = 900_000;

const one = createLocalSandbox({ workers: 1, spares: 0 });
const another = createLocalSandbox({ workers: 1, spares: 0 });
afterAll(() => Promise.all([one.close(), another.close()]));

async function hashes(sandbox: typeof one, slug: string): Promise<string[]> {
  const all: string[] = [];
  while (all.length < seedCount) {
    const seeds = Array.from({ length: seedsPerRun }, (_, index) => all.length + index + 1);
    all.push(...(await hashesOf(sandbox, slug, seeds)));
  }
  return all;
}

async function hashesOf(sandbox: typeof one, slug: string, seeds: number[]): Promise<string[]> {
  const read = (file: string) => readFileSync(path.join(questions, slug, file), 'utf8');
  const outcome = await sandbox.runWorld({
    requestId: slug,
    fairnessKey: slug,
    realCandidate: false,
    files: [{ path: 'solution.ts', text: read('reference.ts') }],
    world: read('world.ts'),
    secret: '',
    seeds,
    wantTrace: false,
    shrink: false,
    // As wide as questions ask for: what is tried here is the trace, not the limits.
    limits: { cpuMs: 20_000, memoryMb: 160 },
  });
  if (outcome.kind === 'failure') throw new Error(outcome.failure.message);
  if (outcome.result.seeds.length !== seeds.length) throw new Error(`${slug} ended early`);
  return outcome.result.seeds.map(({ seed, status, traceHash }) => `${seed} ${status} ${traceHash}`);
}

test('the bank has worlds', () => {
  expect(worlds.length).toBeGreaterThan(0);
});

test.each(worlds)('%s', { timeout: limitMs }, async (slug) => {
  const [first, second] = await Promise.all([hashes(one, slug), hashes(another, slug)]);
  expect(first).toHaveLength(seedCount);
  expect(second).toEqual(first);
  // A hash that never changes would prove nothing.
  expect(new Set(first.map((line) => line.split(' ')[2])).size).toBeGreaterThan(seedCount / 2);
});
