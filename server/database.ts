import { createDatabase, type DatabaseHandle } from '../db/client.ts';
import { env } from './env.ts';

/** One pool a process. On globalThis, because hot reload evaluates modules again. */
const holder = globalThis as typeof globalThis & { plumblineDatabase?: DatabaseHandle };

export function database(): DatabaseHandle {
  holder.plumblineDatabase ??= createDatabase(env().databaseUrl);
  return holder.plumblineDatabase;
}
