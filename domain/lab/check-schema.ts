import { z } from 'zod';

/**
 * How an SQL question is graded, as data: the form of `checks.yaml` and of what a grading carries to the lab. One schema
 * for both doors, so what the bank has accepted is what the lab understands.
 *
 * Every check runs on fresh copies of data sets, with the answer's scripts run first by the answer's own role. No check
 * looks at a clock. Where a check runs something it names either a file of the answer (`file`) or a statement of the
 * question's own (`sql`); `:name` in either is replaced by the parameter as a typed literal.
 */
const name = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'expected lower-case words joined by -');
const sqlName = z.string().regex(/^[a-z_][a-z0-9_]*$/, 'expected a plain SQL name such as app_role');
const statement = z.string().trim().min(1);
const sqlState = z.string().regex(/^[0-9A-Z]{5}$/, 'expected a SQLSTATE such as 23505');
const values = z.record(sqlName, z.string().nullable());
const cell = z.string().nullable();

/** What is run, and as whom. `as` is one of the question's roles; without it the answer's own role, which owns its tables. */
const run = {
  file: z.string().optional(),
  sql: statement.optional(),
  parameters: values.optional(),
  as: sqlName.optional(),
  /** Statements run before in the same session, for example `set app.tenant = '1'`. */
  before: statement.optional(),
};

const declared = {
  name,
  title: z.string().trim().min(1),
  visible: z.boolean().default(false),
  /** Relative; shares are weight over the sum of weights. */
  weight: z.number().positive().default(1),
};

const exactlyOne = (value: { file?: string | undefined; sql?: string | undefined }): boolean =>
  (value.file === undefined) !== (value.sql === undefined);
const oneOfBoth = 'expected exactly one of file (of the answer) and sql (of the question)';

/** Rows of a query against the rows of the reference, or of a slow and plain query that the author trusts. */
const result = z
  .strictObject({
    ...declared,
    kind: z.literal('result'),
    ...run,
    dataSets: z.array(name).min(1),
    /** One after another on each data set; without it once, with the examples of the question's parameters. */
    runs: z.array(values).optional(),
    /** Order counts. */
    ordered: z.boolean().default(false),
    /** The query that gives the expected rows, run before the answer touches anything; without it the reference's. */
    expect: statement.optional(),
    /** Names of columns must agree too. */
    columnNames: z.boolean().default(false),
  })
  .refine(exactlyOne, oneOfBoth);

const attempt = z.strictObject({
  /** For the message: "a stay that ends before it begins". */
  what: z.string().trim().min(1),
  sql: statement,
  as: sqlName.optional(),
});

/** Statements that must fail with one of these SQLSTATEs. Each is a transaction of its own, so that deferred rules speak. */
const rejects = z.strictObject({
  ...declared,
  kind: z.literal('rejects'),
  dataSet: name.optional(),
  cases: z.array(attempt.extend({ states: z.array(sqlState).min(1), prepare: statement.optional() })).min(1),
});

/** Statements that must succeed, in this order on one copy; each is committed before the next. */
const accepts = z.strictObject({
  ...declared,
  kind: z.literal('accepts'),
  dataSet: name.optional(),
  cases: z.array(attempt).min(1),
  /** Afterwards this query gives these rows. */
  final: z.strictObject({ sql: statement, rows: z.array(z.array(cell)) }).optional(),
});

/** A query of the question's own that gives exactly these rows: for catalogues, settings, privileges, final states. */
const state = z.strictObject({
  ...declared,
  kind: z.literal('state'),
  dataSet: name.optional(),
  ...run,
  file: z.undefined().optional(),
  sql: statement,
  /** Runs first, committed, by the answer's role: a churn, a workload. */
  prepare: statement.optional(),
  rows: z.array(z.array(cell)),
  ordered: z.boolean().default(false),
  /** What to say when the rows differ; without it the difference is told. */
  failure: z.string().trim().min(1).optional(),
});

const nodeNames = z.array(z.string().trim().min(1)).min(1);

/** What EXPLAIN (ANALYZE, BUFFERS) must show; of two runs on a vacuumed and analysed copy the second counts. */
const planBounds = {
  /** Blocks of the root, hit and read, as a multiple of what the reference needs here at this moment. */
  buffersTimesReference: z.number().positive().optional(),
  buffersMax: z.number().int().positive().optional(),
  requireNodes: nodeNames.optional(),
  forbidNodes: nodeNames.optional(),
  /** Nodes of the kind, at most: `{Sort: 2}`. */
  nodesMax: z.record(z.string(), z.number().int().min(0)).optional(),
  indexSearchesMax: z.number().int().min(0).optional(),
  heapFetchesMax: z.number().int().min(0).optional(),
  rowsRemovedMax: z.number().int().min(0).optional(),
  /** Of every node that returned rows: estimate and actual differ at most by this factor. */
  estimateFactorMax: z.number().min(1).optional(),
  /** As before, of the root alone. */
  rootEstimateFactorMax: z.number().min(1).optional(),
  /** Loops of the inner side of any nested loop, at most. */
  innerLoopsMax: z.number().int().min(1).optional(),
  /** Some scan uses an index that is unique. */
  usesUniqueIndex: z.boolean().optional(),
};

const plan = z
  .strictObject({
    ...declared,
    kind: z.literal('plan'),
    ...run,
    dataSet: name,
    /** Runs after the answer's scripts, by its role, before the statistics are taken. */
    prepare: statement.optional(),
    /** False leaves the copy as the answer left it: no VACUUM, no ANALYZE of ours. */
    vacuum: z.boolean().default(true),
    analyze: z.boolean().default(true),
    ...planBounds,
  })
  .refine(exactlyOne, oneOfBoth);

/** Bytes and number of the indexes that the answer made, over those of the start state. */
const size = z.strictObject({
  ...declared,
  kind: z.literal('size'),
  dataSet: name,
  table: sqlName.optional(),
  indexesMax: z.number().int().min(0).optional(),
  bytesTimesReference: z.number().positive().optional(),
  bytesMax: z.number().int().positive().optional(),
  keyColumnsMax: z.number().int().min(1).optional(),
  /** After these statements every index of the answer has been scanned. */
  workload: z.array(statement).optional(),
});

/** Share of updates that stayed heap-only (HOT), on a vacuumed copy. */
const hot = z.strictObject({
  ...declared,
  kind: z.literal('hot'),
  dataSet: name,
  table: sqlName,
  sql: statement,
  ratioMin: z.number().min(0).max(1),
});

/** A migration, statement by statement: what is rewritten, what is scanned under which lock, how much one statement changes. */
const locks = z.strictObject({
  ...declared,
  kind: z.literal('locks'),
  dataSet: name,
  file: z.string(),
  tables: z.array(sqlName).min(1),
  /** The strongest lock on the tables, for example `ShareUpdateExclusiveLock`. */
  strongest: z.string().optional(),
  /** Tables keep their files. */
  rewrite: z.boolean().optional(),
  /** A table is not read through while ACCESS EXCLUSIVE or SHARE ROW EXCLUSIVE is held on it. */
  scanUnderLock: z.boolean().optional(),
  /** Rows that one statement may change. */
  rowsPerStatementMax: z.number().int().positive().optional(),
  /** Statements that take ACCESS EXCLUSIVE do so under a `lock_timeout` of at most this. */
  lockTimeoutMaxMs: z.number().int().positive().optional(),
  /** Afterwards this query gives these rows: a migration that does nothing breaks no rule, and is none. */
  final: z.strictObject({ sql: statement, rows: z.array(z.array(cell)) }).optional(),
  /**
   * Run after every transaction of the migration, each rolled back: what the application does. `after` names a column
   * (`table.column`) from whose existence on it must work, `until` one until whose disappearance.
   */
  suites: z
    .array(
      z.strictObject({
        what: z.string(),
        sql: statement,
        after: z.string().optional(),
        until: z.string().optional(),
      }),
    )
    .optional(),
});

const expectation = z.union([
  z.strictObject({ waits: z.literal(true) }),
  z.strictObject({ done: z.literal(true) }),
  z.strictObject({ error: z.array(sqlState).min(1) }),
  z.strictObject({ rows: z.array(z.array(cell)) }),
  z.strictObject({ rowCount: z.number().int().min(0) }),
  /** Any of these ends. */
  z.strictObject({ oneOf: z.array(z.string()).min(1) }),
]);

/**
 * Real connections, step by step. A step runs a statement, or of a file all its statements, or only those before its
 * last COMMIT (`upTo: commit`); `continues` awaits a step of this session that was said to wait.
 */
const sessions = z.strictObject({
  ...declared,
  kind: z.literal('sessions'),
  dataSet: name.optional(),
  prepare: statement.optional(),
  steps: z
    .array(
      z.strictObject({
        session: name,
        ...run,
        upTo: z.literal('commit').optional(),
        continues: z.literal(true).optional(),
        expect: expectation.optional(),
        failure: z.string().trim().min(1).optional(),
      }),
    )
    .min(1),
  final: z.strictObject({ sql: statement, rows: z.array(z.array(cell)) }).optional(),
});

/**
 * Two runs of transactions against each other: the second starts after every prefix of the first's statements, goes as
 * far as it can, and the first then goes on. Every interleaving must end in one of the allowed outcomes. An outcome of
 * a run is the first value of its last row, or `error:SQLSTATE`.
 */
const interleave = z.strictObject({
  ...declared,
  kind: z.literal('interleave'),
  dataSet: name.optional(),
  prepare: statement.optional(),
  first: z.strictObject(run).refine(exactlyOne, oneOfBoth),
  second: z.strictObject(run).refine(exactlyOne, oneOfBoth),
  /** The caller repeats the whole transaction on these, `retriesMax` times. */
  retryOn: z.array(sqlState).optional(),
  retriesMax: z.number().int().min(0).max(5).default(2),
  /** Neither run waits for the other. */
  mustNotWait: z.boolean().default(false),
  /** Statements that another session runs after every prefix, rolled back: they neither wait nor fail. */
  probes: z.array(z.strictObject({ what: z.string(), sql: statement })).optional(),
  /** Its rows, as text joined by `,` and `;`, are the outcome's `final`. */
  final: statement,
  allowed: z.array(z.strictObject({ first: z.string(), second: z.string(), final: z.string() })).min(1),
});

export const labCheckSchema = z.discriminatedUnion('kind', [
  result,
  rejects,
  accepts,
  state,
  plan,
  size,
  hot,
  locks,
  sessions,
  interleave,
]);
export type LabCheck = z.infer<typeof labCheckSchema>;
export type LabCheckOf<Kind extends LabCheck['kind']> = Extract<LabCheck, { kind: Kind }>;
export type StepExpectation = z.infer<typeof expectation>;

/** A file of the answer. Scripts run before every check, in this order; queries and transactions only where a check says so. */
export const labAnswerFileSchema = z.strictObject({
  file: z.string().regex(/^[a-z][a-z0-9-]*\.sql$/, 'expected a name such as index.sql'),
  title: z.string().trim().min(1),
  runs: z.enum(['script', 'query', 'transaction', 'migration']),
});
export type LabAnswerFile = z.infer<typeof labAnswerFileSchema>;

/** A `:name` that the answer's statements may use. */
export const labParameterSchema = z.strictObject({
  name: sqlName,
  /** An SQL type: `bigint`, `timestamptz`, `bigint[]`. */
  type: z.string().regex(/^[a-z][a-z0-9 ]*(?:\[\])?$/, 'expected a type such as bigint or timestamptz'),
  /** Used where the candidate runs a statement and has not typed another. */
  example: z.string().nullable(),
});
export type LabParameter = z.infer<typeof labParameterSchema>;

export const labLayoutSchema = z.strictObject({
  answer: z
    .array(labAnswerFileSchema)
    .min(1)
    .default([{ file: 'solution.sql', title: 'Solution', runs: 'script' }]),
  parameters: z.array(labParameterSchema).default([]),
  /** Whose the start state's tables are: the candidate's, who may change them, or the host's, read-only but for grants in lab.sql. */
  owner: z.enum(['candidate', 'host']).default('candidate'),
  /** Roles that a question speaks of; they exist without a login, and the candidate may SET ROLE to them. */
  roles: z.array(sqlName).default([]),
  extensions: z.array(z.enum(['btree_gist', 'btree_gin', 'pg_trgm', 'citext', 'intarray'])).default([]),
  /** Sessions side by side on the page. */
  sessions: z.union([z.literal(1), z.literal(2)]).default(1),
});
export type LabLayout = z.infer<typeof labLayoutSchema>;

/** `checks.yaml`. */
export const checksYamlSchema = z.strictObject({
  ...labLayoutSchema.shape,
  checks: z.array(labCheckSchema).min(2),
});
