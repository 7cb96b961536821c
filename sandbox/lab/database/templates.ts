import { createHash } from 'node:crypto';
import { splitScript } from '../../../domain/sql/split-script.ts';
import type { LabQuestion } from '../contract.ts';
import { templatesMax } from '../limits.ts';
import { type Admin, type AdminConnection, AdminFailed } from './admin.ts';
import { hardenTemplate } from './harden-template.ts';
import { maintain } from './maintain.ts';
import { quoteName } from './quote.ts';

/** Owns the start state's tables in templates; it cannot sign in. */
export const ownerRole = 'lab_owner';

export interface Template {
  name: string;
  bytes: number;
}

/** The question's own SQL does not run: an author's mistake, told with the statement. */
export class BrokenQuestion extends Error {}

/** One template database for each data set of a question version: made once, vacuumed, analysed, and closed to everybody. */
export class Templates {
  readonly #admin: Admin;
  readonly #known = new Map<string, Promise<Template>>();

  constructor(admin: Admin) {
    this.#admin = admin;
  }

  get(question: LabQuestion, dataSet: string): Promise<Template> {
    const name = templateName(question, dataSet);
    let template = this.#known.get(name);
    if (template === undefined) {
      template = this.#make(name, question, dataSet);
      this.#known.set(name, template);
      // Whoever asks next tries again.
      template.catch(() => this.#known.delete(name));
      void this.#dropOldest();
    } else {
      // The one that was used last stays longest.
      this.#known.delete(name);
      this.#known.set(name, template);
    }
    return template;
  }

  async #make(name: string, question: LabQuestion, dataSet: string): Promise<Template> {
    const data = question.dataSets[dataSet];
    if (data === undefined) throw new BrokenQuestion(`there is no data set ${dataSet}`);
    const part = `${name}_part`;
    await this.#admin.query(`drop database if exists ${part} with (force)`);
    await ensureRoles(this.#admin, question.layout.roles);
    await this.#admin.query(`create database ${part} template template0 encoding 'UTF8' locale 'C'`);
    await this.#admin.query(`revoke all on database ${part} from public`);
    await this.#admin.within(part, async (connection) => {
      await connection.query(hardenTemplate);
      for (const extension of question.layout.extensions)
        await connection.query(`create extension ${extension}`);
      await connection.query(`grant usage, create on schema public to ${ownerRole}`);
      for (const role of question.layout.roles) {
        await connection.query(`grant usage on schema public to ${quoteName(role)}`);
      }
      await connection.query(`set role ${ownerRole}`);
      await runScript(connection, question.schemaSql, 'lab.sql');
      await runScript(connection, data, `data/${dataSet}.sql`);
      await connection.query('reset role');
      await maintain(connection, { vacuum: true, analyze: true, freeze: true, catalogue: true });
      await connection.query('checkpoint');
    });
    // Vacuuming has made the file invalid in which PostgreSQL keeps its catalogue's descriptions for new connections. The
    // next connection writes it, and every copy begins with it.
    await this.#admin.within(part, (connection) => connection.query('select'));
    await this.#admin.query(`alter database ${part} with allow_connections false is_template true`);
    await this.#admin.query(`alter database ${part} rename to ${name}`);
    const [row] = await this.#admin.query(`select pg_database_size('${name}')`);
    return { name, bytes: Number(row?.[0] ?? 0) };
  }

  async #dropOldest(): Promise<void> {
    if (this.#known.size <= templatesMax) return;
    const [name] = this.#known.keys();
    if (name === undefined) return;
    this.#known.delete(name);
    await this.#admin.query(`alter database ${name} with is_template false`).catch(() => {});
    await this.#admin.query(`drop database if exists ${name} with (force)`).catch(() => {});
  }
}

function templateName(question: LabQuestion, dataSet: string): string {
  const hash = createHash('sha256')
    .update(`${question.contentHash}/${question.slug}/${dataSet}`)
    .digest('hex');
  return `lab_t_${hash.slice(0, 24)}`;
}

/** Roles belong to the server, not to a database: those that questions speak of exist once, without a login. */
async function ensureRoles(admin: Admin, roles: readonly string[]): Promise<void> {
  for (const role of [ownerRole, ...roles]) {
    if (/^(?:pg_|postgres$|lab_[ar]_)/u.test(role))
      throw new BrokenQuestion(`the role name ${role} is taken`);
    try {
      await admin.query(`create role ${quoteName(role)} nologin noinherit`);
    } catch (error) {
      if (!(error instanceof AdminFailed) || !['42710', '23505'].includes(error.state)) throw error;
    }
  }
}

async function runScript(connection: AdminConnection, script: string, file: string): Promise<void> {
  for (const { from, to } of splitScript(script)) {
    const sql = script.slice(from, to);
    try {
      await connection.query(sql);
    } catch (error) {
      if (!(error instanceof AdminFailed)) throw error;
      const line = script.slice(0, from).split('\n').length;
      throw new BrokenQuestion(`${file}:${line} ${error.state}: ${error.message}`);
    }
  }
}
