import type { LabCheck, LabLayout } from '../../domain/lab/check-schema.ts';
import type { CheckResult, Confinement, SourceFile } from '../contract.ts';

/**
 * What crosses the door of the SQL lab, as plain values. The lab is one process per PostgreSQL server; it alone holds
 * candidates' connections. Times are host-side limits and never part of a verdict.
 */

/** A question as the lab needs it. The same `contentHash` always means the same content: templates are made once per hash. */
export interface LabQuestion {
  slug: string;
  contentHash: string;
  layout: LabLayout;
  /** `lab.sql`: tables, functions, roles' grants. */
  schemaSql: string;
  /** `data/<name>.sql` by name; `visible` is what the candidate works on and always there. */
  dataSets: Record<string, string>;
}

/** What grading needs besides; never sent to a browser. */
export interface GradedLabQuestion extends LabQuestion {
  checks: LabCheck[];
  reference: SourceFile[];
}

export type LabSession = 'a' | 'b';

/** Whose database: an attempt's question. Also the key of the fair queue. */
export interface LabKey {
  /** At most 80 characters out of letters, digits, `-`, `_`, `:`. For example `<attempt id>:<question number>`. */
  key: string;
}

export interface OpenRequest extends LabKey {
  requestId: string;
  realCandidate: boolean;
  question: LabQuestion;
}

export interface OpenedDatabase {
  /** True when the database was made by this call; false when it was there as the candidate left it. */
  fresh: boolean;
  /** What the schema browser shows, at this moment. */
  schema: SchemaTable[];
  sessions: Record<LabSession, SessionState>;
}

export interface SchemaTable {
  schema: string;
  name: string;
  kind: 'table' | 'view' | 'materialized view' | 'partitioned table';
  /** As the statistics know it; null before the first ANALYZE. */
  estimatedRows: number | null;
  bytes: number;
  columns: { name: string; type: string; nullable: boolean; default: string | null }[];
  indexes: { name: string; definition: string; bytes: number; unique: boolean; primary: boolean }[];
  /** `CHECK (…)`, `FOREIGN KEY …`, `EXCLUDE …`. */
  constraints: { name: string; definition: string }[];
}

export interface ExecuteRequest extends LabKey {
  requestId: string;
  session: LabSession;
  /** One statement or several; they run one after another and stop at the first error. */
  sql: string;
  /** Of the question's parameters, by name; those that are not given are their examples. */
  parameters?: Record<string, string | null>;
  /** EXPLAIN each statement: `plan` without running it, `analyze` with; what it changes is rolled back. */
  explain?: 'plan' | 'analyze';
}

export interface ExecuteResult {
  statements: StatementResult[];
  /** The session after the last statement. */
  state: SessionState;
  /** Set when the session's connection was new although the candidate had one before: what was open was rolled back. */
  restarted: { because: SessionEnd; agoMs: number } | null;
}

/** UTF-16 offsets into the text that was sent. */
export interface TextRange {
  start: number;
  end: number;
}

export interface ResultColumn {
  name: string;
  /** `bigint`, `timestamp with time zone`. */
  type: string;
}

export type StatementResult = { range: TextRange; notices: Notice[] } & (
  | {
      kind: 'rows';
      columns: ResultColumn[];
      /** As PostgreSQL writes them; null is NULL. */
      rows: (string | null)[][];
      /** There were more than the limit; the rest was not read. */
      truncated: boolean;
      /** `SELECT 20`; null when truncated. */
      command: string | null;
    }
  | { kind: 'done'; command: string; rowCount: number | null }
  | { kind: 'plan'; plan: PlanNode; analyzed: boolean; text: string }
  | { kind: 'error'; error: SqlError }
);

export interface Notice {
  severity: string;
  code: string;
  message: string;
}

export interface SqlError {
  /** SQLSTATE, or one of the lab's own: see `LabErrorCode`. */
  code: string;
  message: string;
  detail: string | null;
  hint: string | null;
  /** UTF-16 offset into the text that was sent; null when PostgreSQL named no place. */
  position: number | null;
  /** 1-based. */
  line: number | null;
  column: number | null;
}

/** Errors that the lab itself gives, in the place of a SQLSTATE. */
export type LabErrorCode =
  | 'time-limit'
  | 'lock-wait-limit'
  | 'memory-limit'
  | 'disk-limit'
  | 'result-limit'
  | 'session-ended'
  | 'not-available';

/** One node of a plan. Rows are per loop; buffers are blocks of 8 KiB, hit and read together, with the children's. */
export interface PlanNode {
  type: string;
  /** Table, index or common table expression that is read. */
  target: string | null;
  index: string | null;
  /** Index condition, join condition, sort key or filter. */
  detail: string | null;
  estimatedRows: number;
  actualRows: number | null;
  loops: number | null;
  buffers: number | null;
  /** Thrown away by filters, over all loops. */
  rowsRemoved: number | null;
  heapFetches: number | null;
  indexSearches: number | null;
  temporaryBlocks: number | null;
  children: PlanNode[];
}

export type SessionEnd = 'idle' | 'abandoned' | 'limit' | 'reset' | 'lab-restarted' | 'server-lost';

export type SessionState =
  | { kind: 'idle' }
  | { kind: 'running'; forMs: number }
  /** `holder` is null when something other than the other session holds it. */
  | { kind: 'waiting'; forMs: number; holder: LabSession | null; lock: string }
  | { kind: 'in-transaction'; forMs: number; failed: boolean }
  /** No connection now. `rolledBack` says whether a transaction was open. */
  | { kind: 'ended'; because: SessionEnd; agoMs: number; rolledBack: boolean };

export interface GradeRequest {
  requestId: string;
  fairnessKey: string;
  realCandidate: boolean;
  question: GradedLabQuestion;
  files: SourceFile[];
  select: 'visible' | 'all';
  stopAfterFailureOf?: string;
}

/** What a check measured, for margins: `buffers` 23 of at most 60, the reference's own being 20. */
export interface Measure {
  what: string;
  value: number;
  bound: number;
  reference: number | null;
}

export interface LabCheckResult extends CheckResult {
  measures: Measure[];
}

export interface LabVerdict {
  /** `error` when the answer's own scripts do not run; then every check has failed. */
  status: 'ok' | 'error' | 'time-limit' | 'memory-limit' | 'output-limit';
  error: SqlError | null;
  /** The answer's file in which it stands. */
  errorFile: string | null;
  checks: LabCheckResult[];
  wallMs: number;
}

export type LabFailureCode =
  | 'overloaded'
  | 'unavailable'
  | 'check-broken'
  | 'unconfined-refused'
  | 'internal';

export interface LabFailure {
  code: LabFailureCode;
  /** For the log and for staff; never shown to a candidate. */
  message: string;
  requestId: string;
  retryAfterMs: number | null;
}

export type LabOutcome<T> =
  | { kind: 'ok'; value: T }
  /** There is no database of this key (the lab was restarted, or it was closed): open again. */
  | { kind: 'not-open' }
  /** The session still runs a statement. */
  | { kind: 'busy' }
  | { kind: 'failure'; failure: LabFailure };

export interface LabHealth {
  status: 'ok' | 'down';
  confinement: Confinement | 'server';
  /** One sentence for the administrator. */
  note: string;
  databases: number;
  running: number;
  queued: number;
  systemIdentifier: string | null;
}

/** The only way in. Never rejects except for the caller's own abort. */
export interface Lab {
  /** Makes the database of this key when it is not there. */
  open(request: OpenRequest): Promise<LabOutcome<OpenedDatabase>>;
  /** Settles when the statements are done; one that waits for a lock may take a minute. */
  execute(request: ExecuteRequest, signal?: AbortSignal): Promise<LabOutcome<ExecuteResult>>;
  /** Cancels what the session runs; its `execute` then answers with 57014. */
  cancel(request: LabKey & { session: LabSession }): Promise<LabOutcome<null>>;
  /** Also counts as a sign of life: a transaction lives for 2 minutes after the last one. */
  states(request: LabKey): Promise<LabOutcome<Record<LabSession, SessionState>>>;
  schema(request: LabKey): Promise<LabOutcome<SchemaTable[]>>;
  /** The start state again; what the sessions had open is rolled back. */
  reset(request: OpenRequest): Promise<LabOutcome<OpenedDatabase>>;
  /** Drops the database, for example when the attempt is over. Nothing happens when it is not there. */
  close(request: LabKey): Promise<LabOutcome<null>>;
  grade(request: GradeRequest, signal?: AbortSignal): Promise<LabOutcome<LabVerdict>>;
  /** Makes the templates of a question ahead of time. */
  prepare(request: { requestId: string; question: LabQuestion }): Promise<LabOutcome<null>>;
  health(): Promise<LabHealth>;
  shutdown(): Promise<void>;
}
