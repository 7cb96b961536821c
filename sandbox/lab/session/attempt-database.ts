import type { SqlParameter } from '../../../domain/sql/fill-parameters.ts';
import type { LabQuestion, LabSession, SchemaTable, SessionEnd, SessionState } from '../contract.ts';
import type { Admin } from '../database/admin.ts';
import type { Clone } from '../database/clone.ts';
import { CandidateSession, type SessionServices } from './candidate-session.ts';
import { readSchema } from './read-schema.ts';

/** One attempt's database for one question, with its two sessions. */
export class AttemptDatabase {
  readonly clone: Clone;
  readonly #question: LabQuestion;
  readonly #sessions: Record<LabSession, CandidateSession>;
  readonly #now: () => number;
  #aliveAt: number;
  #schema: SchemaTable[] = [];

  constructor(key: string, clone: Clone, question: LabQuestion, services: SessionServices) {
    this.clone = clone;
    this.#question = question;
    this.#now = services.now;
    this.#aliveAt = services.now();
    this.#sessions = {
      a: new CandidateSession('a', clone, key, services),
      b: new CandidateSession('b', clone, key, services),
    };
  }

  get contentHash(): string {
    return this.#question.contentHash;
  }

  /** When the candidate was last heard of. */
  get aliveAt(): number {
    return this.#aliveAt;
  }

  touch(): void {
    this.#aliveAt = this.#now();
  }

  session(name: LabSession): CandidateSession {
    return this.#sessions[name];
  }

  states(): Record<LabSession, SessionState> {
    const { a, b } = this.#sessions;
    const holderOf = (pid: number): LabSession | null => (pid === a.pid ? 'a' : pid === b.pid ? 'b' : null);
    return { a: a.state(holderOf), b: b.state(holderOf) };
  }

  /** What the candidate typed, and the question's examples for the rest. */
  parameters(typed: Record<string, string | null> = {}): SqlParameter[] {
    return this.#question.layout.parameters.map(({ name, type, example }) => ({
      name,
      type,
      value: Object.hasOwn(typed, name) ? (typed[name] ?? null) : example,
    }));
  }

  /** The last known one while a transaction of the candidate's keeps a table locked. */
  async schema(admin: Admin): Promise<SchemaTable[]> {
    try {
      this.#schema = await readSchema(admin, this.clone.database);
    } catch (error) {
      if (this.#schema.length === 0) throw error;
    }
    return this.#schema;
  }

  sweep(): void {
    for (const session of Object.values(this.#sessions)) session.sweep(this.#aliveAt);
  }

  close(because: SessionEnd): void {
    for (const session of Object.values(this.#sessions)) session.close(because);
  }
}
