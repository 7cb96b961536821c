import { type Node, workIn } from '../drawing/network.ts';
import { scaleDownSeconds, scaleIntervalSeconds } from '../limits.ts';
import { Station } from '../queueing/station.ts';
import type { Flow, Scenario } from '../scenario.ts';

export const zoneNames = ['a', 'b', 'c'] as const;

/** What changes about a component while time passes. Arrays are by flow. */
export class NodeState {
  readonly node: Node;
  /** One for all zones, or one for each where requests stay in their zone. */
  readonly stations: Station[];
  /** Instances that work, by zone. */
  readonly live: [number, number, number];
  /** Instances that are being started: [ready at, how many]. */
  pending: [number, number][] = [];
  /** Requests a second that arrive, retries included. */
  readonly arrivals: Float64Array;
  /** Requests that have arrived since the clock started. */
  readonly totals: Float64Array;
  /** Of what arrives: turned away at once. */
  readonly refused: Float64Array;
  /** Of a cache or CDN: what it has. */
  readonly hits: Float64Array;
  /** How long a request is in hand, waiting for others included, ms. */
  readonly holdMs: Float64Array;
  /** Of messages or requests: the share that failed lately. */
  readonly failed: Float64Array;
  /** Of messages in a function: the share that took too long. */
  readonly cutOff: Float64Array;
  /** Nothing answers until then. */
  downUntil = 0;
  /** Share of arrivals that goes to instances that are gone and not yet known to be. */
  deadShare = 0;
  deadUntil = 0;
  /** Of a cache: the share of its objects that it has lost. */
  cold = 0;
  /** A lost node is replaced at this second. */
  replaceAt = Number.POSITIVE_INFINITY;
  utilisation: number | null = null;
  waiting = 0;
  ageSeconds = 0;
  /** Of a database: its primary has moved, or its standby is gone. */
  standbyGone = false;
  #wantedFewerSince: number | null = null;

  constructor(node: Node, flows: readonly Flow[], affinity: boolean) {
    this.node = node;
    this.stations = affinity ? [new Station(), new Station(), new Station()] : [new Station()];
    this.live = spread(instancesOf(node), zonesOf(node));
    const count = flows.length;
    this.arrivals = new Float64Array(count);
    this.totals = new Float64Array(count);
    this.refused = new Float64Array(count);
    this.hits = new Float64Array(count);
    this.failed = new Float64Array(count);
    this.cutOff = new Float64Array(count);
    this.holdMs = Float64Array.from(flows, (flow, index) => workIn(node, flow, index).ms);
  }

  get instances(): number {
    return this.live[0] + this.live[1] + this.live[2];
  }

  get arriving(): number {
    let sum = 0;
    for (const rate of this.arrivals) sum += rate;
    return sum;
  }

  /** Takes the instances of a zone away; the share of all that they were. */
  loseZone(zone: number): number {
    const all = this.instances;
    const gone = this.live[zone] ?? 0;
    this.live[zone] = 0;
    return all === 0 ? 0 : gone / all;
  }

  /** Starts and stops instances as autoscaling wants: `wanted` instances in all. */
  scale(second: number, wanted: number, scenario: Scenario, lost: readonly boolean[]): number {
    const ready = this.pending.filter(([at]) => at <= second);
    let due = 0;
    for (const [, count] of ready) due += count;
    this.pending = this.pending.filter(([at]) => at > second);
    let added = 0;
    for (let one = 0; one < due; one += 1) if (this.#addOne(lost)) added += 1;
    if (second % scaleIntervalSeconds !== 0) return added;
    const coming = this.pending.reduce((sum, [, count]) => sum + count, 0);
    const missing = wanted - this.instances - coming;
    if (missing > 0) {
      this.pending.push([second + scenario.scaleDelaySeconds, missing]);
      this.#wantedFewerSince = null;
    } else if (missing < 0) {
      this.#wantedFewerSince ??= second;
      if (second - this.#wantedFewerSince >= scaleDownSeconds)
        for (let one = 0; one < Math.min(-missing, this.instances); one += 1) this.#removeOne();
    } else this.#wantedFewerSince = null;
    return added;
  }

  /** False where no zone is left to put it. */
  #addOne(lost: readonly boolean[]): boolean {
    const zones = Math.max(1, zonesOf(this.node));
    let best = -1;
    for (let zone = 0; zone < zones; zone += 1)
      if (!lost[zone] && (best < 0 || (this.live[zone] ?? 0) < (this.live[best] ?? 0))) best = zone;
    if (best < 0) return false;
    this.live[best] = (this.live[best] ?? 0) + 1;
    return true;
  }

  #removeOne(): void {
    let most = 0;
    for (let zone = 1; zone < 3; zone += 1) if ((this.live[zone] ?? 0) > (this.live[most] ?? 0)) most = zone;
    this.live[most] = Math.max(0, (this.live[most] ?? 0) - 1);
  }
}

export function instancesOf({ kind, settings }: Node): number {
  switch (kind) {
    case 'service':
    case 'worker':
      return settings.number('replicas');
    case 'cache':
      return settings.number('nodes');
    case 'replica':
      return settings.number('count');
    case 'sql':
      return 1;
    default:
      return 0;
  }
}

/** 0 where zones do not matter: what is managed by the provider stands in all of them. */
export function zonesOf({ kind, settings }: Node): number {
  if (kind === 'sql') return 1;
  return kind === 'service' || kind === 'worker' || kind === 'cache' || kind === 'replica'
    ? Number(settings.text('zones'))
    : 0;
}

function spread(instances: number, zones: number): [number, number, number] {
  const live: [number, number, number] = [0, 0, 0];
  if (zones === 0) return live;
  for (let one = 0; one < instances; one += 1) {
    const zone = one % zones;
    live[zone] = (live[zone] ?? 0) + 1;
  }
  return live;
}
