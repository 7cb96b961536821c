import { spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Account } from './account.ts';
import { type Connection, superuser } from './connection-file.ts';

import type { NativeFolder } from './native.ts';
import type { Place } from './place.ts';
import { serverEnvironment } from './server-environment.ts';

export const isInitialised = (place: Place): boolean => existsSync(path.join(place.cluster, 'PG_VERSION'));

/**
 * Makes the cluster. It is made beside its place and renamed into it, so a start that was killed in the middle leaves
 * nothing that looks like a cluster.
 */
export async function initialise(
  place: Place,
  native: NativeFolder,
  account: Account | null,
  connection: Connection,
): Promise<void> {
  const partial = `${place.cluster}.part`;
  const passwordFile = path.join(place.serverFolder, 'initdb.password');
  rmSync(partial, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  try {
    mkdirSync(partial, { mode: 0o700 });
    writeFileSync(passwordFile, connection.superuserPassword, { mode: 0o600 });
    if (account) {
      chownSync(partial, account.uid, account.gid);
      chownSync(passwordFile, account.uid, account.gid);
    }
    const args = ['-D', partial, '-U', superuser, `--pwfile=${passwordFile}`, '-A', 'scram-sha-256'];
    await runProgram(
      path.join(native.folder, 'bin', 'initdb'),
      [...args, '--locale=C', '-E', 'UTF8'],
      account,
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(partial, place.cluster);
}

/** When the file with the passwords was lost the data must not be lost with it: whoever owns the files may set a new one. */
export async function resetSuperuserPassword(
  place: Place,
  native: NativeFolder,
  account: Account | null,
  connection: Connection,
): Promise<void> {
  await runProgram(
    path.join(native.folder, 'bin', 'postgres'),
    ['--single', '-D', place.cluster, 'postgres'],
    account,
    `alter role ${superuser} password '${connection.superuserPassword}'\n`,
  );
}

function runProgram(program: string, args: string[], account: Account | null, input = ''): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: '/',
      env: serverEnvironment,
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(account ? { uid: account.uid, gid: account.gid } : {}),
    });
    let said = '';
    const keep = (chunk: Buffer): void => {
      said = (said + chunk.toString('utf8')).slice(-4_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', reject);
    // The program may end before it has read everything; its exit code says what matters.
    child.stdin.on('error', () => {});
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(
            `${path.basename(program)} ended with ${signal ?? `code ${code}`}: ${said.trim().slice(-600)}`,
          ),
        );
    });
    child.stdin.end(input);
  });
}
