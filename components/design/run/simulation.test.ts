import { expect, test, vi } from 'vitest';
import type { Design } from '../../../domain/design/design.ts';
import {
  defaultPrices,
  type Flow,
  type Objective,
  type Scenario,
} from '../../../simulation/load/scenario.ts';
import { runDesign, type SimulationInput } from './run-design.ts';
import { Simulation, simulationOf } from './simulation.ts';

// Guarantee: one press runs every profile and answers every objective; where no worker can be had it runs on the page; a run
// that was stopped leaves the last result as it was, and nobody is told twice.
const flow: Flow = {
  ...{
    id: 'look',
    title: 'Look',
    operation: 'read',
    deadlineMs: 1_000,
    clientAttempts: 1,
    cacheable: 'never',
  },
  ...{ popularity: null, callers: 1, payloadKb: 1, needs: ['sql'], once: false, fresh: false },
  ...{ authenticated: false, poison: 0, work: {}, keep: null, handOver: null },
};
const scenario: Scenario = {
  flows: [flow],
  providers: [],
  profiles: [
    { id: 'steady', title: 'Steady', seconds: 30, traffic: { look: [[0, 50]] }, events: [] },
    { id: 'peak', title: 'Peak', seconds: 30, traffic: { look: [[0, 100]] }, events: [] },
  ],
  prices: defaultPrices,
  ...{ scaleDelaySeconds: 60, failoverSeconds: 30, replicaLagSeconds: 1, functionLimitSeconds: 900 },
  ...{ coldStartMs: 300, zoneShares: [0.34, 0.33, 0.33], peakHours: 60 },
};
const drawing: Design = {
  components: [
    { id: 'clients', kind: 'clients', label: 'Clients', x: 0, y: 0, settings: {} },
    { id: 'api', kind: 'service', label: 'api', x: 200, y: 0, settings: {} },
    { id: 'db', kind: 'sql', label: 'db', x: 400, y: 0, settings: {} },
  ],
  connections: [
    { id: 'a', from: 'clients', to: 'api', settings: {} },
    { id: 'b', from: 'api', to: 'db', settings: {} },
  ],
};
const objective = (id: string, profile: string, limit: number): Objective => ({
  ...{ id, title: id, group: 'slo', profile, window: null, is: 'at-least', limit },
  measure: { kind: 'availability', flow: 'look' },
});
const input: SimulationInput = {
  design: drawing,
  start: drawing,
  scenario,
  objectives: [objective('served', 'peak', 99), objective('impossible', 'steady', 101)],
  seed: 7,
};

test('every profile is run and every objective answered, with the same outcome each time', async () => {
  const shares: number[] = [];
  const hooks = { sliceMs: 0.1, onProgress: (share: number) => shares.push(share), pause: async () => true };
  const result = await runDesign(input, hooks);
  expect(result?.reports.map((report) => report.profile)).toEqual(['steady', 'peak']);
  expect(result?.objectives.map(({ id, met }) => [id, met])).toEqual([
    ['served', true],
    ['impossible', false],
  ]);
  expect(shares.toSorted((a, b) => a - b)).toEqual(shares);
  expect(await runDesign(input, { ...hooks, sliceMs: 50 })).toEqual(result);
  expect(await runDesign(input, { ...hooks, pause: async () => false })).toBeNull();
});

test('without a worker it runs on the page, and what was stopped changes nothing', async () => {
  const simulation = new Simulation();
  const heard = vi.fn();
  simulation.subscribe(heard);
  simulation.start(input);
  expect(simulation.state.running).not.toBeNull();
  await vi.waitFor(() => expect(simulation.state.result).not.toBeNull());
  const { result } = simulation.state;
  expect(simulation.state).toMatchObject({ number: 1, running: null, problem: null });
  simulation.start({ ...input, seed: 8 });
  simulation.cancel();
  const calls = heard.mock.calls.length;
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(heard.mock.calls.length).toBe(calls);
  expect(simulation.state).toMatchObject({ number: 1, running: null, result });
});

test('a document has one simulation, whoever asks', () => {
  expect(simulationOf('one')).toBe(simulationOf('one'));
  expect(simulationOf('one')).not.toBe(simulationOf('two'));
});
