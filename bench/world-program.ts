import { readFileSync } from 'node:fs';
import type { WorldResult, WorldRunOptions, WorldRunRequest, WorldSandbox } from '../sandbox/contract.ts';

export interface Scenario {
  messages: number;
  /** Milliseconds over which they arrive. */
  overMs: number;
  replicas: number;
  crashes: number;
}

/** About 140 trace events a seed. */
export const usual: Scenario = { messages: 10, overMs: 8_000, replicas: 3, crashes: 2 };

const consumer = readFileSync(new URL('./world-consumer.ts', import.meta.url), 'utf8');

/** The world as text, as a question ships it. Every payment must be captured, and none twice. */
export function worldText({ messages, overMs, replicas, crashes }: Scenario): string {
  return `export default (w) => ({
  durationMs: ${overMs}, settleMs: 20_000, replicas: ${replicas}, kv: {},
  queues: { payments: { visibilityMs: 5_000, maxReceives: 20 } },
  dependencies: { psp: { latency: { p50: 40, p99: 400 }, handle: (request, state, effect) => {
    const key = request.headers['idempotency-key'];
    if (!state.has(key)) { state.set(key, true); effect('captured', key); }
    return { status: 201 };
  } } },
  arrivals: (draw) => Array.from({ length: ${messages} }, (_, n) =>
    ({ queue: 'payments', at: draw('at', n) * ${overMs}, body: { id: 'pay-' + n, amount: 100 + n } })),
  faults: [
    { kind: 'crash', rate: 0.04, most: ${crashes}, restart: [1_000, 3_000] },
    { kind: 'dependency', name: 'psp', fail: { timeoutAfter: 0.03 } },
  ],
  invariants: [
    { name: 'once', title: 'Once', kind: 'safety', weight: 0.5, rule: w.atMostOnce((e) => e.op === 'captured', (e) => e.key) },
    { name: 'all', title: 'All', kind: 'usefulness', weight: 0.5, rule: w.usefulness((e) => e.op === 'captured', ${messages}) },
  ],
});`;
}

export function consumerRun(scenario: Scenario, seeds: number[]): WorldRunRequest {
  return {
    requestId: 'bench',
    fairnessKey: 'bench',
    realCandidate: false,
    files: [{ path: 'solution.ts', text: consumer }],
    world: worldText(scenario),
    secret: '',
    seeds,
    wantTrace: false,
    shrink: false,
    limits: { cpuMs: 30_000 },
  };
}

/** Throws when anything that is timed goes wrong. */
export async function runAll(
  sandbox: WorldSandbox,
  request: WorldRunRequest,
  options?: WorldRunOptions,
): Promise<WorldResult> {
  const outcome = await sandbox.runWorld(request, options);
  if (outcome.kind === 'failure') throw new Error(outcome.failure.message);
  const { result } = outcome;
  const bad = result.seeds.find(({ passed }) => !passed);
  if (bad !== undefined || result.seeds.length !== request.seeds.length) {
    const why = bad?.invariants.find(({ held }) => !held)?.message ?? bad?.message ?? result.status;
    throw new Error(`seed ${bad?.seed ?? result.seeds.length + 1} did not pass: ${why}`);
  }
  return result;
}

export const numbers = (count: number, from = 1): number[] =>
  Array.from({ length: count }, (_, index) => from + index);
