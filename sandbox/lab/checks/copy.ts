import { fillParameters, type SqlParameter } from '../../../domain/sql/fill-parameters.ts';
import { splitScript } from '../../../domain/sql/split-script.ts';
import type { SourceFile } from '../../contract.ts';
import type { GradedLabQuestion, LabErrorCode, SqlError } from '../contract.ts';
import type { Admin, AdminConnection } from '../database/admin.ts';
import type { Clone, Clones } from '../database/clone.ts';
import { maintain } from '../database/maintain.ts';
import { quoteName } from '../database/quote.ts';
import type { Templates } from '../database/templates.ts';
import type { RunningStatements } from '../session/running-statements.ts';
import { labError, sqlErrorOf } from '../session/sql-error.ts';
import { ConnectionLost, type WireConnection, type WireResult } from '../wire/wire-connection.ts';

export interface GradingServices {
  admin: Admin;
  templates: Templates;
  clones: Clones;
  running: RunningStatements;
  onDropFailed: (error: unknown) => void;
}

const limits = { rowsMax: 100_000, bytesMax: 16 * 1024 * 1024 };

/** One of the answer's scripts does not run on this data set. */
export class ScriptFailed extends Error {
  readonly error: SqlError;
  readonly file: string;

  constructor(file: string, error: SqlError) {
    super(`${file}${error.line === null ? '' : `:${error.line}`}: ${errorText(error)}`);
    this.error = error;
    this.file = file;
  }
}

export type RunOutcome = { ok: true; result: WireResult } | { ok: false; error: SqlError };

export function errorText(error: SqlError): string {
  return `${error.code} ${error.message}`;
}

/**
 * A fresh copy of a data set for one check, and connections into it. Everything that touches what the answer has made
 * runs under the copy's own role; the host looks at catalogues only.
 */
export class Copy {
  readonly clone: Clone;
  readonly #services: GradingServices;
  readonly #question: GradedLabQuestion;
  readonly #connections: WireConnection[] = [];
  readonly #idle: WireConnection[] = [];
  #dropped = false;

  private constructor(services: GradingServices, question: GradedLabQuestion, clone: Clone) {
    this.#services = services;
    this.#question = question;
    this.clone = clone;
  }

  static async make(services: GradingServices, question: GradedLabQuestion, dataSet: string): Promise<Copy> {
    const template = await services.templates.get(question, dataSet);
    return new Copy(services, question, await services.clones.make(template, question));
  }

  /**
   * As the copy's role, or with `as` as one of the question's roles. `deadlockTimeoutMs` is after how long its waiting looks
   * for a deadlock.
   */
  async connect(as?: string, deadlockTimeoutMs?: number): Promise<WireConnection> {
    const idle = deadlockTimeoutMs === undefined ? this.#idle.pop() : undefined;
    if (idle) await this.must(idle, 'discard all');
    const connection =
      idle ?? (await this.#services.clones.connect(this.clone, 'grading', deadlockTimeoutMs));
    if (!idle) this.#connections.push(connection);
    if (as !== undefined) await this.must(connection, `set role ${quoteName(as)}`);
    return connection;
  }

  /** Gives it to the next `connect`, for which it is as good as new: a sign-in costs more than most statements. */
  async release(connection: WireConnection): Promise<void> {
    if (connection.status === 'idle' && !connection.isLost) this.#idle.push(connection);
    else await connection.end();
  }

  async run(connection: WireConnection, sql: string): Promise<RunOutcome> {
    const { result, stopped, lost } = await this.#services.running.run(connection, this.clone, sql, limits, {
      clock: 'processor',
    });
    if (stopped !== null) return { ok: false, error: labError(stopped, stoppedMessage(stopped)) };
    if (result === null) return { ok: false, error: labError('session-ended', `the session ended: ${lost}`) };
    if (result.error === null) return { ok: true, result };
    return { ok: false, error: sqlErrorOf(result.error, { sql, text: sql, toText: (offset) => offset }) };
  }

  /** A statement of the host's own, which has to work. */
  async must(connection: WireConnection, sql: string): Promise<WireResult> {
    const outcome = await this.run(connection, sql);
    if (outcome.ok) return outcome.result;
    if (outcome.error.code === 'session-ended') throw new ConnectionLost(outcome.error.message);
    throw new Error(`${sql.slice(0, 120)}: ${errorText(outcome.error)}`);
  }

  /** The statements of a text with the question's parameters filled in. */
  statements(text: string, parameters: Record<string, string | null> = {}): string[] {
    return splitScript(text).map(({ from, to }) => this.fill(text.slice(from, to), parameters));
  }

  fill(sql: string, given: Record<string, string | null> = {}): string {
    const parameters = this.#question.layout.parameters.map(({ name, type, example }): SqlParameter => {
      return { name, type, value: Object.hasOwn(given, name) ? (given[name] ?? null) : example };
    });
    return fillParameters(sql, parameters).sql;
  }

  /** Runs the answer's scripts as psql would, statement by statement. Throws `ScriptFailed`. */
  async apply(
    files: readonly SourceFile[],
    kinds: readonly string[] = ['script', 'migration'],
  ): Promise<void> {
    const wanted = this.#question.layout.answer.filter((one) => kinds.includes(one.runs));
    const connection = await this.connect();
    for (const { file } of wanted) {
      const text = files.find((one) => one.path === file)?.text ?? '';
      for (const { from, to } of splitScript(text)) {
        const outcome = await this.run(connection, this.fill(text.slice(from, to)));
        if (outcome.ok) continue;
        const { error } = outcome;
        const position = error.position === null ? null : from + error.position;
        const line = text.slice(0, position ?? from).split('\n').length;
        throw new ScriptFailed(file, { ...error, position, line, column: null });
      }
    }
    if (connection.status !== 'idle') {
      const file = wanted.at(-1)?.file ?? '';
      throw new ScriptFailed(file, labError('not-available', 'the script leaves a transaction open'));
    }
    await connection.end();
  }

  /** For each of these server processes, those of this copy's connections that it waits for. */
  async blockers(pids: readonly number[]): Promise<Map<number, number[]>> {
    const rows = await this.#services.admin.query(
      `select pid, array_to_string(pg_blocking_pids(pid), ',') from unnest(array[${pids.join(', ')}]) as pid`,
    );
    const own = new Set(this.#connections.map((connection) => connection.pid));
    return new Map(
      rows.map(([pid, holders]) => [
        Number(pid),
        (holders ?? '')
          .split(',')
          .map(Number)
          .filter((holder) => own.has(holder)),
      ]),
    );
  }

  /** Statistics and visibility map as after a maintenance window. */
  async maintain(options: { vacuum: boolean; analyze: boolean }): Promise<void> {
    if (options.vacuum || options.analyze) await this.host((connection) => maintain(connection, options));
  }

  /** The superuser in this database: for catalogues, locks and maintenance. */
  host<T>(work: (connection: AdminConnection) => Promise<T>): Promise<T> {
    return this.#services.admin.within(this.clone.database, async (connection) => {
      await connection.query('set search_path to pg_catalog');
      return work(connection);
    });
  }

  async drop(): Promise<void> {
    if (this.#dropped) return;
    this.#dropped = true;
    await Promise.all(this.#connections.map((connection) => connection.end()));
    await this.#services.clones.dropLater(this.clone, this.#services.onDropFailed);
  }
}

function stoppedMessage(code: LabErrorCode): string {
  switch (code) {
    case 'time-limit':
      return 'it needed more than 5 seconds of processor time and was stopped';
    case 'lock-wait-limit':
      return 'it waited for a lock for 60 seconds and was stopped';
    case 'memory-limit':
      return 'it needed more memory than the lab gives';
    case 'disk-limit':
      return 'the database grew by more than 300 MB';
    case 'result-limit':
      return 'its result is too large';
    default:
      return 'it was stopped';
  }
}
