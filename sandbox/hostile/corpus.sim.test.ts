import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chooseConfinement } from '../confinement/choose-confinement.ts';
import type { Confinement, Sandbox } from '../contract.ts';
import { createLocalSandbox } from '../local.ts';
import { processTree, treeUsage } from '../pool/process-usage.ts';
import { loadCorpus } from './load-corpus.ts';
import { problemOf, problemOfNextRun, requestOf } from './run-program.ts';

const corpus = loadCorpus();
const strongest = (await chooseConfinement()).confinement;

/** Processes of one worker: itself, and at most four that confine it (prlimit, setpriv, bwrap or unshare twice). */
const processesPerWorkerMax = 5;
/** One that works, one spare, one that is just being replaced. */
const workersAtOnceMax = 3;
/** What an idle worker has, twice over. */
const workerBytesMax = 120 * 1024 * 1024;

test('the corpus has at least 80 programs, each attacking something else', () => {
  expect(corpus.length).toBeGreaterThanOrEqual(80);
  const bodies = new Set(
    corpus.map(({ text }) => text.replaceAll(/^\/\/.*$/gmu, '').replaceAll(/\s+/gu, '')),
  );
  expect(bodies.size).toBe(corpus.length);
  for (const { name, text } of corpus) expect(text, name).toMatch(/^\/\/ \S/u);
});

/**
 * Each program gets its verdict; then the next run is right, nothing of the program is left in memory, and no process
 * is left over.
 */
describe.each(['confined', 'unconfined'] as const)('the corpus, %s', (half) => {
  const most: Confinement = half === 'confined' ? strongest : 'none';
  // Where this machine cannot confine, that half is reported as skipped, with its count.
  const here = half === 'unconfined' || strongest !== 'none';
  let sandbox: Sandbox;
  let before: Set<number>;

  beforeAll(async () => {
    if (!here) return;
    before = new Set(processTree(process.pid));
    sandbox = createLocalSandbox({ workers: 1, spares: 1, mostConfinement: most });
    expect(await sandbox.health()).toMatchObject({ status: 'ok', confinement: most });
  });
  afterAll(async () => {
    if (!here) return;
    await sandbox.close();
    expect(ours(), 'processes after the end').toEqual([]);
  });
  const ours = () => processTree(process.pid).filter((pid) => !before.has(pid));

  test.skipIf(!here).each(corpus)('$kind $name', { timeout: 30_000 }, async (program) => {
    expect(problemOf(program, await sandbox.run(requestOf(program)))).toBeNull();
    expect(await problemOfNextRun(sandbox)).toBeNull();
    expect(await sandbox.health()).toMatchObject({ status: 'ok', queued: 0, running: 0 });
    expect(ours().length).toBeLessThanOrEqual(workersAtOnceMax * processesPerWorkerMax);
    const bytes = ours().reduce((most, pid) => Math.max(most, treeUsage(pid)?.anonymousBytes ?? 0), 0);
    expect(bytes).toBeLessThan(workerBytesMax);
  });
});
