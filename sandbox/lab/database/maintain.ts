import { setTimeout as pause } from 'node:timers/promises';
import { visibilityPauseMs, visibilityTriesMax } from '../limits.ts';
import type { AdminConnection } from './admin.ts';
import { quoteName } from './quote.ts';

export interface Maintenance {
  vacuum: boolean;
  analyze: boolean;
  freeze?: boolean;
  /** The database's own catalogue too. Never the catalogues that all databases share: others would wait for them. */
  catalogue?: boolean;
}

const ownTables = "n.nspname <> 'information_schema' and n.nspname !~ '^pg_'";

/**
 * Statistics and visibility map as after a maintenance window. PostgreSQL cannot mark rows as seen by all while any
 * transaction of the server may still have begun before them, one of another database for a moment among them; an index-only
 * scan would then fetch rows on one day and none on the next. So the vacuum is repeated until every page is marked.
 */
export async function maintain(connection: AdminConnection, work: Maintenance): Promise<void> {
  const { vacuum, analyze, freeze = false, catalogue = false } = work;
  if (!vacuum && !analyze) return;
  const tables = await connection.query(
    `select n.nspname, c.relname from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'm', 'p') and c.relpersistence <> 't' and not c.relisshared
       ${catalogue ? '' : `and ${ownTables}`} order by 1, 2`,
  );
  const names = tables.map(([schema, table]) => `${quoteName(schema ?? '')}.${quoteName(table ?? '')}`);
  if (names.length === 0) return;
  const options = [...(freeze ? ['freeze'] : []), ...(analyze ? ['analyze'] : [])];
  const how = options.length === 0 ? '' : ` (${options.join(', ')})`;
  await connection.query(`${vacuum ? `vacuum${how}` : 'analyze'} ${names.join(', ')}`);
  if (!vacuum) return;
  for (let turn = 1; turn < visibilityTriesMax; turn += 1) {
    const [hidden] = await connection.query(
      `select string_agg(pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname), ', ')
       from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'm') and c.relpersistence <> 't' and c.relallvisible < c.relpages and ${ownTables}`,
    );
    if (hidden?.[0] == null) return;
    await pause(visibilityPauseMs);
    await connection.query(`vacuum${freeze ? ' (freeze)' : ''} ${hidden[0]}`);
  }
}
