import type { LoadRun } from './load-run.ts';
import type { NodeState } from './node-state.ts';

/** Counters that each node keeps for itself let a caller through on several. */
const localCountersSlack = 1.15;
const coldShare = 0.01;
/** Statements that may wait for a read replica. */
const replicaPlaces = 200;

/** A gateway turns away what is over its limit. */
export function limitRates(run: LoadRun, state: NodeState, second: number): void {
  const { settings } = state.node;
  const scope = settings.text('limit');
  state.refused.fill(0);
  if (scope === 'none') return;
  const named = settings
    .text('limited')
    .split(',')
    .map((id) => id.trim());
  const { flows } = run.network;
  const counts = flows.map((flow) => named.includes(flow.id));
  const limited = counts.some(Boolean) ? counts : flows.map(() => true);
  let limit = settings.number('limitRps');
  if (settings.text('limiterState') === 'shared') {
    const link = state.node.routes.find((route) => route.counters)?.counters;
    const cache = link ? run.stateOf(link.to) : null;
    if (cache === null || cache.instances === 0 || cache.downUntil > second) {
      for (const [index] of flows.entries())
        if (limited[index] && !settings.flag('failOpen')) state.refused[index] = 1;
      return;
    }
  } else limit *= localCountersSlack;
  const together = flows.reduce(
    (sum, _, index) => sum + (limited[index] ? (state.arrivals[index] ?? 0) : 0),
    0,
  );
  for (const [index, flow] of flows.entries()) {
    const arriving = state.arrivals[index] ?? 0;
    if (!limited[index] || arriving <= 0) continue;
    const allowed = scope === 'global' ? limit / together : (limit * flow.callers) / arriving;
    state.refused[index] = Math.max(0, 1 - allowed);
  }
}

/** An external system answers 429 above its own limit. */
export function throttle(run: LoadRun, state: NodeState, step: number): void {
  const provider = run.input.scenario.providers.find((one) => one.id === state.node.id);
  const rate = state.arriving;
  const share = provider && provider.limitRps > 0 && rate > 0 ? Math.max(0, 1 - provider.limitRps / rate) : 0;
  state.refused.fill(share);
  state.utilisation = provider && provider.limitRps > 0 ? rate / provider.limitRps : null;
  if (step < 0) return;
  const seen = run.throttled.get(state.node.id) ?? { calls: [], refused: [] };
  seen.calls[step] = rate;
  seen.refused[step] = rate * share;
  run.throttled.set(state.node.id, seen);
}

export function runFunctions(run: LoadRun, state: NodeState): void {
  const { settings } = state.node;
  const { rate, meanMs, holdMs } = run.mix(state);
  const busy = (rate * Math.max(meanMs, holdMs)) / 1000;
  const concurrency = settings.number('concurrency');
  state.utilisation = busy / concurrency;
  state.refused.fill(busy > concurrency ? 1 - concurrency / busy : 0);
  state.cold = busy <= settings.number('provisioned') ? 0 : coldShare;
}

/** A service or database works off what arrives, in all its zones together or in each for itself. */
export function workOff(run: LoadRun, state: NodeState, second: number): void {
  const { node } = state;
  const { settings, kind } = node;
  if (state.downUntil > second) {
    state.utilisation = 0;
    return;
  }
  const { rate, meanMs, cv2, holdMs } = run.mix(state);
  const isService = kind === 'service';
  const each = {
    servers: settings.number('vcpu'),
    slots: isService ? settings.number('concurrency') : Number.POSITIVE_INFINITY,
    places: isService
      ? settings.number('queue')
      : kind === 'sql'
        ? settings.number('connections')
        : replicaPlaces,
  };
  const zoned = state.stations.length > 1;
  const shares = zoned ? zoneSharesOf(run, state) : [1];
  let busiest = 0;
  let refused = 0;
  for (const [index, station] of state.stations.entries()) {
    const instances = zoned ? (state.live[index] ?? 0) : state.instances;
    const share = (shares[index] ?? 0) * (1 - state.deadShare);
    station.update({
      ...{ arrivals: rate * share, serviceMs: meanMs, cv2, holdMs },
      ...{
        servers: instances * each.servers,
        slots: instances * each.slots,
        places: instances * each.places,
      },
    });
    if (share > 0) {
      busiest = Math.max(busiest, station.utilisation);
      refused += (shares[index] ?? 0) * station.refusedShare;
    }
  }
  // Nobody is left who could answer.
  state.refused.fill(state.instances === 0 ? 1 : refused);
  state.utilisation = busiest;
  state.waiting = state.stations.reduce((sum, station) => sum + station.backlog, 0);
  if (!isService) return;
  if (settings.flag('autoscale')) autoscale(run, state, second);
  else state.scale(second, state.instances, run.input.scenario, run.lost);
}

function zoneSharesOf(run: LoadRun, state: NodeState): number[] {
  const { zoneShares } = run.input.scenario;
  const live = zoneShares.map((share, zone) => ((state.live[zone] ?? 0) > 0 ? share : 0));
  const total = live.reduce((sum, share) => sum + share, 0);
  return live.map((share) => (total > 0 ? share / total : 0));
}

function autoscale(run: LoadRun, state: NodeState, second: number): void {
  const { settings } = state.node;
  // A processor cannot be busier than wholly.
  const seen = Math.min(1, state.utilisation ?? 0);
  const wanted = Math.ceil((state.instances * seen) / (settings.number('targetPercent') / 100));
  const least = settings.number('replicas');
  const bounded = Math.max(least, Math.min(Math.max(least, settings.number('maxReplicas')), wanted));
  const added = state.scale(second, bounded, run.input.scenario, run.lost);
  if (added > 0) run.event(second, `${state.node.label}: ${added} more, ${state.instances} in all.`, false);
}
