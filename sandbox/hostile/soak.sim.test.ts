import { afterAll, expect, test } from 'vitest';
import { createLocalSandbox } from '../local.ts';
import { soak } from './soak.ts';

const sandbox = createLocalSandbox({ workers: 2 });
afterAll(() => sandbox.close());

/** `bench/sandbox-soak.ts` does the same with 20,000 runs. */
test('four hundred mixed runs of six clients, one in ten hostile, and no verdict is wrong', {
  timeout: 180_000,
}, async () => {
  const seed = 20_251;
  const result = await soak(sandbox, { runs: 400, seed, clients: 6 });
  expect(result.problems, `seed ${seed}`).toEqual([]);
  expect(result.hostile).toBeGreaterThan(20);
  expect(result.overloaded).toBe(0);
});
