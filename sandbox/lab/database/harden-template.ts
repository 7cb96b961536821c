/**
 * What everybody may do in a PostgreSQL database by default and a candidate may not: functions that hold locks over the
 * whole server, write into its log, read other sessions, or wait. Rights on functions and views are part of a database, so
 * they are taken away in the template and copied with it. Names are patterns of LIKE.
 */
export const deniedFunctions = [
  'pg\\_advisory\\_%',
  'pg\\_try\\_advisory\\_%',
  'lo\\_%',
  'loread',
  'lowrite',
  'pg\\_sleep%',
  'pg\\_notify',
  'pg\\_listening\\_channels',
  'pg\\_notification\\_queue\\_usage',
  'pg\\_logical\\_%',
  'pg\\_replication\\_%',
  'pg\\_create\\_%',
  'pg\\_export\\_snapshot',
  'pg\\_current\\_xact\\_id%',
  'txid\\_current%',
  'pg\\_cancel\\_backend',
  'pg\\_terminate\\_backend',
  'pg\\_stat\\_get\\_activity',
  'pg\\_stat\\_get\\_backend%',
  'pg\\_stat\\_get\\_db%',
  'pg\\_stat\\_get\\_progress%',
  'pg\\_stat\\_get\\_wal%',
  'pg\\_lock\\_status',
  'pg\\_blocking\\_pids',
  'pg\\_safe\\_snapshot\\_blocking\\_pids',
  'pg\\_prepared\\_xact',
  '%\\_to\\_xml%',
  'pg\\_database\\_size',
  'pg\\_tablespace%',
  'pg\\_ls\\_%',
  'pg\\_log\\_backend\\_memory\\_contexts',
  'pg\\_control\\_%',
  'pg\\_get\\_shmem%',
  'pg\\_get\\_backend\\_memory\\_contexts',
  'pg\\_show\\_all\\_file\\_settings',
  'pg\\_hba\\_file\\_rules',
] as const;

export const deniedViews = [
  'pg_stat_activity',
  'pg_stat_database',
  'pg_stat_database_conflicts',
  'pg_stat_ssl',
  'pg_locks',
  'pg_database',
  'pg_roles',
  'pg_user',
  'pg_group',
  'pg_settings',
  'pg_auth_members',
  'pg_db_role_setting',
  'pg_tablespace',
  'pg_shdepend',
  'pg_shdescription',
  'pg_largeobject_metadata',
] as const;

/** One statement, run by the superuser in the template. */
export const hardenTemplate = `do $harden$
declare one record;
begin
  for one in
    select p.oid::regprocedure as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'pg_catalog' and p.prokind = 'f'
      and p.proname like any (array[${deniedFunctions.map((name) => `'${name}'`).join(', ')}])
  loop
    execute format('revoke execute on function %s from public', one.name);
  end loop;
  for one in select unnest(array[${deniedViews.map((name) => `'${name}'`).join(', ')}]) as name loop
    execute format('revoke select on pg_catalog.%I from public', one.name);
  end loop;
  revoke all on schema public from public;
  revoke usage on language plpgsql from public;
  grant usage on language plpgsql to public;
end
$harden$`;
