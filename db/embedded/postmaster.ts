import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

const stopOldWithinMs = 10_000;
const pollMs = 50;

/** The process that postmaster.pid names, when it lives and is a PostgreSQL server of this very cluster. */
export function findPostmaster(cluster: string): number | null {
  const pid = readPid(cluster);
  if (pid === null || !isAlive(pid)) return null;
  const command = commandOf(pid);
  return command.includes('postgres') && command.includes(cluster) ? pid : null;
}

/**
 * After a restart of the machine or the container the number in postmaster.pid may belong to somebody else's process,
 * and PostgreSQL would then refuse to start for ever. Its own check of shared memory still stands when the file is gone.
 */
export function removeMisleadingPidFile(cluster: string): void {
  const pid = readPid(cluster);
  if (pid !== null && isAlive(pid) && findPostmaster(cluster) === null) {
    rmSync(path.join(cluster, 'postmaster.pid'), { force: true });
  }
}

/** Ends a server that outlived its launcher: fast shutdown first, then the kind that recovers at the next start. */
export async function endPostmaster(pid: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    const until = Date.now() + stopOldWithinMs;
    while (Date.now() < until) {
      if (!isAlive(pid)) return;
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }
}

function readPid(cluster: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8'), 10);
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  // A killed child that nobody has waited for still answers to its number.
  if (process.platform !== 'linux') return true;
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function commandOf(pid: number): string {
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    } catch {
      return '';
    }
  }
  return spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout ?? '';
}
