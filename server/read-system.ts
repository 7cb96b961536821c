import { readNow } from '../db/executor.ts';
import { readDatabaseFacts } from '../db/queries/health.ts';
import { type QueueState, readQueueState } from '../db/queries/jobs.ts';
import { listLiveness } from '../db/queries/liveness.ts';
import { gapsBetween, type Stretch } from '../domain/outage.ts';
import packageFile from '../package.json' with { type: 'json' };
import type { SandboxHealth } from '../sandbox/contract.ts';
import type { LabHealth } from '../sandbox/lab/contract.ts';
import { authorize } from './authorize.ts';
import { database } from './database.ts';
import { env } from './env.ts';
import { lab } from './lab.ts';
import { outageDaysShown, outageGapMs } from './limits.ts';
import { readSandboxHealth } from './read-confinement.ts';
import { type Health, readHealth } from './read-health.ts';
import type { StaffPrincipal } from './session.ts';

export interface SystemView {
  health: Health;
  sandbox: SandboxHealth | null;
  lab: LabHealth;
  allowUnconfined: boolean;
  queue: QueueState;
  mode: 'demo' | 'production';
  versions: { name: string; version: string }[];
  databaseBytes: number;
  /** Ways to sign in that are set up. */
  signIn: string[];
  mail: boolean;
  outages: { web: Stretch[]; jobs: Stretch[] };
}

/** What an administrator sees of the machine: parts, confinement, queue, versions, the last week's outages. */
export async function readSystem(principal: StaffPrincipal): Promise<SystemView> {
  authorize(principal, 'system.read');
  const { db } = database();
  const now = await readNow(db);
  const since = new Date(now.getTime() - outageDaysShown * 86_400_000);
  const [health, sandbox, labHealth, queue, facts, web, jobs] = await Promise.all([
    readHealth(),
    readSandboxHealth(),
    lab().health(),
    readQueueState(db),
    readDatabaseFacts(db),
    listLiveness(db, 'web', since),
    listLiveness(db, 'jobs', since),
  ]);
  const gaps = (rows: readonly { startedAt: Date; seenAt: Date }[]) =>
    gapsBetween(
      rows.map((row) => ({ from: row.startedAt, to: row.seenAt })),
      outageGapMs,
    ).toReversed();
  const e = env();
  return {
    health,
    sandbox,
    lab: labHealth,
    allowUnconfined: e.sandbox.allowUnconfined,
    queue,
    mode: e.mode,
    versions: [
      { name: 'Plumbline', version: packageFile.version },
      { name: 'Node.js', version: process.versions.node },
      { name: 'PostgreSQL', version: facts.version },
    ],
    databaseBytes: facts.bytes,
    signIn: [
      'E-mail and password',
      ...(e.oidc ? [e.oidc.name] : []),
      ...(e.github ? ['GitHub'] : []),
      ...(e.google ? ['Google'] : []),
      ...(e.smtp ? ['Link by mail'] : []),
    ],
    mail: e.smtp !== null,
    outages: { web: gaps(web), jobs: gaps(jobs) },
  };
}
