import postgres from 'postgres';
import { applicationRole, type Connection, findConnection, superuserUrl } from './connection-file.ts';

/** Makes the application's role and database when they are missing, also after a first start that was cut short. */
export async function ensureDatabase(connection: Connection): Promise<void> {
  await asSuperuser(connection, async (sql) => {
    const [found] = await sql<{ role: boolean; database: boolean }[]>`
      select exists (select from pg_roles where rolname = ${applicationRole}) as role,
             exists (select from pg_database where datname = ${applicationRole}) as database`;
    const verb = found?.role ? 'alter' : 'create';
    // The password is ours and hexadecimal, so it may stand in a statement that takes no parameters.
    await sql.unsafe(`${verb} role ${applicationRole} login password '${connection.password}'`);
    if (!found?.database) await sql.unsafe(`create database ${applicationRole} owner ${applicationRole}`);
  });
}

/** Throws the database of this data folder away and makes an empty one. */
export async function recreateDatabase(dataFolder: string): Promise<void> {
  const connection = findConnection(dataFolder);
  if (!connection) throw new Error(`${dataFolder} has no database`);
  await asSuperuser(connection, (sql) =>
    sql.unsafe(`drop database if exists ${applicationRole} with (force)`),
  );
  await ensureDatabase(connection);
}

async function asSuperuser(
  connection: Connection,
  work: (sql: postgres.Sql) => PromiseLike<unknown>,
): Promise<void> {
  const sql = postgres(superuserUrl(connection), { max: 1, onnotice: () => {} });
  try {
    await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
