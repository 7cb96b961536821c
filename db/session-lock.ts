import postgres from 'postgres';

const everyMs = 2_000;

/**
 * Holds an advisory lock under `name` for as long as this process lives, on a connection of its own. The server gives it
 * back when the connection ends, so a held lock means a living process, whatever machine that is on. After a restart of
 * PostgreSQL it is taken again within about two seconds.
 */
export function holdSessionLock(url: string, name: string): { release(): Promise<void> } {
  const sql = postgres(url, {
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: 10,
    onnotice: () => {},
    backoff: () => 0.3,
  });
  let session: number | null = null;
  let released = false;
  let timer: NodeJS.Timeout | undefined;
  let latest: Promise<void> = Promise.resolve();
  const hold = async (): Promise<void> => {
    try {
      const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
      if (row && row.pid !== session) {
        // Another session than last time: the old one's lock went with it.
        await sql`select pg_advisory_lock(hashtextextended(${name}, 0))`;
        session = row.pid;
      }
    } catch {
      // The database is away; the lock is taken again when it is back.
      session = null;
    }
    if (!released) timer = setTimeout(begin, everyMs);
  };
  const begin = (): void => {
    latest = hold();
  };
  begin();
  return {
    async release() {
      released = true;
      clearTimeout(timer);
      await latest;
      await sql.end({ timeout: 2 });
    },
  };
}
