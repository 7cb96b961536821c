import type { WorldFinding } from '../../domain/grading/grade-world.ts';
import type { WorldResult } from '../../sandbox/contract.ts';

/** What grading reads of a run of seeds: per invariant whether it held, where not, and one sentence about it. */
export function worldFindings(result: WorldResult): WorldFinding[] {
  return result.invariants.map(({ name, held, failingSeeds, pooled }) => ({
    name,
    held,
    failingSeeds,
    message: held ? (pooled?.message ?? '') : firstMessage(result, name, failingSeeds[0] ?? null, pooled),
  }));
}

function firstMessage(
  result: WorldResult,
  name: string,
  seed: number | null,
  pooled: { message: string } | null,
): string {
  const first = result.seeds.find((one) => one.seed === seed);
  if (first === undefined) return pooled?.message ?? '';
  return first.invariants.find((one) => one.name === name)?.message || first.message;
}
