import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Sandbox, WorldSandbox } from '../sandbox/contract.ts';
import { createLocalSandbox } from '../sandbox/local.ts';
import { quantile, type Report } from './report-row.ts';
import { consumerRun, numbers, runAll, usual } from './world-program.ts';
import { runInRealTime } from './world-real-time.ts';

export const area = 'world';

const questions = fileURLToPath(new URL('../question-bank/questions', import.meta.url));
const fullSeeds = 200;
const quickSeeds = 50;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** All rows of the simulated world. Throws when a reference does not pass: a wrong run has no speed. */
export async function run(report: Report): Promise<void> {
  const sandbox = createLocalSandbox({ workers: 1, spares: 1 });
  try {
    await runAll(sandbox, consumerRun(usual, numbers(quickSeeds)));
    const perSeedMs = await measureSeeds(sandbox, report);
    await measureEvents(sandbox, report);
    const realMs = await runInRealTime(usual, 1);
    report({
      name: 'world.vs-real-time',
      value: perSeedMs,
      unit: 'ms',
      goal: 'ratio >= 1000',
      baseline: realMs,
      ratio: realMs / perSeedMs,
    });
    await measureQuestions(sandbox, report);
  } finally {
    await sandbox.close();
  }
}

/** Median of five runs of 200 seeds on one worker. */
async function measureSeeds(sandbox: WorldSandbox, report: Report): Promise<number> {
  const rates: number[] = [];
  let events = 0;
  for (let turn = 0; turn < 5; turn += 1) {
    const request = consumerRun(usual, numbers(fullSeeds, 1 + turn * fullSeeds));
    const tookMs = await timed(async () => {
      const { seeds } = await runAll(sandbox, request);
      events += seeds.reduce((sum, seed) => sum + seed.events, 0);
    });
    rates.push((fullSeeds * 1_000) / tookMs);
  }
  const rate = quantile(rates, 0.5);
  report({ name: 'world.seeds', value: rate, unit: '1/s', goal: '>= 120' });
  report({ name: 'world.seed.events', value: events / (5 * fullSeeds), unit: 'count', goal: 'about 140' });
  return 1_000 / rate;
}

/** One long seed: how fast events go, and what ten times as many, or more replicas, cost. */
async function measureEvents(sandbox: WorldSandbox, report: Report): Promise<void> {
  const long = async (messages: number, replicas: number) => {
    const scenario = { messages, overMs: messages * 50, replicas, crashes: 2 };
    const samples: { ms: number; events: number }[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      let events = 0;
      const ms = await timed(async () => {
        const { seeds } = await runAll(sandbox, consumerRun(scenario, [turn + 1]));
        events = seeds[0]?.events ?? 0;
      });
      samples.push({ ms, events });
    }
    const middle = samples.sort((a, b) => a.ms - b.ms)[1];
    return middle ?? { ms: 0, events: 0 };
  };
  const short = await long(300, 3);
  const tenfold = await long(3_000, 3);
  report({
    name: 'world.events',
    value: (tenfold.events * 1_000) / tenfold.ms,
    unit: '1/s',
    goal: '>= 70000',
  });
  report({
    name: 'world.growth',
    value: tenfold.ms,
    unit: 'ms',
    goal: 'ratio <= 12',
    baseline: short.ms,
    ratio: tenfold.ms / short.ms,
  });
  const two = await long(1_000, 2);
  const ten = await long(1_000, 10);
  report({
    name: 'world.growth.replicas',
    value: ten.ms,
    unit: 'ms',
    goal: 'ratio <= 5',
    baseline: two.ms,
    ratio: ten.ms / two.ms,
  });
}

/** The references of all world questions of the bank, as the page runs them. */
async function measureQuestions(sandbox: Sandbox & WorldSandbox, report: Report): Promise<void> {
  const fullMs: number[] = [];
  const quickMs: number[] = [];
  const firstMs: number[] = [];
  for (const slug of readdirSync(questions).sort()) {
    const folder = path.join(questions, slug);
    if (!existsSync(path.join(folder, 'world.ts'))) continue;
    const request = (seeds: number) => ({
      ...consumerRun(usual, numbers(seeds)),
      files: [{ path: 'solution.ts', text: readFileSync(path.join(folder, 'reference.ts'), 'utf8') }],
      world: readFileSync(path.join(folder, 'world.ts'), 'utf8'),
    });
    fullMs.push(await timed(() => runAll(sandbox, request(fullSeeds))));
    let first: number | null = null;
    const startedAt = performance.now();
    quickMs.push(
      await timed(() =>
        runAll(sandbox, request(quickSeeds), {
          onSeed: () => {
            first ??= performance.now() - startedAt;
          },
        }),
      ),
    );
    firstMs.push(first ?? 0);
  }
  if (fullMs.length === 0) return;
  report({ name: 'world.full-run.max', value: Math.max(...fullMs), unit: 'ms', goal: '<= 10000' });
  report({ name: 'world.quick-run.p50', value: quantile(quickMs, 0.5), unit: 'ms', goal: '<= 1500' });
  report({ name: 'world.first-seed.p50', value: quantile(firstMs, 0.5), unit: 'ms', goal: '<= 300' });
}
