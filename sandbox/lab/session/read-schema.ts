import { z } from 'zod';
import type { SchemaTable } from '../contract.ts';
import type { Admin } from '../database/admin.ts';

const kinds = { r: 'table', v: 'view', m: 'materialized view', p: 'partitioned table' } as const;

const tableSchema = z.object({
  schema: z.string(),
  name: z.string(),
  kind: z.enum(['r', 'v', 'm', 'p']).transform((letter) => kinds[letter]),
  estimatedRows: z.number().nullable(),
  bytes: z.number(),
  columns: z.array(
    z.object({ name: z.string(), type: z.string(), nullable: z.boolean(), default: z.string().nullable() }),
  ),
  indexes: z.array(
    z.object({
      name: z.string(),
      definition: z.string(),
      bytes: z.number(),
      unique: z.boolean(),
      primary: z.boolean(),
    }),
  ),
  constraints: z.array(z.object({ name: z.string(), definition: z.string() })),
});

/**
 * Catalogue only, with names that mean the system's own: nothing that a candidate has made is called. Bounded, because a
 * candidate may have made very many.
 */
const query = `
select json_build_object(
  'schema', n.nspname, 'name', c.relname, 'kind', c.relkind,
  'estimatedRows', case when c.reltuples < 0 then null else c.reltuples end,
  'bytes', case when c.relkind in ('r', 'm') then pg_table_size(c.oid) else 0 end,
  'columns', coalesce((
    select json_agg(json_build_object(
      'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'nullable', not a.attnotnull,
      'default', left(pg_get_expr(d.adbin, d.adrelid), 200)) order by a.attnum)
    from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = c.oid and a.attnum between 1 and 200 and not a.attisdropped), '[]'),
  'indexes', coalesce((
    select json_agg(json_build_object(
      'name', ic.relname, 'definition', left(pg_get_indexdef(i.indexrelid), 400), 'bytes', pg_relation_size(i.indexrelid),
      'unique', i.indisunique, 'primary', i.indisprimary) order by i.indisprimary desc, ic.relname)
    from pg_index i join pg_class ic on ic.oid = i.indexrelid where i.indrelid = c.oid), '[]'),
  'constraints', coalesce((
    select json_agg(json_build_object('name', k.conname, 'definition', left(pg_get_constraintdef(k.oid), 400)) order by k.conname)
    from pg_constraint k where k.conrelid = c.oid and k.contype in ('c', 'f', 'x')), '[]'))
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'v', 'm', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
order by n.nspname, c.relname
limit 200`;

export async function readSchema(admin: Admin, database: string): Promise<SchemaTable[]> {
  const rows = await admin.within(database, async (connection) => {
    await connection.query('set search_path to pg_catalog');
    await connection.query(`set lock_timeout to '200ms'`);
    return connection.query(query);
  });
  return rows.map(([json]) => tableSchema.parse(JSON.parse(json ?? 'null')));
}
