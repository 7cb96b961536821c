import { Grader } from './checks/grader.ts';
import type {
  ExecuteRequest,
  ExecuteResult,
  GradeRequest,
  Lab,
  LabFailureCode,
  LabHealth,
  LabKey,
  LabOutcome,
  LabQuestion,
  LabSession,
  LabVerdict,
  OpenedDatabase,
  OpenRequest,
  SchemaTable,
  SessionState,
} from './contract.ts';
import { Admin } from './database/admin.ts';
import { Clones, dropLeftovers } from './database/clone.ts';
import { Semaphore } from './database/semaphore.ts';
import { Spares } from './database/spares.ts';
import { BrokenQuestion, Templates } from './database/templates.ts';
import {
  databasesMax,
  forgottenDatabaseLimitMs,
  gradingsAtOnce,
  gradingsQueuedMax,
  queuedStatementsMax,
  retryAfterMs,
  sweepEveryMs,
  templatesMax,
} from './limits.ts';
import type { LabServer } from './server/lab-server.ts';
import { AttemptDatabase } from './session/attempt-database.ts';
import type { SessionServices } from './session/candidate-session.ts';
import { RunningStatements } from './session/running-statements.ts';
import { StatementQueue } from './session/statement-queue.ts';
import { TypeNames } from './session/type-names.ts';
import { ConnectionLost } from './wire/wire-connection.ts';

export interface LabServiceOptions {
  /** Serve real candidates although the server is not confined. */
  allowUnconfined: boolean;
  /** Milliseconds that never go back; `performance.now` unless a test lets minutes pass. */
  now?: () => number;
  log?: (event: { event: string; [field: string]: unknown }) => void;
}

/** The lab in this process, over one PostgreSQL server that nobody else uses. */
export class LabService implements Lab {
  readonly #admin: Admin;
  readonly #options: LabServiceOptions;
  readonly #templates: Templates;
  readonly #services: SessionServices;
  readonly #grader: Grader;
  readonly #spares: Spares;
  /** Of the start state, by question version: the same for every fresh copy. */
  readonly #startSchemas = new Map<string, SchemaTable[]>();
  readonly #gradings = new Semaphore(gradingsAtOnce);
  readonly #databases = new Map<string, Promise<AttemptDatabase>>();
  readonly #sweeper: NodeJS.Timeout;
  #systemIdentifier: string | null = null;

  private constructor(server: LabServer, options: LabServiceOptions) {
    this.#admin = new Admin(server);
    this.#options = options;
    this.#templates = new Templates(this.#admin);
    const clones = new Clones(this.#admin);
    const running = new RunningStatements(this.#admin);
    const queue = new StatementQueue(() => performance.now());
    this.#spares = new Spares(clones);
    const now = options.now ?? (() => performance.now());
    this.#services = { clones, running, queue, types: new TypeNames(this.#admin), now };
    this.#grader = new Grader({
      ...{ admin: this.#admin, templates: this.#templates, clones, running },
      onDropFailed: (error) => options.log?.({ event: 'drop-failed', error: String(error) }),
    });
    this.#sweeper = setInterval(() => void this.sweep(), sweepEveryMs);
    this.#sweeper.unref();
  }

  /** Takes the server over: what an earlier lab left there is dropped. */
  static async start(server: LabServer, options: LabServiceOptions): Promise<LabService> {
    const service = new LabService(server, options);
    const dropped = await dropLeftovers(service.#admin);
    if (dropped > 0) options.log?.({ event: 'leftovers-dropped', databases: dropped });
    await service.#admin.query('revoke all on database postgres, template1 from public');
    const [row] = await service.#admin.query('select system_identifier from pg_control_system()');
    service.#systemIdentifier = row?.[0] ?? null;
    return service;
  }

  async open(request: OpenRequest): Promise<LabOutcome<OpenedDatabase>> {
    return this.#answer(request.requestId, async () => {
      this.#refuseUnconfined(request.realCandidate);
      let known = this.#databases.get(request.key);
      let fresh = false;
      if (known && (await known.catch(() => null))?.contentHash !== request.question.contentHash) {
        // Another version of the question than the one it was made for.
        await this.#drop(request.key);
        known = undefined;
      }
      if (!known) {
        fresh = true;
        known = this.#make(request.key, request.question);
      }
      return this.#opened(await known, fresh);
    });
  }

  async execute(request: ExecuteRequest): Promise<LabOutcome<ExecuteResult>> {
    const database = await this.#find(request);
    if (!database) return { kind: 'not-open' };
    const session = database.session(request.session);
    if (session.isBusy) return { kind: 'busy' };
    if (this.#services.queue.waiting >= queuedStatementsMax)
      return this.#failed(request.requestId, 'overloaded', 'the queue of statements is full', retryAfterMs);
    return this.#answer(request.requestId, () =>
      session.execute(request, database.parameters(request.parameters)),
    );
  }

  async cancel(request: LabKey & { session: LabSession }): Promise<LabOutcome<null>> {
    const database = await this.#find(request);
    if (!database) return { kind: 'not-open' };
    return this.#answer('cancel', async () => {
      await database.session(request.session).cancel();
      return null;
    });
  }

  async states(request: LabKey): Promise<LabOutcome<Record<LabSession, SessionState>>> {
    const database = await this.#find(request);
    return database ? { kind: 'ok', value: database.states() } : { kind: 'not-open' };
  }

  async schema(request: LabKey): Promise<LabOutcome<SchemaTable[]>> {
    const database = await this.#find(request);
    if (!database) return { kind: 'not-open' };
    return this.#answer('schema', () => database.schema(this.#admin));
  }

  async reset(request: OpenRequest): Promise<LabOutcome<OpenedDatabase>> {
    return this.#answer(request.requestId, async () => {
      this.#refuseUnconfined(request.realCandidate);
      await this.#drop(request.key);
      return this.#opened(await this.#make(request.key, request.question), true);
    });
  }

  async close(request: LabKey): Promise<LabOutcome<null>> {
    return this.#answer('close', async () => {
      await this.#drop(request.key);
      return null;
    });
  }

  async grade(request: GradeRequest, signal?: AbortSignal): Promise<LabOutcome<LabVerdict>> {
    signal?.throwIfAborted();
    if (this.#gradings.waiting >= gradingsQueuedMax)
      return this.#failed(request.requestId, 'overloaded', 'the queue of gradings is full', retryAfterMs);
    return this.#answer(request.requestId, async () => {
      this.#refuseUnconfined(request.realCandidate);
      return this.#gradings.run(() => {
        signal?.throwIfAborted();
        return this.#grader.grade(request);
      });
    });
  }

  async prepare(request: { requestId: string; question: LabQuestion }): Promise<LabOutcome<null>> {
    return this.#answer(request.requestId, async () => {
      const { question } = request;
      // What the candidate opens comes first, and a copy of it; the rest is for grading.
      this.#spares.warm(await this.#templates.get(question, 'visible'), question);
      for (const dataSet of Object.keys(question.dataSets)) await this.#templates.get(question, dataSet);
      return null;
    });
  }

  async health(): Promise<LabHealth> {
    const { confinement, note } = this.#admin.server;
    const { queue, running } = this.#services;
    const up = await this.#admin.query('select 1').then(
      () => true,
      () => false,
    );
    return {
      status: up ? 'ok' : 'down',
      confinement,
      note,
      databases: this.#databases.size,
      running: running.count,
      queued: queue.waiting,
      systemIdentifier: this.#systemIdentifier,
    };
  }

  async shutdown(): Promise<void> {
    clearInterval(this.#sweeper);
    for (const known of this.#databases.values()) (await known.catch(() => null))?.close('lab-restarted');
    await this.#services.clones.idle();
    await this.#admin.close();
    await this.#admin.server.stop();
  }

  #make(key: string, question: LabQuestion): Promise<AttemptDatabase> {
    if (this.#databases.size >= databasesMax)
      throw new LabRefused('overloaded', 'there are too many databases', 5_000);
    const made = this.#templates
      .get(question, 'visible')
      .then((template) => this.#spares.take(template, question))
      .then((clone) => new AttemptDatabase(key, clone, question, this.#services));
    this.#databases.set(key, made);
    made.catch(() => {
      if (this.#databases.get(key) === made) this.#databases.delete(key);
    });
    return made;
  }

  async #opened(database: AttemptDatabase, fresh: boolean): Promise<OpenedDatabase> {
    database.touch();
    const known = fresh ? this.#startSchemas.get(database.contentHash) : undefined;
    const schema = known ?? (await database.schema(this.#admin));
    if (fresh && !known) {
      if (this.#startSchemas.size >= templatesMax) this.#startSchemas.clear();
      this.#startSchemas.set(database.contentHash, schema);
    }
    return { fresh, schema, sessions: database.states() };
  }

  async #find({ key }: LabKey): Promise<AttemptDatabase | null> {
    const database = (await this.#databases.get(key)?.catch(() => null)) ?? null;
    database?.touch();
    return database;
  }

  async #drop(key: string): Promise<void> {
    const known = this.#databases.get(key);
    if (!known) return;
    this.#databases.delete(key);
    const database = await known.catch(() => null);
    if (!database) return;
    database.close('reset');
    // Nobody waits for the disk: the name is free, and nothing of it is reachable any more.
    void this.#services.clones.drop(database.clone).catch((error: unknown) => {
      this.#options.log?.({ event: 'drop-failed', key, error: String(error) });
    });
  }

  /** Closes what nobody uses, and drops what was forgotten. Runs by itself every few seconds. */
  async sweep(): Promise<void> {
    const now = this.#services.now();
    for (const [key, known] of this.#databases) {
      const database = await known.catch(() => null);
      if (!database) continue;
      database.sweep();
      if (now - database.aliveAt > forgottenDatabaseLimitMs) {
        await this.#drop(key).catch((error: unknown) =>
          this.#options.log?.({ event: 'drop-failed', key, error: String(error) }),
        );
      }
    }
  }

  #refuseUnconfined(realCandidate: boolean): void {
    if (realCandidate && this.#admin.server.confinement === 'none' && !this.#options.allowUnconfined) {
      throw new LabRefused('unconfined-refused', 'the SQL lab is not confined on this machine', null);
    }
  }

  async #answer<T>(requestId: string, work: () => Promise<T>): Promise<LabOutcome<T>> {
    try {
      return { kind: 'ok', value: await work() };
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') throw error;
      if (error instanceof LabRefused)
        return this.#failed(requestId, error.code, error.message, error.retryAfterMs);
      const message = error instanceof Error ? error.message : String(error);
      this.#options.log?.({ event: 'failed', requestId, message });
      if (error instanceof BrokenQuestion) return this.#failed(requestId, 'check-broken', message, null);
      if (error instanceof ConnectionLost)
        return this.#failed(requestId, 'unavailable', message, retryAfterMs);
      return this.#failed(requestId, 'internal', message, null);
    }
  }

  #failed<T>(requestId: string, code: LabFailureCode, message: string, retry: number | null): LabOutcome<T> {
    return { kind: 'failure', failure: { code, message, requestId, retryAfterMs: retry } };
  }
}

class LabRefused extends Error {
  readonly code: LabFailureCode;
  readonly retryAfterMs: number | null;

  constructor(code: LabFailureCode, message: string, retry: number | null) {
    super(message);
    this.code = code;
    this.retryAfterMs = retry;
  }
}
