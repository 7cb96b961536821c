import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseAccount } from '../../../db/embedded/account.ts';
import { placeFor } from '../../../db/embedded/place.ts';
import { startEmbedded, temporaryDataFolder } from '../../../db/embedded/start-embedded.ts';
import type { LabQuestion } from '../contract.ts';
import { Admin } from '../database/admin.ts';
import { LabService } from '../lab-service.ts';
import type { LabServer } from './lab-server.ts';
import { startEmbeddedLab } from './start-embedded-lab.ts';
import { givenServer, testGivenServer, UnfitServer } from './use-given-server.ts';

const limitMs = 60_000;

// Guarantee: a server of LAB_DATABASE_URL serves candidates only when every rule holds; what is missing is named.
describe('a server of LAB_DATABASE_URL', { timeout: limitMs }, () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'plumbline-lab-test-'));
  let server: LabServer;
  let admin: Admin;
  beforeAll(async () => {
    server = await startEmbeddedLab({ folder });
    admin = new Admin(server);
  }, limitMs);
  afterAll(async () => {
    await admin.close();
    await server.stop();
    const { serverFolder } = placeFor(folder, chooseAccount());
    for (const each of new Set([serverFolder, folder])) rmSync(each, { recursive: true, force: true });
  }, limitMs);
  const problem = async (forbidden = ''): Promise<string> => {
    const outcome = await testGivenServer(server, forbidden).then(
      () => '',
      (error: unknown) => error,
    );
    if (outcome instanceof UnfitServer) return outcome.message;
    if (outcome !== '') throw outcome;
    return '';
  };

  it('is taken when every rule holds', async () => {
    expect(await problem()).toBe('');
    expect(await problem('1234')).toBe('');
  });

  it('is refused when it is the platform’s own, by its identifier and not by its address', async () => {
    const [row] = await admin.query('select system_identifier from pg_control_system()');
    expect(await problem(row?.[0] ?? '')).toMatch(/own database/);
  });

  it('is refused while others keep a database on it, which is named', async () => {
    await admin.query('create database payroll');
    expect(await problem()).toMatch(/no other databases \(it has payroll\)/);
    await admin.query('drop database payroll');
  });

  it('is refused for a role of the lab that somebody gave rights to', async () => {
    await admin.query('create role lab_r_strong superuser');
    expect(await problem()).toMatch(/no rights for lab_r_strong/);
    await admin.query('drop role lab_r_strong');
  });

  it('with PostgreSQL’s usual settings is refused, and all that is missing is said at once', async () => {
    const data = temporaryDataFolder();
    const usual = await startEmbedded({ dataFolder: data.folder });
    try {
      const message = await testGivenServer(givenServer(usual.superuserUrl), '').then(
        () => '',
        (error: unknown) => (error instanceof UnfitServer ? error.message : String(error)),
      );
      for (const name of [
        'autovacuum = off',
        'jit = off',
        'temp_file_limit',
        'log_min_messages',
        'plumbline',
      ]) {
        expect(message).toContain(name);
      }
      expect(message).not.toContain(new URL(usual.superuserUrl).password);
      const weak = await testGivenServer(givenServer(usual.url), '').catch((error: unknown) => error);
      expect(weak).toBeInstanceOf(Error);
      expect(String(weak)).toMatch(/no superuser|permission denied/);
    } finally {
      await usual.stop();
      data.remove();
    }
  });

  it('is cleaned of what an earlier lab left there when it ended without a goodbye', async () => {
    const question: LabQuestion = {
      slug: 'left',
      contentHash: 'ef'.repeat(32),
      layout: {
        answer: [{ file: 'solution.sql', title: 'Solution', runs: 'script' }],
        ...{ parameters: [], owner: 'candidate', roles: [], extensions: [], sessions: 1 },
      },
      schemaSql: 'create table t (a int)',
      dataSets: { visible: 'insert into t values (1)' },
    };
    for (const sql of [
      'create role lab_r_left login',
      'create database lab_d_left',
      'grant connect on database lab_d_left to lab_r_left',
      'create database lab_t_left_part',
      'create database lab_t_left is_template true allow_connections false',
    ]) {
      await admin.query(sql);
    }
    const count = async () => {
      const [row] = await admin.query(
        String.raw`select (select count(*) from pg_database where datname like 'lab\_%') + (select count(*) from pg_roles where rolname like 'lab\_r\_%')`,
      );
      return Number(row?.[0]);
    };
    expect(await count()).toBe(4);
    const second = await LabService.start(server, { allowUnconfined: true });
    expect(await count()).toBe(0);
    expect((await second.open({ key: 'k', requestId: 'r', realCandidate: false, question })).kind).toBe('ok');
  });
});
