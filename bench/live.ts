/**
 * Figures of live rooms, on a PostgreSQL of their own: an hour of typing, a key from one screen to another, and many
 * rooms at once, the latter two through two built web processes.
 */
import { randomBytes } from 'node:crypto';
import { startEmbedded, temporaryDataFolder } from '../db/embedded/start-embedded.ts';
import { migrate } from '../db/migrate.ts';
import { closeUseCases, openUseCases } from '../e2e/fixtures/use-cases.ts';
import { startWebProcesses } from '../e2e/fixtures/web-processes.ts';
import { measureHour } from './live-hour.ts';
import { measureKeystroke } from './live-keystroke.ts';
import { makeRoom } from './live-room.ts';
import { measureRooms } from './live-rooms.ts';
import type { Report } from './report-row.ts';

export const area = 'live';

const webProcesses = 2;

export async function run(report: Report): Promise<void> {
  const place = temporaryDataFolder();
  const postgres = await startEmbedded({ dataFolder: place.folder });
  const authSecret = randomBytes(32).toString('hex');
  try {
    await migrate(postgres.url);
    const web = await startWebProcesses({ count: webProcesses, databaseUrl: postgres.url, authSecret });
    try {
      const { baseUrl } = web;
      const handle = await openUseCases({ baseUrl, databaseUrl: postgres.url, authSecret });
      await measureKeystroke(web, await makeRoom(handle, authSecret), report);
      await measureRooms({ handle, postgresPid: postgres.pid, web, authSecret }, report);
      await measureHour(handle, report);
    } finally {
      await closeUseCases();
      await web.stop();
    }
  } finally {
    await postgres.stop();
    place.remove();
  }
}
