import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** PostgreSQL refuses to run as root. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

/** As whom PostgreSQL runs: null is "as we are". For root it is `postgres` when the machine has it, else `nobody`. */
export function chooseAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  const accounts = new Map<string, Account>();
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name && uid && gid) accounts.set(name, { name, uid: Number(uid), gid: Number(gid) });
  }
  const account = accounts.get('postgres') ?? accounts.get('nobody');
  if (!account) {
    throw new Error(
      'PostgreSQL does not run as root and this machine has neither a postgres nor a nobody account: start as a user, or set DATABASE_URL.',
    );
  }
  return account;
}

/** Asked of the machine and not computed from mode bits: access lists and mount options count too. */
export function canEnter(account: Account | null, folder: string): boolean {
  const probe = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], {
    stdio: 'ignore',
    cwd: '/',
    ...(account ? { uid: account.uid, gid: account.gid } : {}),
  });
  return probe.status === 0;
}
