/**
 * Guarantee: health names the part that is down and only that, in the fields that operators' checks are written
 * against. If this fails, a load balancer sends candidates to a process that cannot save their work.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DatabaseHandle } from '../db/client.ts';
import { createDatabase } from '../db/client.ts';
import { beginLiveness } from '../db/queries/liveness.ts';
import { readHealth } from './read-health.ts';
import { readSystem } from './read-system.ts';
import { addStaff, refusal } from './test-staff.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from './test-use-cases.ts';

let test: UseCaseDatabase;
let service: Server;
const holder = globalThis as typeof globalThis & {
  plumblineHealth?: unknown;
  plumblineDatabase?: DatabaseHandle;
};

beforeAll(async () => {
  // A sandbox and a lab that only know their health, in the words of the real ones.
  service = createServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        status: 'ok',
        confinement: 'namespaces',
        confinementNote: 'A note.',
        queued: 1,
        running: 2,
      }),
    );
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  process.env.SANDBOX_URL = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  process.env.LAB_URL = process.env.SANDBOX_URL;
  test = await openUseCaseDatabase();
});
afterAll(async () => {
  await new Promise((resolve) => service.close(resolve));
  await test?.drop();
});
beforeEach(() => {
  delete holder.plumblineHealth;
});

describe('health', () => {
  it('says that the queue is down while nobody takes from it, and that all is well when somebody does', async () => {
    expect(await readHealth()).toEqual({
      status: 'down',
      database: 'ok',
      sandbox: 'ok',
      lab: 'ok',
      queue: 'down',
      confinement: 'namespaces',
    });
    await beginLiveness(test.db, 'jobs');
    delete holder.plumblineHealth;
    expect(await readHealth()).toEqual({
      status: 'ok',
      database: 'ok',
      sandbox: 'ok',
      lab: 'ok',
      queue: 'ok',
      confinement: 'namespaces',
    });
  });

  it('notices a jobs process that was not heard from', async () => {
    await test.sql`update liveness set started_at = now() - interval '1 hour', seen_at = now() - interval '1 minute'`;
    expect(await readHealth()).toMatchObject({ status: 'down', queue: 'down', database: 'ok' });
    await beginLiveness(test.db, 'jobs');
  });

  it('shows the gap to administrators, with versions and work, and to nobody else', async () => {
    const administrator = await addStaff(test.db, 'Ada', 'administrator');
    const manager = await addStaff(test.db, 'Mia', 'hiring-manager', 'interviewer');
    expect((await refusal(readSystem(manager))).code).toBe('not-found');
    const system = await readSystem(administrator);
    expect(system.outages.jobs).toHaveLength(1);
    expect(system.outages.web).toEqual([]);
    expect(system.sandbox).toMatchObject({ running: 2, queued: 1 });
    expect(system.versions.map((one) => one.name)).toEqual(['Plumbline', 'Node.js', 'PostgreSQL']);
    for (const name of ['SANDBOX_SECRET', 'LAB_SECRET', 'AUTH_SECRET', 'DATABASE_URL']) {
      expect(process.env[name]).toBeTruthy();
      expect(JSON.stringify(system)).not.toContain(process.env[name]);
    }
  });

  it('says so when the database does not answer, and still answers itself', async () => {
    const kept = holder.plumblineDatabase;
    const nowhere = createDatabase('postgres://nobody@127.0.0.1:1/nothing');
    holder.plumblineDatabase = nowhere;
    try {
      expect(await readHealth()).toEqual({
        status: 'down',
        database: 'down',
        sandbox: 'ok',
        lab: 'ok',
        queue: 'down',
        confinement: 'namespaces',
      });
    } finally {
      if (kept) holder.plumblineDatabase = kept;
      await nowhere.close();
    }
  });
});
