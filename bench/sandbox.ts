import { availableParallelism } from 'node:os';
import type { Sandbox } from '../sandbox/contract.ts';
import { createLocalSandbox } from '../sandbox/local.ts';
import { quantile, type Report } from './report-row.ts';
import { measureAfterKill, measureBurst } from './sandbox-burst.ts';
import { measureCosts, measureMemory } from './sandbox-growth.ts';
import { measureProcesses } from './sandbox-processes.ts';
import { runFortyLines, timed } from './sandbox-program.ts';

export const area = 'sandbox';

const warmUps = 100;
const latencyRuns = 1_000;
const throughputRuns = 2_000;
const scalingRounds = 5;
const processRuns = 30;
const burstCandidates = 200;

async function withSandbox<T>(workers: number, use: (sandbox: Sandbox) => Promise<T>): Promise<T> {
  const sandbox = createLocalSandbox({ workers });
  try {
    for (let index = 0; index < warmUps; index += 1)
      await runFortyLines(sandbox, `warm up ${index % workers}`);
    return await use(sandbox);
  } finally {
    await sandbox.close();
  }
}

/** Runs per second with enough clients to keep every worker busy. */
async function throughput(sandbox: Sandbox, workers: number): Promise<number> {
  const clients = workers * 2;
  let left = throughputRuns;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      while (left > 0) {
        left -= 1;
        await runFortyLines(sandbox, `client ${client}`);
      }
    }),
  );
  return (throughputRuns * 1_000) / (performance.now() - startedAt);
}

/** One worker and two in turn, several times: a shared machine is not equally fast from one second to the next. */
async function throughputRounds(): Promise<Array<{ one: number; two: number }>> {
  const rounds: Array<{ one: number; two: number }> = [];
  for (let round = 0; round < scalingRounds; round += 1) {
    const one = await withSandbox(1, (sandbox) => throughput(sandbox, 1));
    const two = await withSandbox(2, (sandbox) => throughput(sandbox, 2));
    rounds.push({ one, two });
  }
  return rounds;
}

const median = (values: number[]): number => quantile(values, 0.5);

/** All rows of the sandbox. Throws when a run that is timed goes wrong. */
export async function run(report: Report): Promise<void> {
  const tookMs = await withSandbox(1, async (sandbox) => {
    const took: number[] = [];
    for (let index = 0; index < latencyRuns; index += 1)
      took.push(await timed(() => runFortyLines(sandbox, 'latency')));
    return took;
  });
  const p50 = quantile(tookMs, 0.5);
  report({ name: 'sandbox.run.p50', value: p50, unit: 'ms', goal: '<= 5' });
  report({ name: 'sandbox.run.p99', value: quantile(tookMs, 0.99), unit: 'ms', goal: '<= 25' });

  const { bareMs, confinedMs } = await measureProcesses(processRuns);
  if (confinedMs !== null)
    reportTimesFaster(report, 'sandbox.run.vs-confined-process', p50, confinedMs, '>= 15');
  reportTimesFaster(report, 'sandbox.run.vs-bare-process', p50, bareMs, '>= 6');

  const rounds = await throughputRounds();
  const cores = Math.min(2, availableParallelism());
  const two = median(rounds.map((round) => round.two));
  report({ name: 'sandbox.throughput', value: two / cores, unit: '1/s', goal: '>= 350' });
  report({
    name: 'sandbox.scaling',
    value: two,
    unit: '1/s',
    goal: 'ratio >= 1.7',
    baseline: median(rounds.map((round) => round.one)),
    ratio: median(rounds.map((round) => round.two / round.one)),
  });

  const afterKill = await withSandbox(1, (sandbox) => measureAfterKill(sandbox, 20));
  report({ name: 'sandbox.after-kill.p50', value: afterKill, unit: 'ms', goal: '< 20' });

  const burst = await withSandbox(2, (sandbox) => measureBurst(sandbox, burstCandidates));
  report({
    name: 'sandbox.burst',
    value: burst.verdicts + burst.refused,
    unit: 'count',
    goal: `= ${burstCandidates}`,
  });
  report({ name: 'sandbox.burst.longest', value: burst.longestMs, unit: 'ms', goal: '< 2000' });

  const [early, late] = await withSandbox(2, (sandbox) => measureMemory(sandbox, [1_000, 10_000]));
  const growth = { value: late / 1e6, unit: 'MB', baseline: early / 1e6, ratio: late / early };
  report({ name: 'sandbox.memory-growth', goal: 'ratio <= 1.15', ...growth });

  const costs = await withSandbox(1, (sandbox) => measureCosts(sandbox, 200));
  for (const { name, perSecond } of costs) {
    report({ name: `sandbox.cost.${name}`, value: perSecond, unit: '1/s', goal: 'shown' });
  }
}

function reportTimesFaster(
  report: Report,
  name: string,
  value: number,
  baseline: number,
  goal: string,
): void {
  report({ name, value, unit: 'ms', goal: `ratio ${goal}`, baseline, ratio: baseline / value });
}
