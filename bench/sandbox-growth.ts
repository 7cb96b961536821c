import type { ChecksRun, Sandbox } from '../sandbox/contract.ts';
import { treeUsage } from '../sandbox/pool/process-usage.ts';
import { quantile } from './report-row.ts';
import { moduleRun, runFortyLines, verdictOf } from './sandbox-program.ts';

/** Memory of this process and all workers: the median over the runs up to `runs`, because workers come and go. */
export async function measureMemory(sandbox: Sandbox, counts: [number, number]): Promise<[number, number]> {
  const medians: number[] = [];
  let done = 0;
  for (const until of counts) {
    const samples: number[] = [];
    const window = Math.min(500, until);
    while (done < until) {
      await Promise.all([0, 1, 2, 3].map((client) => runFortyLines(sandbox, `client ${client}`)));
      done += 4;
      if (until - done <= window && done % 20 === 0) {
        globalThis.gc?.();
        samples.push(treeUsage(process.pid)?.anonymousBytes ?? 0);
      }
    }
    medians.push(quantile(samples, 0.5));
  }
  return [medians[0] ?? 0, medians[1] ?? 0];
}

export interface Cost {
  name: string;
  perSecond: number;
}

/** Runs per second, one after another, as the program's size and the number of calls grow tenfold twice. */
export async function measureCosts(sandbox: Sandbox, times: number): Promise<Cost[]> {
  const costs: Cost[] = [];
  for (const kilobytes of [1, 10, 100]) {
    const request = moduleRun(sourceOf(kilobytes), 'cost');
    costs.push({
      name: `source-${kilobytes}kb`,
      perSecond: await rate(times, async () => verdictOf(await sandbox.run(request))),
    });
  }
  for (const calls of [10, 100, 1_000]) {
    const request = callsRun(calls);
    const once = async () => {
      const { checks } = verdictOf(await sandbox.run(request));
      if (checks[0]?.passed !== true) throw new Error(`the check did not pass: ${checks[0]?.message}`);
    };
    costs.push({ name: `calls-${calls}`, perSecond: await rate(times, once) });
  }
  return costs;
}

async function rate(times: number, run: () => Promise<unknown>): Promise<number> {
  for (let index = 0; index < 5; index += 1) await run();
  const startedAt = performance.now();
  for (let index = 0; index < times; index += 1) await run();
  return (times * 1_000) / (performance.now() - startedAt);
}

/** Functions of ten lines or so, each of which is called once. */
function sourceOf(kilobytes: number): string {
  const parts: string[] = [];
  let length = 0;
  for (let index = 0; length < kilobytes * 1_000 - 60; index += 1) {
    const part = `function part${index}(items: readonly number[], scale: number = ${index}): { sum: number; label: string } {
  let sum = 0;
  for (const item of items) {
    if (item % 2 === 0) sum += item * scale;
    else sum -= item;
  }
  const label: string = \`part ${index} of \${items.length}\`;
  return { sum, label };
}
total += part${index}([1, 2, 3, ${index}]).sum;
`;
    parts.push(part);
    length += part.length;
  }
  return `let total: number = 0;\n${parts.join('')}export default total;\n`;
}

function callsRun(calls: number): ChecksRun {
  return {
    kind: 'checks',
    requestId: 'bench',
    fairnessKey: 'cost',
    realCandidate: false,
    driver: null,
    checks: `export default [{ name: 'calls', title: 'Calls', async run(guest, tools) {
      for (let n = 0; n < ${calls}; n += 1) tools.equal(await guest.call('step', n, { items: [n, n + 1] }), { sum: 2 * n + 1 }, 'step');
    } }];`,
    select: 'all',
    files: [
      {
        path: 'solution.ts',
        text: 'export function step(n: number, more: { items: number[] }): { sum: number } {\n  return { sum: more.items.reduce((sum, item) => sum + item, 0) };\n}\n',
      },
    ],
  };
}
