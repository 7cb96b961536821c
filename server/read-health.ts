import { pingDatabase } from '../db/queries/health.ts';
import { readQueueState } from '../db/queries/jobs.ts';
import { lastSeen } from '../db/queries/liveness.ts';
import { database } from './database.ts';
import { lab } from './lab.ts';
import { healthCheckTimeoutMs, healthKeptMs, livenessDeadMs } from './limits.ts';
import { log } from './log.ts';
import { readSandboxHealth, within } from './read-confinement.ts';

type PartState = 'ok' | 'down';

/** What `GET /api/health` answers, field by field. `confinement` is `unknown` while the sandbox does not answer. */
export interface Health {
  status: PartState;
  database: PartState;
  sandbox: PartState;
  lab: PartState;
  queue: PartState;
  confinement: 'bubblewrap' | 'namespaces' | 'none' | 'unknown';
}

const holder = globalThis as typeof globalThis & {
  plumblineHealth?: { health: Promise<Health>; at: number };
};

/**
 * Whether every part works right now. Anybody may ask, so the answer is kept for a moment: however often it is asked,
 * the parts are asked once. It names the part that is down and nothing else; why is in the log.
 */
export function readHealth(): Promise<Health> {
  const now = performance.now();
  const kept = holder.plumblineHealth;
  if (kept && now - kept.at < healthKeptMs) return kept.health;
  const health = checkParts();
  holder.plumblineHealth = { health, at: now };
  return health;
}

async function checkParts(): Promise<Health> {
  const [databaseState, queue, sandboxHealth, labState] = await Promise.all([
    part('database', () => pingDatabase(database().db)),
    part('queue', checkQueue),
    readSandboxHealth(),
    part('lab', checkLab),
  ]);
  const sandbox: PartState = sandboxHealth?.status === 'ok' ? 'ok' : 'down';
  return {
    status: databaseState === 'ok' && queue === 'ok' && sandbox === 'ok' && labState === 'ok' ? 'ok' : 'down',
    database: databaseState,
    sandbox,
    lab: labState,
    queue,
    confinement: sandboxHealth?.confinement ?? 'unknown',
  };
}

async function checkLab(): Promise<void> {
  const health = await lab().health();
  if (health.status !== 'ok') throw new Error(health.note);
}

/** The queue works when its tables can be read and a process that takes from it was heard from. */
async function checkQueue(): Promise<void> {
  const { db } = database();
  await readQueueState(db);
  const seen = await lastSeen(db, 'jobs');
  if (!seen || seen.secondsAgo * 1000 > livenessDeadMs) throw new Error('no jobs process was heard from');
}

async function part(name: string, check: () => Promise<void>): Promise<PartState> {
  try {
    await within(check(), healthCheckTimeoutMs);
    return 'ok';
  } catch (error) {
    log().warn({ err: error, part: name }, 'health check failed');
    return 'down';
  }
}
