import { fillParameters, type SqlParameter } from '../../../domain/sql/fill-parameters.ts';
import { splitScript } from '../../../domain/sql/split-script.ts';
import type {
  ExecuteRequest,
  ExecuteResult,
  LabErrorCode,
  LabSession,
  Notice,
  SessionEnd,
  SessionState,
  SqlError,
  StatementResult,
  TextRange,
} from '../contract.ts';
import type { Clone, Clones } from '../database/clone.ts';
import {
  abandonedTransactionLimitMs,
  idleSessionLimitMs,
  noticesMax,
  resultBytesMax,
  resultRowsMax,
  sessionEndToldMs,
  statementCharactersMax,
  statementsPerExecuteMax,
} from '../limits.ts';
import type { WireConnection, WireResult } from '../wire/wire-connection.ts';
import { readPlan } from './read-plan.ts';
import type { RunningStatement, RunningStatements } from './running-statements.ts';
import { labError, noticeOf, type SentStatement, sqlErrorOf } from './sql-error.ts';
import type { StatementQueue, Ticket } from './statement-queue.ts';
import type { TypeNames } from './type-names.ts';

export interface SessionServices {
  clones: Clones;
  running: RunningStatements;
  queue: StatementQueue;
  types: TypeNames;
  /** Milliseconds that never go back; for what is counted in seconds and minutes. */
  now: () => number;
}

const limits = { rowsMax: resultRowsMax, bytesMax: resultBytesMax };

const limitMessages: Record<Exclude<LabErrorCode, 'session-ended' | 'not-available'>, string> = {
  'time-limit': 'The statement ran for 5 seconds and was stopped.',
  'lock-wait-limit': 'The statement waited for a lock for 60 seconds and was stopped.',
  'memory-limit': 'The statement needed more memory than the lab gives and was stopped.',
  'disk-limit':
    'The database grew by more than 300 MB and the statement was stopped. Delete rows, or reset the database.',
  'result-limit':
    'The result is larger than 4 MB and the statement was stopped. Select fewer rows or columns.',
};

/** One of an attempt's sessions: a connection that is opened on first use, and what became of it. */
export class CandidateSession {
  readonly name: LabSession;
  readonly #clone: Clone;
  readonly #services: SessionServices;
  readonly #fairnessKey: string;
  #connection: WireConnection | null = null;
  #running: RunningStatement | null = null;
  #busy = false;
  #usedAt = 0;
  #end: { because: SessionEnd; at: number; rolledBack: boolean; told: boolean } | null = null;
  #notices: Notice[] = [];

  constructor(name: LabSession, clone: Clone, fairnessKey: string, services: SessionServices) {
    this.name = name;
    this.#clone = clone;
    this.#fairnessKey = fairnessKey;
    this.#services = services;
  }

  get isBusy(): boolean {
    return this.#busy;
  }

  get pid(): number | null {
    return this.#connection?.pid ?? null;
  }

  /** The caller has made sure that it is not busy. */
  async execute(request: ExecuteRequest, parameters: readonly SqlParameter[]): Promise<ExecuteResult> {
    this.#busy = true;
    try {
      this.#usedAt = this.#services.now();
      const restarted = this.#takeRestart();
      const statements = await this.#runAll(request, parameters);
      this.#usedAt = this.#services.now();
      return { statements, state: this.state(() => null, false), restarted };
    } finally {
      this.#busy = false;
    }
  }

  /** False when nothing runs. */
  async cancel(): Promise<boolean> {
    if (!this.#running) return false;
    await this.#services.running.cancel(this.#running.pid);
    return true;
  }

  /** `holderOf` says which session of the same attempt a server process is. */
  state(holderOf: (pid: number) => LabSession | null, mayRun = true): SessionState {
    const now = this.#services.now();
    if (mayRun && this.#busy) {
      const forMs = Math.round(
        this.#running ? performance.now() - this.#running.startedAt : now - this.#usedAt,
      );
      const wait = this.#running?.wait;
      if (!wait) return { kind: 'running', forMs };
      const holder = wait.holders.map(holderOf).find((session) => session !== null) ?? null;
      return { kind: 'waiting', forMs, holder, lock: wait.lock };
    }
    const connection = this.#connection;
    if (!connection) {
      if (this.#end === null || now - this.#end.at > sessionEndToldMs) return { kind: 'idle' };
      const { because, at, rolledBack } = this.#end;
      return { kind: 'ended', because, agoMs: Math.round(now - at), rolledBack };
    }
    if (connection.status === 'idle') return { kind: 'idle' };
    const failed = connection.status === 'failed';
    return { kind: 'in-transaction', forMs: Math.round(now - this.#usedAt), failed };
  }

  /** Closes what nobody uses. `aliveAt` is when the candidate was last heard of. */
  sweep(aliveAt: number): void {
    if (!this.#connection || this.#busy) return;
    const now = this.#services.now();
    if (this.#connection.status !== 'idle') {
      if (now - Math.max(aliveAt, this.#usedAt) > abandonedTransactionLimitMs) this.close('abandoned');
    } else if (now - this.#usedAt > idleSessionLimitMs) this.close('idle');
  }

  close(because: SessionEnd): void {
    const connection = this.#connection;
    if (!connection) return;
    const rolledBack = this.#busy || connection.status !== 'idle';
    this.#connection = null;
    this.#end = { because, at: this.#services.now(), rolledBack, told: false };
    connection.close();
  }

  /** An idle session that was closed behind the scenes lost nothing but its settings; only a rollback is news. */
  #takeRestart(): ExecuteResult['restarted'] {
    const end = this.#end;
    if (this.#connection || !end || end.told || !end.rolledBack) return null;
    end.told = true;
    return { because: end.because, agoMs: Math.round(this.#services.now() - end.at) };
  }

  async #runAll(request: ExecuteRequest, parameters: readonly SqlParameter[]): Promise<StatementResult[]> {
    const { sql: text, explain } = request;
    const refuse = (message: string): StatementResult[] => [
      {
        range: { start: 0, end: text.length },
        notices: [],
        kind: 'error',
        error: labError('not-available', message),
      },
    ];
    if (text.length > statementCharactersMax) return refuse('The text is longer than 200,000 characters.');
    const places = splitScript(text);
    if (places.length > statementsPerExecuteMax) return refuse('At most 200 statements run at once.');
    const results: StatementResult[] = [];
    for (const { from, to } of places) {
      const filled = fillParameters(text.slice(from, to), parameters);
      const sent: SentStatement = {
        sql: filled.sql,
        text,
        toText: (offset) => from + filled.originalOffset(offset),
      };
      const range = { start: from, end: to };
      const result = explain ? await this.#explain(sent, range, explain) : await this.#statement(sent, range);
      results.push(result);
      if (result.kind === 'error') break;
    }
    return results;
  }

  async #statement(sent: SentStatement, range: TextRange): Promise<StatementResult> {
    const outcome = await this.#run(sent.sql, sent);
    const notices = this.#takeNotices();
    if ('error' in outcome) return { range, notices, kind: 'error', error: outcome.error };
    const { fields, rows, truncated, command } = outcome.result;
    if (fields === null || fields.length === 0) {
      const count = /(\d+)$/u.exec(command ?? '')?.[1];
      return {
        range,
        notices,
        kind: 'done',
        command: command ?? '',
        rowCount: count === undefined ? null : Number(count),
      };
    }
    const types = await this.#services.types.get(fields);
    const columns = fields.map(({ name }, index) => ({ name, type: types[index] ?? 'unknown' }));
    return { range, notices, kind: 'rows', columns, rows, truncated, command: truncated ? null : command };
  }

  /** What the statement changes is rolled back, whether a transaction is open or not. */
  async #explain(sent: SentStatement, range: TextRange, how: 'plan' | 'analyze'): Promise<StatementResult> {
    const options = how === 'analyze' ? 'analyze, buffers, timing off, summary off' : 'summary off';
    const open = this.#connection?.status === 'in-transaction';
    const [before, after] = open
      ? ['savepoint lab_explain', 'rollback to savepoint lab_explain']
      : ['begin', 'rollback'];
    const prefix = `explain (${options}, format json) `;
    const shifted: SentStatement = {
      ...sent,
      sql: prefix + sent.sql,
      toText: (offset) => sent.toText(Math.max(0, offset - prefix.length)),
    };
    const first = await this.#run(before ?? '', sent);
    if ('error' in first) return { range, notices: this.#takeNotices(), kind: 'error', error: first.error };
    const outcome = await this.#run(shifted.sql, shifted);
    const notices = this.#takeNotices();
    if (this.#connection) await this.#run(after ?? '', sent);
    if ('error' in outcome) return { range, notices, kind: 'error', error: outcome.error };
    const text = outcome.result.rows.map((row) => row[0]).join('\n');
    const plan = readPlan(text);
    if (plan === null) {
      const error = labError('not-available', 'PostgreSQL shows no plan for this statement.');
      return { range, notices, kind: 'error', error };
    }
    return { range, notices, kind: 'plan', plan, analyzed: how === 'analyze', text };
  }

  async #run(sql: string, sent: SentStatement): Promise<{ result: WireResult } | { error: SqlError }> {
    const { queue, running } = this.#services;
    let connection: WireConnection;
    try {
      connection = await this.#connected();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { error: labError('session-ended', `The session could not be opened: ${reason}.`) };
    }
    const ticket = await new Promise<Ticket>((resolve) => {
      queue.enter(this.#fairnessKey, resolve);
    });
    try {
      const { result, stopped, lost } = await running.run(connection, this.#clone, sql, limits, {
        onStart: (statement) => {
          this.#running = statement;
        },
        onWait: (waiting) => (waiting ? queue.pause(ticket) : queue.resume(ticket)),
      });
      if (result === null) return { error: this.#lostError(stopped, lost) };
      if (stopped !== null && stopped in limitMessages)
        return { error: labError(stopped, messageOf(stopped)) };
      if (result.error) return { error: sqlErrorOf(result.error, sent) };
      return { result };
    } finally {
      this.#running = null;
      queue.leave(ticket);
    }
  }

  #lostError(stopped: LabErrorCode | null, lost: string | null): SqlError {
    const open = 'What was open in the session was rolled back.';
    if (stopped !== null) return labError(stopped, `${messageOf(stopped)} ${open}`);
    if (this.#end?.because === 'reset') return labError('session-ended', `The database was reset. ${open}`);
    return labError('session-ended', `The session ended (${lost}). ${open}`);
  }

  async #connected(): Promise<WireConnection> {
    if (this.#connection && !this.#connection.isLost) return this.#connection;
    const connection = await this.#services.clones.connect(this.#clone, `candidate ${this.name}`);
    connection.onNotice = (fields) => {
      if (this.#notices.length < noticesMax) this.#notices.push(noticeOf(fields));
    };
    connection.onLost = () => {
      if (this.#connection !== connection) return;
      this.#connection = null;
      this.#end = { because: 'limit', at: this.#services.now(), rolledBack: true, told: true };
    };
    this.#connection = connection;
    this.#end = null;
    return connection;
  }

  #takeNotices(): Notice[] {
    const taken = this.#notices;
    this.#notices = [];
    return taken;
  }
}

function messageOf(code: LabErrorCode): string {
  return code === 'session-ended' || code === 'not-available'
    ? 'The session has ended.'
    : limitMessages[code];
}
