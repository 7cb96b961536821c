import { randomBytes } from 'node:crypto';
import type { LabQuestion } from '../contract.ts';
import {
  connectionsPerRoleMax,
  databaseCopiesAtOnce,
  dropsAtOnceMax,
  dropsBetweenVacuums,
} from '../limits.ts';
import { WireConnection } from '../wire/wire-connection.ts';
import { type Admin, type AdminConnection, AdminFailed } from './admin.ts';
import { quoteName } from './quote.ts';
import { Semaphore } from './semaphore.ts';
import { ownerRole, type Template } from './templates.ts';

/** A database that is a copy of a template, and the one role that may be in it. */
export interface Clone {
  database: string;
  role: string;
  password: string;
  /** Of the template, when it was copied. */
  startBytes: number;
}

/** Makes and drops copies. Copying is disk work: few at once are faster than many. */
export class Clones {
  readonly #admin: Admin;
  readonly #copies = new Semaphore(databaseCopiesAtOnce);
  readonly #going = new Set<Promise<void>>();
  /** `clone` leaves copying to the kernel, at half the cost; not every file system can. */
  #method: 'clone' | 'copy' = 'clone';
  #droppedSinceVacuum = 0;

  constructor(admin: Admin) {
    this.#admin = admin;
  }

  async make(template: Template, question: LabQuestion): Promise<Clone> {
    const id = randomBytes(9).toString('hex');
    const clone: Clone = {
      database: `lab_d_${id}`,
      role: `lab_r_${id}`,
      password: randomBytes(24).toString('hex'),
      startBytes: template.bytes,
    };
    const { database } = clone;
    try {
      await this.#copies.run(() =>
        this.#admin.within('postgres', async (connection) => {
          await this.#copy(
            connection,
            `create database ${database} template ${template.name} strategy file_copy`,
          );
          await connection.query(inOne(rightsOnServer(clone, question.layout.roles)));
        }),
      );
      await this.#admin.within(database, (connection) =>
        connection.query(inOne(rightsInside(clone, question.layout.owner))),
      );
    } catch (error) {
      await this.drop(clone).catch(() => {});
      throw error;
    }
    return clone;
  }

  /** A connection as the copy's role. The role may have changed its own password and settings: both are put right first. */
  async connect(clone: Clone, applicationName: string, deadlockTimeoutMs?: number): Promise<WireConnection> {
    const { database, role, password } = clone;
    await this.#admin.query(
      inOne([
        `alter role ${role} password '${password}'`,
        `alter role ${role} reset all`,
        `alter role ${role} in database ${database} reset all`,
        // The role itself may not set it; it counts from the next sign-in on.
        ...(deadlockTimeoutMs === undefined
          ? []
          : [`alter role ${role} set deadlock_timeout to '${deadlockTimeoutMs}ms'`]),
      ]),
    );
    const { address } = this.#admin.server;
    return WireConnection.open({ address, user: role, password, database, applicationName });
  }

  async drop({ database, role }: Clone): Promise<void> {
    await this.#admin.within('postgres', async (connection) => {
      await connection.query(`drop database if exists ${database} with (force)`);
      await connection.query(`drop role if exists ${role}`);
      this.#droppedSinceVacuum += 1;
      if (this.#droppedSinceVacuum < dropsBetweenVacuums) return;
      this.#droppedSinceVacuum = 0;
      // Nobody else vacuums what all databases share. Without truncation nobody waits for it.
      await connection.query(`vacuum (truncate false) ${sharedCatalogues.join(', ')}`);
    });
  }

  /** As `drop`, while others go on; waits only when very many are being dropped. */
  async dropLater(clone: Clone, onFailure: (error: unknown) => void): Promise<void> {
    const going = this.drop(clone)
      .catch(onFailure)
      .finally(() => this.#going.delete(going));
    this.#going.add(going);
    if (this.#going.size > dropsAtOnceMax) await Promise.race(this.#going);
  }

  /** Settles when nothing is being dropped any more. */
  async idle(): Promise<void> {
    await Promise.all(this.#going);
  }

  async #copy(connection: AdminConnection, sql: string): Promise<void> {
    if (this.#method === 'clone') {
      try {
        await connection.query('set file_copy_method to clone');
        await connection.query(sql);
        return;
      } catch (error) {
        if (!(error instanceof AdminFailed) || !cannotClone(error)) throw error;
        this.#method = 'copy';
      }
    }
    await connection.query('reset file_copy_method');
    await connection.query(sql);
  }
}

const sharedCatalogues = [
  ...['pg_authid', 'pg_auth_members', 'pg_database', 'pg_db_role_setting', 'pg_shdepend'],
].map((name) => `pg_catalog.${name}`);

/** The setting knows no `clone` here, or the file system refused: both come before anything was made. */
function cannotClone({ state, message }: AdminFailed): boolean {
  return ['22023', '42704'].includes(state) || /could not (?:clone|copy) file/u.test(message);
}

function rightsOnServer({ database, role, password }: Clone, others: readonly string[]): string[] {
  return [
    `revoke all on database ${database} from public`,
    `create role ${role} login noinherit nosuperuser nocreatedb nocreaterole noreplication nobypassrls
     connection limit ${connectionsPerRoleMax} password '${password}'`,
    `grant connect, temporary on database ${database} to ${role}`,
    ...others.map((other) => `grant ${quoteName(other)} to ${role} with inherit false, set true`),
  ];
}

function rightsInside({ role }: Clone, owner: LabQuestion['layout']['owner']): string[] {
  return owner === 'candidate'
    ? [`grant usage, create on schema public to ${role}`, `reassign owned by ${ownerRole} to ${role}`]
    : [`grant usage on schema public to ${role}`, `grant select on all tables in schema public to ${role}`];
}

/** Several statements of the host's own in one round: each round wakes two processes, which takes its time on a busy machine. */
function inOne(statements: readonly string[]): string {
  return `do $host$ begin ${statements.map((sql) => `${sql};`).join(' ')} end $host$`;
}

/** What an earlier lab left on this server: it ended without a goodbye, and nobody is in it any more. */
export async function dropLeftovers(admin: Admin): Promise<number> {
  const databases = await admin.query(
    String.raw`select datname, datistemplate from pg_database where datname like 'lab\_d\_%' or datname like 'lab\_t\_%'`,
  );
  for (const [name] of databases) {
    if (name == null) continue;
    await admin.query(`alter database ${quoteName(name)} with is_template false`);
    await admin.query(`drop database if exists ${quoteName(name)} with (force)`);
  }
  const roles = await admin.query(String.raw`select rolname from pg_roles where rolname like 'lab\_r\_%'`);
  for (const [name] of roles) if (name != null) await admin.query(`drop role if exists ${quoteName(name)}`);
  return databases.length;
}
