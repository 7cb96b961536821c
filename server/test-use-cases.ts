/** For `*.db.test.ts` only: a database of its own in which use cases find themselves. */
import { createDatabase, type DatabaseHandle } from '../db/client.ts';
import { createTestDatabase } from '../db/embedded/test-database.ts';

export interface UseCaseDatabase extends DatabaseHandle {
  url: string;
  drop(): Promise<void>;
}

/** Call in `beforeAll`; `drop` in `afterAll`. */
export async function openUseCaseDatabase(): Promise<UseCaseDatabase> {
  const database = await createTestDatabase();
  const handle = createDatabase(database.url);
  const holder = globalThis as typeof globalThis & { plumblineDatabase?: DatabaseHandle };
  holder.plumblineDatabase = handle;
  return {
    ...handle,
    url: database.url,
    async drop() {
      delete holder.plumblineDatabase;
      await handle.close();
      await database.drop();
    },
  };
}
