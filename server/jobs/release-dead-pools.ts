import { findDeadPools, releasePools } from '../../db/queries/jobs.ts';
import { database } from '../database.ts';
import { releaseDeadPoolsEveryMs } from '../limits.ts';
import { log } from '../log.ts';

/**
 * The queue keeps a job for a worker that was killed for four hours; a candidate's grade must not wait for that. A pool
 * that is found dead twice in a row gives its jobs back. Twice, because a living one is without its session lock for a
 * moment when it starts and after a restart of PostgreSQL. A job that runs twice is one that the tasks must allow
 * anyway.
 */
export function releaseDeadPools(): { stop(): void } {
  let suspects: readonly string[] = [];
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const sweep = async (): Promise<void> => {
    try {
      suspects = await sweepDeadPools(suspects);
    } catch (error) {
      log().warn({ err: error }, 'dead pools could not be looked for');
    }
    if (!stopped) timer = setTimeout(() => void sweep(), releaseDeadPoolsEveryMs);
  };
  void sweep();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** One look: releases those that were suspects already, and gives the suspects for the next one. */
export async function sweepDeadPools(suspects: readonly string[]): Promise<string[]> {
  const { db } = database();
  const dead = await findDeadPools(db);
  const confirmed = dead.filter((pool) => suspects.includes(pool));
  if (confirmed.length > 0) {
    await releasePools(db, confirmed);
    log().warn({ pools: confirmed }, 'jobs of dead workers were given back to the queue');
  }
  return dead.filter((pool) => !confirmed.includes(pool));
}
