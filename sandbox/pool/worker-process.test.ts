import { describe, expect, test } from 'vitest';
import { type ChosenConfinement, chooseConfinement } from '../confinement/choose-confinement.ts';
import type { Confinement } from '../contract.ts';
import { startWorkerProcess } from './worker-process.ts';

const here = new Map<Confinement, ChosenConfinement>();
for (const most of ['bubblewrap', 'namespaces', 'none'] as const) {
  const chosen = await chooseConfinement(most);
  here.set(chosen.confinement, chosen);
}

describe('a worker that is killed at any moment of its start is gone, and so is all that it had started', () => {
  for (const most of ['bubblewrap', 'namespaces', 'none'] as const) {
    test.skipIf(!here.has(most))(most, { timeout: 60_000 }, async () => {
      const chosen = here.get(most);
      if (chosen === undefined) throw new Error('skipped');
      const stay: string[] = [];
      // In its first milliseconds bubblewrap has started a second process that does not yet die with the first.
      const one = async (afterMs: number) => {
        const port = startWorkerProcess(chosen.launch);
        const gone = new Promise<'gone'>((resolve) => port.onExit(() => resolve('gone')));
        const until = performance.now() + afterMs;
        while (performance.now() < until) await new Promise((resolve) => setImmediate(resolve));
        port.kill();
        let timer: NodeJS.Timeout | undefined;
        const late = new Promise<'stays'>((resolve) => {
          timer = setTimeout(() => resolve('stays'), 3_000);
        });
        if ((await Promise.race([gone, late])) === 'stays')
          stay.push(`killed after ${afterMs.toFixed(2)} ms`);
        clearTimeout(timer);
      };
      for (let step = 0; step < 240 && stay.length === 0; step += 4) {
        await Promise.all([0, 1, 2, 3].map((part) => one(((step + part) / 240) * 8)));
      }
      expect(stay).toEqual([]);
    });
  }
});
