import type { ComponentKind, SettingValue } from './drawing/kinds.ts';

/** What a candidate has drawn. Plain values, not trusted: what the tables do not know is ignored. */
export interface LoadDesign {
  components: readonly LoadComponent[];
  connections: readonly LoadConnection[];
}

export interface LoadComponent {
  id: string;
  kind: string;
  label: string;
  settings: Readonly<Record<string, SettingValue>>;
}

export interface LoadConnection {
  id: string;
  from: string;
  to: string;
  settings: Readonly<Record<string, SettingValue>>;
}

/** How much work one request or message is for a component. `cv2` is the squared coefficient of variation. */
export interface Work {
  ms: number;
  /** 1 for exponential, 0 for constant. */
  cv2: number;
}

/** One kind of request. */
export interface Flow {
  id: string;
  title: string;
  operation: 'read' | 'write';
  /** A client waits so long for each of its attempts; an answer that comes later is no good. */
  deadlineMs: number;
  /** How often a client tries when it is refused or not answered, the first time included. */
  clientAttempts: number;
  /** Who may get a kept copy of the answer. */
  cacheable: 'shared' | 'personal' | 'never';
  /** How requests are spread over objects: Zipf with this exponent over so many of this size. */
  popularity: { exponent: number; objects: number; objectKb: number } | null;
  /** Callers it comes from, for limits for each caller. */
  callers: number;
  payloadKb: number;
  /** Kinds that every request of the flow must reach, at once or through a queue, to be worth anything. */
  needs: readonly ComponentKind[];
  /** A written effect that must not happen twice, such as a payment. */
  once: boolean;
  /** Reads that must show the caller's own last write: no read replica, no CDN. */
  fresh: boolean;
  /** Only for known callers: must pass a gateway that checks who calls. */
  authenticated: boolean;
  /** How long what is written to a store must be kept: hot for days, and in all for months; null for no rule. */
  keep: { hotDays: number; months: number } | null;
  /** Share of requests that cannot be worked on at all (poison), 0 to 1. */
  poison: number;
  /** What a service does for a request that it only puts into a queue or stream; null: its whole work. */
  handOver: Work | null;
  /** What one is for each kind of component; a kind that is not named takes its default. */
  work: Partial<Record<ComponentKind, Work>>;
}

/** Something that belongs to others: a component of kind `provider` whose id is this. */
export interface Provider {
  id: string;
  /** Latency of an answer: quantiles of a lognormal, ms. */
  p50Ms: number;
  p99Ms: number;
  /** Calls a second before it answers 429; 0 for no limit. */
  limitRps: number;
  errorShare: number;
  /** Share of calls that time out although they had their effect. */
  ambiguousShare: number;
}

export type LoadEvent =
  | { at: number; kind: 'zone-lost'; zone: 'a' | 'b' | 'c'; title: string }
  | { at: number; kind: 'provider-down'; provider: string; seconds: number; title: string }
  | { at: number; kind: 'workers-down'; seconds: number; title: string }
  | { at: number; kind: 'cache-node-lost'; title: string }
  | { at: number; kind: 'spot-reclaimed'; title: string }
  | { at: number; kind: 'rollout'; everySeconds: number; title: string };

/** A stretch of time under some traffic. Rates are straight lines between `[second, requests a second]`. */
export interface Profile {
  id: string;
  title: string;
  seconds: number;
  traffic: Readonly<Record<string, readonly (readonly [number, number])[]>>;
  events: readonly LoadEvent[];
}

export interface Prices {
  /** US dollars a month unless another unit is named. */
  vcpu: number;
  spotFactor: number;
  sqlVcpu: number;
  cacheGb: number;
  balancer: number;
  gatewayPerMillion: number;
  queuePerMillion: number;
  partition: number;
  /** A gigabyte that a stream keeps, each copy. */
  streamGb: number;
  functionPerGbSecondMillion: number;
  cdnPerGb: number;
  crossZonePerGb: number;
  hotGb: number;
  coldGb: number;
}

export const defaultPrices: Prices = {
  vcpu: 28,
  spotFactor: 0.35,
  sqlVcpu: 95,
  cacheGb: 11,
  balancer: 22,
  gatewayPerMillion: 1,
  queuePerMillion: 0.4,
  partition: 11,
  streamGb: 0.03,
  functionPerGbSecondMillion: 16.67,
  cdnPerGb: 0.05,
  crossZonePerGb: 0.01,
  hotGb: 0.023,
  coldGb: 0.002,
};

export interface Scenario {
  flows: readonly Flow[];
  providers: readonly Provider[];
  profiles: readonly Profile[];
  prices: Prices;
  /** From the signal to a replica that works: metric, node and warm-up together. */
  scaleDelaySeconds: number;
  /** How long a standby takes to be the primary. */
  failoverSeconds: number;
  /** How far an asynchronous standby or a read replica is behind. */
  replicaLagSeconds: number;
  /** The longest that a function may run. */
  functionLimitSeconds: number;
  coldStartMs: number;
  /** Share of traffic that enters in zones a, b and c. */
  zoneShares: readonly [number, number, number];
  /** Hours a month at the rate of the peak profile; the rest is at the steady one. */
  peakHours: number;
}

/** What is measured; `flow` and `component` say of what. Windows are seconds of the profile. */
export type Measure =
  /** Latency at a quantile of what was answered well, ms. */
  | { kind: 'latency'; flow: string; quantile: number }
  /** Answered well within the deadline, of all valid requests, %. */
  | { kind: 'availability'; flow: string }
  /** Accepted a second, mean. */
  | { kind: 'accepted'; flow: string }
  /** Of what was refused, answered within so many ms, %. 100 when nothing was. */
  | { kind: 'refused-within'; flow: string; ms: number }
  /** From acceptance to the last effect at a quantile, s. */
  | { kind: 'completion'; flow: string; quantile: number }
  /** Accepted and not done at the end of the profile. */
  | { kind: 'unfinished'; flow: string }
  /** Accepted effects that are missing for ever. */
  | { kind: 'lost'; flow: string }
  | { kind: 'duplicates'; flow: string }
  /** Seconds from `since` until nothing (of a flow) waits any more in queues and streams. */
  | { kind: 'drained'; since: number; flow?: string | undefined }
  /** The highest utilisation over 10 s of any component of a kind, %. */
  | { kind: 'utilisation'; component: ComponentKind }
  /** The highest rate over 10 s that reaches components of a kind, /s. */
  | { kind: 'rate'; component: ComponentKind }
  /** Calls that a provider answered with 429, % of calls. */
  | { kind: 'throttled'; provider: string }
  /** Calls over requests at the worst connection: how much retries multiply. */
  | { kind: 'amplification' }
  /** The longest time for which a withdrawn token is still believed, s. */
  | { kind: 'revocation' }
  /** How old an answer may be: what caches and CDN on the worst way keep, and what a replica lags, s. */
  | { kind: 'staleness'; flow: string }
  /** Dollars a month. */
  | { kind: 'cost' }
  /** Settings, components and connections that differ from the starting drawing. */
  | { kind: 'changes' }
  /** Answers or reads that are wrong by construction, such as a personal answer kept for everybody. */
  | { kind: 'flags' };

export const objectiveGroups = ['slo', 'cost', 'failure'] as const;
export type ObjectiveGroup = (typeof objectiveGroups)[number];

export interface Objective {
  id: string;
  title: string;
  group: ObjectiveGroup;
  /** The profile in which it is measured. */
  profile: string;
  measure: Measure;
  /** Seconds of the profile; null for all of it. */
  window: readonly [number, number] | null;
  is: 'at-most' | 'at-least';
  limit: number;
}
