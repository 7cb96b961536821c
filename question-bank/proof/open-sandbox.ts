import { availableParallelism } from 'node:os';
import type { Sandbox, WorldSandbox } from '../../sandbox/contract.ts';
import { createLocalSandbox } from '../../sandbox/local.ts';

/** Runs in this process's own supervisor on all cores. The answers are the bank's own, not a candidate's. */
export async function openSandbox(): Promise<Sandbox & WorldSandbox> {
  return createLocalSandbox({ workers: availableParallelism() });
}
