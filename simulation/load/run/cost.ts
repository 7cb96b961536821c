import type { Node } from '../drawing/network.ts';
import type { Cost } from '../report.ts';
import type { Flow, Profile } from '../scenario.ts';
import type { LoadRun } from './load-run.ts';
import { rateAt } from './load-run.ts';
import { zonesOf } from './node-state.ts';

const hoursOfMonth = 730;
const secondsOfMonth = hoursOfMonth * 3_600;
const million = 1e6;
const kbOfGb = 1e6;

/**
 * Dollars a month. What is set stands for the whole month; what autoscaling adds in this profile stands for the hours of
 * peak; what is paid by use is taken at the rates of this profile, scaled to the month's mean traffic.
 */
export function monthlyCost(run: LoadRun): Cost {
  const parts = [...run.nodes.keys()]
    .filter((node) => node.kind !== 'clients' && node.kind !== 'provider')
    .map((node) => ({ id: node.id, label: node.label, monthly: Math.round(costOf(run, node)) }));
  const crossing = Math.round(crossZone(run));
  if (crossing > 0) parts.push({ id: 'cross-zone', label: 'Traffic between zones', monthly: crossing });
  return { monthly: parts.reduce((sum, part) => sum + part.monthly, 0), parts };
}

function costOf(run: LoadRun, node: Node): number {
  const { prices, peakHours } = run.input.scenario;
  const { settings } = node;
  const spot = settings.flag('spot') ? prices.spotFactor : 1;
  const extra = (configured: number) =>
    Math.max(0, mean(run.nodes.get(node)?.replicas ?? []) - configured) * (peakHours / hoursOfMonth);
  switch (node.kind) {
    case 'clients':
    case 'provider':
      return 0;
    case 'service':
    case 'worker': {
      const replicas = settings.number('replicas');
      return (replicas + extra(replicas)) * settings.number('vcpu') * prices.vcpu * spot;
    }
    case 'cache': {
      const copies = settings.flag('copies') ? 2 : 1;
      return settings.number('nodes') * settings.number('memoryGb') * prices.cacheGb * copies;
    }
    case 'sql':
      return settings.number('vcpu') * prices.sqlVcpu * (settings.text('standby') === 'none' ? 1 : 2);
    case 'replica':
      return settings.number('count') * settings.number('vcpu') * prices.sqlVcpu;
    case 'balancer':
      return prices.balancer;
    case 'gateway':
      return (monthly(run, node) / million) * prices.gatewayPerMillion;
    case 'queue':
      // Each message is sent, received and deleted.
      return ((3 * monthly(run, node)) / million) * prices.queuePerMillion;
    case 'stream':
      return (
        settings.number('partitions') * prices.partition * (settings.number('replication') / 3) +
        gigabytes(run, node) *
          (settings.number('retentionHours') / hoursOfMonth) *
          settings.number('replication') *
          prices.streamGb
      );
    case 'cdn':
      return gigabytes(run, node) * prices.cdnPerGb;
    case 'function': {
      const state = run.stateOf(node);
      const seconds =
        (monthly(run, node) * meanOver(run, node, (_, index) => state.holdMs[index] ?? 0)) / 1000;
      const warm = settings.number('provisioned') * prices.vcpu * 0.3;
      return (seconds / million) * prices.functionPerGbSecondMillion + warm;
    }
    case 'store': {
      // What is read from it is paid for once, when it was written.
      const gb = gigabytes(run, node, (flow) => flow.operation === 'write');
      const hotMonths = settings.number('hotDays') / 30;
      return gb * (hotMonths * prices.hotGb + settings.number('coldMonths') * prices.coldGb);
    }
  }
}

/** Requests a month, from the mean rate here. */
function monthly(run: LoadRun, node: Node): number {
  return mean(run.nodes.get(node)?.rate ?? []) * secondsOfMonth * monthShare(run);
}

function gigabytes(run: LoadRun, node: Node, counts: (flow: Flow) => boolean = () => true): number {
  return (monthly(run, node) * meanOver(run, node, (flow) => (counts(flow) ? flow.payloadKb : 0))) / kbOfGb;
}

/** The mean over all requests that arrived in the run. */
function meanOver(run: LoadRun, node: Node, of: (flow: Flow, index: number) => number): number {
  const { totals } = run.stateOf(node);
  let sum = 0;
  let count = 0;
  for (const [index, flow] of run.network.flows.entries()) {
    sum += (totals[index] ?? 0) * of(flow, index);
    count += totals[index] ?? 0;
  }
  return count === 0 ? 0 : sum / count;
}

/** Bytes from a component in one zone to one in another. */
function crossZone(run: LoadRun): number {
  let gb = 0;
  for (const link of run.network.links) {
    const zones = zonesOf(link.to);
    const stays = link.from.kind === 'balancer' && link.from.settings.flag('affinity');
    const across = link.to.kind === 'sql' ? 2 / 3 : zones === 0 ? 0 : 1 - 1 / zones;
    if (stays || across === 0) continue;
    const rate = mean(run.links[link.index]?.calls ?? []) * monthShare(run);
    const payloads = run.network.flows
      .filter((_, index) => link.carries[index])
      .map((flow) => flow.payloadKb);
    gb += (rate * secondsOfMonth * across * mean(payloads)) / kbOfGb;
  }
  return gb * run.input.scenario.prices.crossZonePerGb;
}

/** The month's mean traffic over that of this profile. */
function monthShare({ input, profile }: LoadRun): number {
  const { profiles, peakHours } = input.scenario;
  const steady = profiles[0];
  const here = meanTraffic(profile);
  if (steady === undefined || here === 0) return 1;
  const peak = profile === steady ? Math.max(...profiles.map(meanTraffic)) : here;
  return ((hoursOfMonth - peakHours) * meanTraffic(steady) + peakHours * peak) / hoursOfMonth / here;
}

function meanTraffic(profile: Profile): number {
  let sum = 0;
  for (const curve of Object.values(profile.traffic))
    for (let second = 0; second < profile.seconds; second += 10) sum += rateAt(curve, second);
  return sum / Math.ceil(profile.seconds / 10);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
