import type { LoadReport, ZoneState } from '../../../simulation/load/report.ts';
import { isLost, stepAt } from '../chart/load-scale.ts';

/** How busy a component was at one second of a run. */
export interface ComponentLoad {
  utilisation: number | null;
  zones: readonly [ZoneState, ZoneState, ZoneState] | null;
  lost: boolean;
  replicas: number | null;
  rate: number;
  waiting: number;
  ageSeconds: number | null;
  hitShare: number | null;
}

export interface ConnectionLoad {
  rate: number;
  failedShare: number;
}

export interface LoadsAt {
  components: ReadonlyMap<string, ComponentLoad>;
  connections: ReadonlyMap<string, ConnectionLoad>;
}

export function loadsAt(report: LoadReport, second: number): LoadsAt {
  const step = stepAt(report, second);
  const components = report.components.map((component): [string, ComponentLoad] => {
    const zones = component.zones?.[step] ?? null;
    return [
      component.id,
      {
        utilisation: component.utilisation[step] ?? null,
        zones,
        lost: isLost(zones ?? undefined),
        replicas: component.replicas?.[step] ?? null,
        rate: component.rate[step] ?? 0,
        waiting: component.waiting[step] ?? 0,
        ageSeconds: component.ageSeconds?.[step] ?? null,
        hitShare: component.hitShare?.[step] ?? null,
      },
    ];
  });
  const connections = report.connections.map((connection): [string, ConnectionLoad] => [
    connection.id,
    { rate: connection.rate[step] ?? 0, failedShare: connection.failedShare[step] ?? 0 },
  ]);
  return { components: new Map(components), connections: new Map(connections) };
}
