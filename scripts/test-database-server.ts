import type { TestProject } from 'vitest/node';
import { startEmbedded, temporaryDataFolder } from '../db/embedded/start-embedded.ts';
import '../db/embedded/test-database.ts';

/**
 * Gives the `db` tests a server: the one of TEST_DATABASE_URL (a superuser's address; every test makes a database of its
 * own there), or else the project's own PostgreSQL on a temporary folder that is removed afterwards.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) {
    project.provide('testDatabaseUrl', given);
    return async () => {};
  }
  const data = temporaryDataFolder();
  const server = await startEmbedded({ dataFolder: data.folder });
  project.provide('testDatabaseUrl', server.superuserUrl);
  return async () => {
    await server.stop();
    data.remove();
  };
}
