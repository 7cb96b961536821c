import { z } from 'zod';
import type { AnswerFile } from '../../../domain/answer.ts';
import {
  type ExecuteAnswer,
  executeAnswerSchema,
  type OpenedSql,
  openedSqlSchema,
  type SchemaTable,
  type SessionName,
  type SessionStates,
  type SqlCheckRun,
  type SqlHistoryEntry,
  schemaTableSchema,
  sessionStatesSchema,
  sqlCheckRunSchema,
  sqlHistorySchema,
} from '../../../domain/sql/wire.ts';

/** A question of the form by its number, or the practice one. */
export type SqlTarget = { itemNumber: number } | { practice: true };

/** `reached` false: the server was not, so asking again is worth it once there is a network. */
export type Asked<T> = { ok: true; value: T } | { ok: false; message: string; reached: boolean };

export interface ExecuteWish {
  session: SessionName;
  sql: string;
  explain: 'plan' | 'analyze' | null;
  parameters: Record<string, string | null>;
}

/** The routes of an SQL question, typed by the schemas that the server uses too. Never rejects. */
export interface SqlClient {
  open: () => Promise<Asked<OpenedSql>>;
  execute: (wish: ExecuteWish) => Promise<Asked<ExecuteAnswer>>;
  cancel: (session: SessionName) => Promise<Asked<null>>;
  reset: () => Promise<Asked<OpenedSql>>;
  check: (files: readonly AnswerFile[]) => Promise<Asked<SqlCheckRun>>;
  /** Null: there is no database now. */
  states: () => Promise<Asked<SessionStates | null>>;
  schema: () => Promise<Asked<readonly SchemaTable[] | null>>;
  history: () => Promise<Asked<readonly SqlHistoryEntry[]>>;
}

const statesAnswer = z.object({ states: sessionStatesSchema.nullable() });
const schemaAnswer = z.object({ schema: z.array(schemaTableSchema).nullable() });
const errorAnswer = z.object({ error: z.object({ message: z.string() }) });

export function sqlClient(target: SqlTarget): SqlClient {
  const parameter = 'practice' in target ? 'practice' : String(target.itemNumber);
  const get = <T>(path: string, schema: z.ZodType<T>) =>
    ask(schema, () => fetch(`/api/attempt/sql/${path}?target=${parameter}`, { cache: 'no-store' }));
  const post = <T>(path: string, schema: z.ZodType<T>, body: object) =>
    ask(schema, () =>
      fetch(`/api/attempt/sql/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ target, ...body }),
      }),
    );
  return {
    open: () => post('open', openedSqlSchema, {}),
    execute: (wish) => post('execute', executeAnswerSchema, wish),
    cancel: (session) => post('cancel', z.null(), { session }),
    reset: () => post('reset', openedSqlSchema, {}),
    check: (files) => post('check', sqlCheckRunSchema, { files }),
    states: async () => mapped(await get('states', statesAnswer), (value) => value.states),
    schema: async () => mapped(await get('schema', schemaAnswer), (value) => value.schema),
    history: async () =>
      'practice' in target
        ? { ok: true, value: [] }
        : mapped(await get('history', sqlHistorySchema), (value) => value.entries),
  };
}

async function ask<T>(schema: z.ZodType<T>, send: () => Promise<Response>): Promise<Asked<T>> {
  let response: Response;
  let body: unknown;
  try {
    response = await send();
    body = response.status === 204 ? null : await response.json();
  } catch {
    return {
      ok: false,
      reached: false,
      message:
        'The database is on the server and needs the network. The server was not reached. What you typed is kept here; try again when the connection is back.',
    };
  }
  if (!response.ok) {
    const error = errorAnswer.safeParse(body);
    return {
      ok: false,
      reached: true,
      message: error.success ? error.data.error.message : 'The server did not answer. Try again.',
    };
  }
  const value = schema.safeParse(body);
  return value.success
    ? { ok: true, value: value.data }
    : {
        ok: false,
        reached: true,
        message: 'The answer of the server could not be read. Load the page again.',
      };
}

function mapped<T, U>(asked: Asked<T>, map: (value: T) => U): Asked<U> {
  return asked.ok ? { ok: true, value: map(asked.value) } : asked;
}
