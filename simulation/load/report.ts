/** What one run of one profile with one seed has shown. Series have one value for each step of `stepSeconds`. */
export interface LoadReport {
  profile: string;
  seed: number;
  stepSeconds: number;
  seconds: number;
  flows: readonly FlowReport[];
  components: readonly ComponentReport[];
  connections: readonly ConnectionReport[];
  /** What happened, planned or not, in order of time. */
  events: readonly { at: number; text: string; planned: boolean }[];
  /** What is wrong by construction, in sentences. */
  flags: readonly string[];
  cost: Cost;
}

export interface FlowReport {
  id: string;
  title: string;
  /** Requests a second. */
  offered: readonly number[];
  good: readonly number[];
  /** Refused in order: a limit, a full queue, no free place. */
  refused: readonly number[];
  /** Errors, timeouts and answers after the deadline. */
  failed: readonly number[];
  /** Of what was answered well, ms; null where nothing was. */
  p50Ms: readonly (number | null)[];
  p99Ms: readonly (number | null)[];
  totals: {
    offered: number;
    good: number;
    refused: number;
    failed: number;
    lost: number;
    duplicates: number;
  };
}

export interface ComponentReport {
  id: string;
  label: string;
  kind: string;
  /** 0 to 1, of the busiest resource; over 1 while work piles up. Null where nothing can be busy. */
  utilisation: readonly (number | null)[];
  /** Of each zone at each step, where it has zones: null in a zone without instances, 'lost' in one that is gone. */
  zones: readonly (readonly [ZoneState, ZoneState, ZoneState])[] | null;
  /** Instances that work. */
  replicas: readonly number[] | null;
  /** Requests or messages that reach it a second. */
  rate: readonly number[];
  /** Waiting in it, and how old the oldest is (s). */
  waiting: readonly number[];
  ageSeconds: readonly number[] | null;
  /** Hits of those that asked, 0 to 1. */
  hitShare: readonly number[] | null;
  peak: number | null;
}

export type ZoneState = number | 'lost' | null;

export interface ConnectionReport {
  id: string;
  /** Calls a second, retries included. */
  rate: readonly number[];
  /** Failed or timed out, of the calls, 0 to 1. */
  failedShare: readonly number[];
}

export interface Cost {
  monthly: number;
  parts: readonly { id: string; label: string; monthly: number }[];
}

export interface ObjectiveResult {
  id: string;
  met: boolean;
  /** In the unit of its measure; null where nothing could be measured, which is not met. */
  value: number | null;
}
