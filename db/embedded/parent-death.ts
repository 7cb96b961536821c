import { spawnSync } from 'node:child_process';

export type StopSignal = 'INT' | 'TERM' | 'KILL';

let available: boolean | null = null;

/** Whether `setpriv --pdeathsig` works here: a trial, because some builds of setpriv lack the option. */
export function hasParentDeathSignal(): boolean {
  available ??=
    process.platform === 'linux' &&
    spawnSync('setpriv', ['--pdeathsig', 'TERM', 'true'], { stdio: 'ignore', cwd: '/' }).status === 0;
  return available;
}

/**
 * The command that runs `command` so that the kernel sends it `signal` when the process that started it dies, even by
 * kill -9. Where that is not available the command stays as it is, and the next start heals instead.
 */
export function endsWithParent(signal: StopSignal, command: string, args: string[]): [string, string[]] {
  if (!hasParentDeathSignal()) return [command, args];
  return ['setpriv', ['--pdeathsig', signal, command, ...args]];
}
