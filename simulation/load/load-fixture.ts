import type { SettingValue } from './drawing/kinds.ts';
import {
  defaultPrices,
  type Flow,
  type LoadComponent,
  type LoadConnection,
  type LoadDesign,
  type LoadEvent,
  type Scenario,
} from './scenario.ts';

/** Small scenarios and drawings for tests. */
export function flow(id: string, change: Partial<Flow> = {}): Flow {
  return {
    ...{
      id,
      title: id,
      operation: 'read',
      deadlineMs: 5_000,
      clientAttempts: 1,
      cacheable: 'never',
      popularity: null,
    },
    ...{
      callers: 1,
      payloadKb: 1,
      needs: [],
      once: false,
      fresh: false,
      authenticated: false,
      poison: 0,
      keep: null,
      handOver: null,
      work: {},
    },
    ...change,
  };
}

export function scenario(
  flows: readonly Flow[],
  rates: Record<string, number>,
  change: Partial<Scenario> & { events?: LoadEvent[]; seconds?: number } = {},
): Scenario {
  const { events = [], seconds = 200, ...rest } = change;
  const traffic = Object.fromEntries(Object.entries(rates).map(([id, rate]) => [id, [[0, rate] as const]]));
  return {
    ...{ flows, providers: [], prices: defaultPrices, scaleDelaySeconds: 60, failoverSeconds: 45 },
    ...{ replicaLagSeconds: 1, functionLimitSeconds: 900, coldStartMs: 400, zoneShares: [0.34, 0.33, 0.33] },
    ...{ peakHours: 60, profiles: [{ id: 'steady', title: 'Steady', seconds, traffic, events }] },
    ...rest,
  };
}

export function component(
  id: string,
  kind: string,
  settings: Record<string, SettingValue> = {},
): LoadComponent {
  return { id, kind, label: id, settings };
}

/** `a > b > c` with settings of the connections. */
export function connect(
  from: string,
  to: string,
  settings: Record<string, SettingValue> = {},
): LoadConnection {
  return { id: `${from}-${to}`, from, to, settings };
}

export function drawing(components: LoadComponent[], connections: LoadConnection[]): LoadDesign {
  return { components, connections };
}
