import { correctnessFlags } from '../drawing/flags.ts';
import { isBuffer } from '../drawing/network.ts';
import type { ComponentReport, FlowReport, LoadReport } from '../report.ts';
import type { LoadRun } from './load-run.ts';
import { instancesOf, zonesOf } from './node-state.ts';
import { outcome, peakOf } from './records.ts';

/** Quantiles of a second are those of the five seconds around it: a second alone has too few followed requests. */
const aroundSteps = 2;

export function makeReport(run: LoadRun): LoadReport {
  return {
    ...{ profile: run.profile.id, seed: run.input.seed, stepSeconds: 1, seconds: run.steps },
    flows: run.network.flows.map((_, index) => flowReport(run, index)),
    components: componentReports(run),
    connections: run.network.links.map((link) => {
      const series = run.links[link.index];
      return { id: link.id, rate: series?.calls ?? [], failedShare: series?.failed ?? [] };
    }),
    events: [...run.events].sort((a, b) => a.at - b.at),
    flags: correctnessFlags(run.network),
    cost: run.cost(),
  };
}

function flowReport(run: LoadRun, index: number): FlowReport {
  const { id, title } = run.flowAt(index);
  const record = run.records[index];
  if (record === undefined) throw new Error('a flow without a record');
  const steps = Array.from({ length: run.steps }, (_, step) => step);
  const quantile = (step: number, share: number) =>
    record.quantile(step - aroundSteps, step + aroundSteps + 1, share);
  const count = (end: 1 | 2 | 3) => Math.round(record.count(0, run.steps, end));
  const whole = (values: Float64Array) => Math.round(values.reduce((sum, value) => sum + value, 0));
  return {
    ...{ id, title },
    offered: [...record.offered],
    good: steps.map((step) => record.rate(step, outcome.good)),
    refused: steps.map((step) => record.rate(step, outcome.refused)),
    failed: steps.map((step) => record.rate(step, outcome.failed)),
    p50Ms: steps.map((step) => quantile(step, 0.5)),
    p99Ms: steps.map((step) => quantile(step, 0.99)),
    totals: {
      offered: Math.round(record.requests(0, run.steps)),
      good: count(outcome.good),
      refused: count(outcome.refused),
      failed: count(outcome.failed),
      lost: whole(record.lost),
      duplicates: whole(record.duplicates),
    },
  };
}

function componentReports(run: LoadRun): ComponentReport[] {
  return [...run.nodes].map(([node, series]) => ({
    ...{ id: node.id, label: node.label, kind: node.kind },
    utilisation: series.utilisation,
    zones: zonesOf(node) > 0 ? series.zones : null,
    replicas: instancesOf(node) > 0 && node.kind !== 'sql' ? series.replicas : null,
    rate: series.rate,
    waiting: series.waiting,
    ageSeconds: isBuffer(node.kind) ? series.age : null,
    hitShare: node.kind === 'cache' || node.kind === 'cdn' ? series.hit : null,
    peak: peakOf(series.utilisation, 0, run.steps, 10),
  }));
}
