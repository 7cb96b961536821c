import { backupSeconds } from '../limits.ts';
import type { LoadEvent } from '../scenario.ts';
import type { LoadRun } from './load-run.ts';
import type { NodeState } from './node-state.ts';
import { zoneNames } from './node-state.ts';

/** Lets happen what the profile has planned for this second. */
export function applyEvents(run: LoadRun, second: number): void {
  for (const planned of run.profile.events) {
    if (planned.at !== second) continue;
    run.event(second, planned.title, true);
    apply(run, planned, second);
  }
}

function apply(run: LoadRun, planned: LoadEvent, second: number): void {
  switch (planned.kind) {
    case 'zone-lost':
      loseZone(run, zoneNames.indexOf(planned.zone), second);
      return;
    case 'provider-down':
      for (const [node, state] of run.states)
        if (node.kind === 'provider' && node.id === planned.provider)
          state.downUntil = second + planned.seconds;
      return;
    case 'workers-down':
      run.workersDownUntil = second + planned.seconds;
      return;
    case 'cache-node-lost':
      for (const [node, state] of run.states) {
        if (node.kind !== 'cache' || state.instances === 0) continue;
        const share = 1 / state.instances;
        const zone = state.live.findIndex((count) => count > 0);
        if (!node.settings.flag('copies')) state.live[zone] = (state.live[zone] ?? 1) - 1;
        run.losesInstances(state, share, second);
      }
      return;
    case 'spot-reclaimed':
      for (const [node, state] of run.states) {
        if (!node.settings.flag('spot') || state.instances === 0) continue;
        const gone = state.instances;
        for (let zone = 0; zone < 3; zone += 1) state.live[zone] = 0;
        run.losesInstances(state, 1, second);
        // The orchestrator asks for new ones at once.
        state.pending.push([second + run.input.scenario.scaleDelaySeconds, gone]);
      }
      return;
    case 'rollout':
      run.rolloutSeconds = planned.everySeconds;
      return;
  }
}

function loseZone(run: LoadRun, zone: number, second: number): void {
  run.lost[zone] = true;
  for (const [node, state] of run.states) {
    if (node.kind === 'sql') loseDatabase(run, state, zone, second);
    else if (node.kind === 'stream' && node.settings.number('replication') === 1)
      run.consumption.loseShare(node, 1 / 3, second);
    else {
      const share = state.loseZone(zone);
      run.losesInstances(state, share, second, 'zone');
    }
  }
}

/** The primary stands in zone a, the standby in zone b. */
function loseDatabase(run: LoadRun, state: NodeState, zone: number, second: number): void {
  const { scenario } = run.input;
  const standby = state.node.settings.text('standby');
  if (zone === 1 && standby !== 'none') state.standbyGone = true;
  if (zone !== 0) return;
  const follows = standby !== 'none' && !state.standbyGone;
  const missingSeconds = !follows ? backupSeconds : standby === 'async' ? scenario.replicaLagSeconds : 0;
  for (const [index, flow] of run.network.flows.entries()) {
    const record = run.records[index];
    if (flow.operation !== 'write' || record === undefined) continue;
    const lost = (state.arrivals[index] ?? 0) * missingSeconds;
    record.lost[second] = (record.lost[second] ?? 0) + lost;
  }
  state.standbyGone = true;
  if (follows) {
    state.downUntil = second + scenario.failoverSeconds;
    run.event(state.downUntil, `${state.node.label}: the standby is the primary now.`, false);
  } else {
    state.downUntil = Number.POSITIVE_INFINITY;
    run.event(second, `${state.node.label}: gone, with no standby to take over.`, false);
  }
}
