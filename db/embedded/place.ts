import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, existsSync, lstatSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Account, canEnter } from './account.ts';

/** Where one data folder keeps its database. */
export interface Place {
  dataFolder: string;
  /** Holds `postgres` (the cluster) and, if needed, a copy of the binaries. Usually the data folder itself. */
  serverFolder: string;
  cluster: string;
}

function isOwnFolder(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return found?.isDirectory() === true && found.uid === process.getuid?.();
}

const initialised = (folder: string): boolean => existsSync(path.join(folder, 'postgres', 'PG_VERSION'));

/** Folders outside the project, for root only: /var/lib outlives the clean-ups of /var/tmp, so it comes first. */
function outsideFolders(dataFolder: string): string[] {
  const name = `plumbline-${createHash('sha256').update(dataFolder).digest('hex').slice(0, 16)}`;
  return ['/var/lib', '/var/tmp'].map((parent) => path.join(parent, name));
}

/**
 * Decides where the cluster of `dataFolder` lives, and makes the folders. Started by root, PostgreSQL runs under
 * another account, which may not be able to enter the project (a clone under /root): its files then live outside. A
 * cluster that exists stays where it is.
 */
export function placeFor(dataFolder: string, account: Account | null): Place {
  const folder = path.resolve(dataFolder);
  if (!existsSync(folder)) {
    mkdirSync(path.dirname(folder), { recursive: true });
    mkdirSync(folder, { mode: 0o700 });
  }
  const inside: Place = { dataFolder: folder, serverFolder: folder, cluster: path.join(folder, 'postgres') };
  if (account === null) {
    try {
      accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    } catch {
      throw new Error(
        `The data folder ${folder} belongs to another account: start as that account, or set DATA_FOLDER to another folder.`,
      );
    }
    return inside;
  }
  // Others may pass through, not look inside; what is secret in there has modes of its own.
  if (isOwnFolder(folder) && (statSync(folder).mode & 0o011) !== 0o011) chmodSync(folder, 0o711);
  const enterable = canEnter(account, folder);
  if (initialised(folder)) {
    if (enterable) return inside;
    throw new Error(
      `The database is in ${inside.cluster}, where the account ${account.name} cannot enter: allow it to pass through the folders above, or set DATA_FOLDER.`,
    );
  }
  const outside = outsideFolders(folder);
  const known = outside.find((candidate) => initialised(candidate) && isOwnFolder(candidate));
  if (known === undefined && enterable) return inside;
  for (const candidate of known === undefined ? outside : [known]) {
    try {
      // No recursion: the parent exists on every Linux, and recursive creation would give parents our mode.
      if (!existsSync(candidate)) mkdirSync(candidate, { mode: 0o711 });
    } catch {
      continue;
    }
    // In a folder that everybody may write to, somebody else could have put this name there before us.
    if (!isOwnFolder(candidate) || !canEnter(account, candidate)) continue;
    return { dataFolder: folder, serverFolder: candidate, cluster: path.join(candidate, 'postgres') };
  }
  throw new Error(
    `The account ${account.name} cannot enter ${folder} and no folder could be made under /var/lib or /var/tmp: set DATA_FOLDER to a folder that it can enter, or set DATABASE_URL.`,
  );
}
