import { z } from 'zod';

/**
 * What a page and the server tell each other about SQL, and how executions lie in the run list. One schema for the
 * door, the stored row and the page, so none of them has to trust another. It is free of anything hidden: only what the
 * candidate's own statements gave, and the visible checks.
 */
export const sessionNames = ['a', 'b'] as const;
export const sessionNameSchema = z.enum(sessionNames);
export type SessionName = z.infer<typeof sessionNameSchema>;

const count = z.number();
const sessionEnd = z.enum(['idle', 'abandoned', 'limit', 'reset', 'lab-restarted', 'server-lost']);
export type SessionEnd = z.infer<typeof sessionEnd>;

export const sessionStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('idle') }),
  z.object({ kind: z.literal('running'), forMs: count }),
  z.object({
    kind: z.literal('waiting'),
    forMs: count,
    holder: sessionNameSchema.nullable(),
    lock: z.string(),
  }),
  z.object({ kind: z.literal('in-transaction'), forMs: count, failed: z.boolean() }),
  z.object({ kind: z.literal('ended'), because: sessionEnd, agoMs: count, rolledBack: z.boolean() }),
]);
export type SessionState = z.infer<typeof sessionStateSchema>;
export const sessionStatesSchema = z.object({ a: sessionStateSchema, b: sessionStateSchema });
export type SessionStates = z.infer<typeof sessionStatesSchema>;

export const schemaTableSchema = z.object({
  schema: z.string(),
  name: z.string(),
  kind: z.enum(['table', 'view', 'materialized view', 'partitioned table']),
  estimatedRows: count.nullable(),
  bytes: count,
  columns: z.array(
    z.object({ name: z.string(), type: z.string(), nullable: z.boolean(), default: z.string().nullable() }),
  ),
  indexes: z.array(
    z.object({
      name: z.string(),
      definition: z.string(),
      bytes: count,
      unique: z.boolean(),
      primary: z.boolean(),
    }),
  ),
  constraints: z.array(z.object({ name: z.string(), definition: z.string() })),
});
export type SchemaTable = z.infer<typeof schemaTableSchema>;

export const planNodeSchema = z.object({
  type: z.string(),
  target: z.string().nullable(),
  index: z.string().nullable(),
  detail: z.string().nullable(),
  estimatedRows: count,
  actualRows: count.nullable(),
  loops: count.nullable(),
  buffers: count.nullable(),
  rowsRemoved: count.nullable(),
  heapFetches: count.nullable(),
  indexSearches: count.nullable(),
  temporaryBlocks: count.nullable(),
  get children() {
    return z.array(planNodeSchema);
  },
});

const notice = z.object({ severity: z.string(), code: z.string(), message: z.string() });
export type Notice = z.infer<typeof notice>;

export const sqlErrorSchema = z.object({
  code: z.string(),
  message: z.string(),
  detail: z.string().nullable(),
  hint: z.string().nullable(),
  position: count.nullable(),
  line: count.nullable(),
  column: count.nullable(),
});
export type SqlError = z.infer<typeof sqlErrorSchema>;

const statement = { range: z.object({ start: count, end: count }), notices: z.array(notice) };
const cell = z.string().nullable();
export const statementResultSchema = z.discriminatedUnion('kind', [
  z.object({
    ...statement,
    kind: z.literal('rows'),
    columns: z.array(z.object({ name: z.string(), type: z.string() })),
    rows: z.array(z.array(cell)),
    truncated: z.boolean(),
    command: z.string().nullable(),
  }),
  z.object({ ...statement, kind: z.literal('done'), command: z.string(), rowCount: count.nullable() }),
  z.object({
    ...statement,
    kind: z.literal('plan'),
    plan: planNodeSchema,
    analyzed: z.boolean(),
    text: z.string(),
  }),
  z.object({ ...statement, kind: z.literal('error'), error: sqlErrorSchema }),
]);
export type StatementResult = z.infer<typeof statementResultSchema>;

export const explainSchema = z.enum(['plan', 'analyze']);

/** What an execution gave. In the run list the rows of a result are cut to the first few; `rowsKept` tells. */
export const executionSchema = z.object({
  kind: z.literal('execution'),
  session: sessionNameSchema,
  explain: explainSchema.nullable(),
  statements: z.array(statementResultSchema),
  state: sessionStateSchema,
  restarted: z.object({ because: sessionEnd, agoMs: count }).nullable(),
  wallMs: count,
});

export const checkRunSchema = z.object({
  kind: z.literal('checks'),
  error: sqlErrorSchema.nullable(),
  errorFile: z.string().nullable(),
  status: z.enum(['ok', 'error', 'time-limit', 'memory-limit', 'output-limit']),
  checks: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      passed: z.boolean(),
      message: z.string(),
      input: z.string().nullable(),
      expected: z.string().nullable(),
      actual: z.string().nullable(),
    }),
  ),
  wallMs: count,
});

export const resetSchema = z.object({ kind: z.literal('reset'), wallMs: count });

/** What is stored with a run of an SQL question. */
export const sqlVerdictSchema = z.discriminatedUnion('kind', [executionSchema, checkRunSchema, resetSchema]);
export type SqlVerdict = z.infer<typeof sqlVerdictSchema>;

const numbered = {
  /** 1-based within the question; 0 in practice, where nothing is kept. */
  number: count,
  finishedAt: z.coerce.date(),
};
export const sqlExecutionSchema = executionSchema.extend({ ...numbered, sql: z.string() });
export type SqlExecution = z.infer<typeof sqlExecutionSchema>;
export const sqlCheckRunSchema = checkRunSchema.extend(numbered);
export type SqlCheckRun = z.infer<typeof sqlCheckRunSchema>;
export const sqlResetSchema = resetSchema.extend(numbered);
/** The newest first. */
export const sqlHistorySchema = z.object({
  entries: z.array(z.discriminatedUnion('kind', [sqlExecutionSchema, sqlCheckRunSchema, sqlResetSchema])),
});
export type SqlHistoryEntry = z.infer<typeof sqlHistorySchema>['entries'][number];

export const openedSqlSchema = z.object({
  /** True when the database was made just now. */
  fresh: z.boolean(),
  schema: z.array(schemaTableSchema),
  sessions: sessionStatesSchema,
});
export type OpenedSql = z.infer<typeof openedSqlSchema>;

export const executeAnswerSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('run'), run: sqlExecutionSchema }),
  /** The lab had lost the database; it was made anew and nothing was run. */
  z.object({ outcome: z.literal('reopened'), opened: openedSqlSchema }),
  /** The session still runs a statement. */
  z.object({ outcome: z.literal('busy') }),
]);
export type ExecuteAnswer = z.infer<typeof executeAnswerSchema>;
