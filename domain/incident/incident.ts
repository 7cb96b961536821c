/**
 * An incident as plain values: what its question file says. Only the parts that `question-bank/public-question.ts` names
 * reach a browser before they are paid for; marks, reasons and accepted sets never do.
 *
 * Time on the board is simulated and counted in whole minutes. Two scales are used: charts count minutes from their left
 * edge (`clock.startsAt`), the investigation counts minutes from the moment the candidate is on call (`clock.onCallAt`).
 */
export interface Incident {
  clock: IncidentClock;
  harm: IncidentHarm;
  /** Charts that are free and there from the start. */
  panels: IncidentChart[];
  cards: EvidenceCard[];
  actions: IncidentAction[];
  diagnosis: {
    cause: DiagnosisOption[];
    component: DiagnosisOption[];
    /** How many may be picked of `options`; as many are right as may be picked, or more. */
    durable: { pick: number; options: DiagnosisOption[] };
  };
  /** The cause counts as supported in so far as of each of these groups one card was opened and cited. */
  evidence: string[][];
}

export interface IncidentClock {
  /** `HH:MM` of the charts' left edge. */
  startsAt: string;
  /** `HH:MM` at which the candidate is on call. */
  onCallAt: string;
  /** Simulated minutes that may be spent. */
  budget: number;
}

export interface IncidentHarm {
  /** What is counted, in the plural: `failed captures`. */
  unit: string;
  /** For each simulated minute, until something is done. */
  perMinute: number;
}

export const evidenceGroups = [
  'metrics',
  'logs',
  'traces',
  'database',
  'runtime',
  'platform',
  'changes',
  'people',
] as const;
export type EvidenceGroup = (typeof evidenceGroups)[number];

export const evidenceGroupNames: Record<EvidenceGroup, string> = {
  metrics: 'Metrics',
  logs: 'Logs',
  traces: 'Traces',
  database: 'Database',
  runtime: 'Runtime',
  platform: 'Platform',
  changes: 'Changes',
  people: 'People',
};

export interface EvidenceCard {
  id: string;
  group: EvidenceGroup;
  title: string;
  /** Simulated minutes that looking takes. */
  minutes: number;
  /** What is seen; secret until the card was opened. */
  shows: EvidenceBlock[];
}

export type EvidenceBlock =
  | { form: 'text'; text: string }
  | { form: 'log'; lines: LogLine[] }
  | { form: 'table'; caption?: string | undefined; columns: string[]; rows: string[][] }
  | ({ form: 'chart' } & IncidentChart)
  | { form: 'trace'; caption: string; spans: TraceSpan[] }
  | { form: 'code'; caption?: string | undefined; text: string };

export interface LogLine {
  /** As printed, for example `14:08:47.310`. */
  time: string;
  level: 'debug' | 'info' | 'warn' | 'error';
  source: string;
  message: string;
}

export interface TraceSpan {
  name: string;
  service: string;
  /** Milliseconds from the trace's beginning. */
  at: number;
  /** Milliseconds. */
  takes: number;
  depth: number;
}

export interface IncidentChart {
  id: string;
  title: string;
  note?: string | undefined;
  unit: string;
  /** At most five, drawn in the categorical order. */
  lines: ChartLine[];
  /** A dotted reference line. */
  limit?: { label: string; value: number } | undefined;
  /** Vertical lines, minutes from the left edge. At most one is the main one. */
  marks: { at: number; label: string; main: boolean }[];
}

export interface ChartLine {
  label: string;
  /** `[minute from the left edge, value]`, joined by straight lines. */
  points: [number, number][];
  /** Noise as a share of the value, in percent. */
  noisePercent: number;
}

export type Marks = 'full' | 'half' | 'none';

/** Something that is done to production. It can't be undone, takes time, and changes how fast harm is done from then on. */
export interface IncidentAction {
  id: string;
  text: string;
  minutes: number;
  /** Factor on the harm per minute from its end on, times those of what was done before: 0 stops it, 1 changes nothing, more makes it worse. */
  harm: number;
  /** What is seen afterwards; secret until it was done. */
  outcome: string;
  /** As the first thing done. */
  marks: Marks;
  /** For staff. */
  because: string;
}

export interface DiagnosisOption {
  id: string;
  text: string;
  marks: Marks;
  /** Why it is right, or what picking it shows; for staff. */
  because: string;
}

export type InvestigationStep = { kind: 'card' | 'action'; id: string };
