import { countChanges } from '../drawing/count-changes.ts';
import { correctnessFlags } from '../drawing/flags.ts';
import { isBuffer } from '../drawing/network.ts';
import { stalenessOf } from '../drawing/staleness.ts';
import { classMs } from '../queueing/latency-histogram.ts';
import type { Objective } from '../scenario.ts';
import type { LoadRun } from './load-run.ts';
import { outcome, peakOf } from './records.ts';

const peakSteps = 10;
/** Fewer messages than come in so many seconds count as none. */
const drainedSeconds = 2;

/** In the unit of the measure; null where nothing could be measured, which is never good enough. */
export function measureObjective(run: LoadRun, { measure, window }: Objective): number | null {
  const from = Math.max(0, window?.[0] ?? 0);
  const to = Math.min(run.steps, window?.[1] ?? run.steps);
  const flowIndex = 'flow' in measure ? run.network.flows.findIndex((flow) => flow.id === measure.flow) : -1;
  const record = run.records[flowIndex];
  switch (measure.kind) {
    case 'latency':
      return record?.quantile(from, to, measure.quantile) ?? null;
    case 'availability': {
      const requests = record?.requests(from, to) ?? 0;
      return record && requests > 0 ? (100 * record.count(from, to, outcome.good)) / requests : null;
    }
    case 'accepted':
      return record ? record.count(from, to, outcome.good) / Math.max(1, to - from) : null;
    case 'refused-within': {
      if (!record) return null;
      const weights = record.latencies(from, to, outcome.refused);
      const late = record.count(from, to, outcome.failed);
      let fast = 0;
      let all = late;
      for (const [index, weight] of weights.entries()) {
        all += weight;
        if (classMs(index) <= measure.ms) fast += weight;
      }
      return all > 0 ? (100 * fast) / all : 100;
    }
    case 'completion': {
      if (!record) return null;
      const seconds = record.completion(from, to, measure.quantile);
      if (seconds !== null) return finite(seconds);
      // Without a queue an effect is done when its request is answered.
      const ms = record.quantile(from, to, measure.quantile);
      return ms === null ? null : ms / 1000;
    }
    case 'staleness':
      return stalenessOf(run.network, flowIndex, run.input.scenario.replicaLagSeconds);
    case 'unfinished':
      return Math.round(run.unfinishedOf(flowIndex));
    case 'lost':
      return record ? Math.round(sum(record.lost, from, to)) : null;
    case 'duplicates':
      return record ? Math.round(sum(record.duplicates, from, to)) : null;
    case 'drained':
      return drained(run, measure.since, measure.flow === undefined ? null : flowIndex);
    case 'utilisation':
      return percent(peakUtilisation(run, measure.component, from, to));
    case 'rate':
      return rateOfKind(run, measure.component, from, to);
    case 'throttled': {
      const seen = run.throttled.get(measure.provider);
      const calls = sum(seen?.calls ?? [], from, to);
      return calls > 0 ? (100 * sum(seen?.refused ?? [], from, to)) / calls : 0;
    }
    case 'amplification':
      return amplification(run, from, to);
    case 'revocation': {
      const gateways = [...run.nodes.keys()].filter((node) => node.kind === 'gateway');
      const believed = gateways.map(({ settings }) => {
        const auth = settings.text('auth');
        return auth === 'jwt' ? settings.number('tokenSeconds') : auth === 'introspect' ? 0 : Number.NaN;
      });
      const known = believed.filter((seconds) => !Number.isNaN(seconds));
      return known.length === 0 ? null : Math.max(...known);
    }
    case 'cost':
      return run.cost().monthly;
    case 'changes':
      return countChanges(run.input.start, run.input.design);
    case 'flags':
      return correctnessFlags(run.network).length;
  }
}

function drained(run: LoadRun, since: number, flow: number | null): number | null {
  const record = flow === null ? undefined : run.records[flow];
  const buffers = [...run.nodes].filter(([{ kind }]) => isBuffer(kind)).map(([, series]) => series);
  if (buffers.length === 0) return null;
  const all = (key: 'waiting' | 'rate', second: number) =>
    buffers.reduce((total, series) => total + (series[key][second] ?? 0), 0);
  for (let second = since; second < run.steps; second += 1) {
    const waiting = record ? (record.waiting[second] ?? 0) : all('waiting', second);
    const arriving = record ? (record.offered[second] ?? 0) : all('rate', second);
    if (waiting <= Math.max(1, arriving * drainedSeconds)) return second - since;
  }
  return null;
}

function peakUtilisation(run: LoadRun, kind: string, from: number, to: number): number | null {
  let most: number | null = null;
  for (const [node, series] of run.nodes) {
    if (node.kind !== kind) continue;
    const peak = peakOf(series.utilisation, from, to, peakSteps);
    if (peak !== null) most = Math.max(most ?? 0, peak);
  }
  return most;
}

function rateOfKind(run: LoadRun, kind: string, from: number, to: number): number {
  const total = new Array<number>(run.steps).fill(0);
  for (const [node, series] of run.nodes)
    if (node.kind === kind)
      for (const [step, rate] of series.rate.entries()) total[step] = (total[step] ?? 0) + rate;
  return peakOf(total, from, to, peakSteps) ?? 0;
}

function amplification(run: LoadRun, from: number, to: number): number {
  let most = 1;
  for (const { calls, requests } of run.links) {
    const wanted = sum(requests, from, to);
    if (wanted > 0) most = Math.max(most, sum(calls, from, to) / wanted);
  }
  return most;
}

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}

function percent(share: number | null): number | null {
  return share === null ? null : share * 100;
}

function sum(values: ArrayLike<number>, from: number, to: number): number {
  let total = 0;
  for (let index = from; index < to; index += 1) total += values[index] ?? 0;
  return total;
}
