import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Whoever owns nothing: what a worker runs as when the supervisor is root. */
const nobodyId = 65_534;
const stagingParent = '/var/tmp';
const stagedKeptMs = 7 * 24 * 3_600_000;

/**
 * What a worker needs to read, relative to the checkout: nothing else of it is shown, whatever confines the worker. In
 * the checkout stand hidden tests and may stand a database, so this list names folders and files one by one.
 */
const codeParts = [
  'sandbox/worker',
  'sandbox/guest',
  'sandbox/protocol',
  'sandbox/limits.ts',
  'sandbox/clamp-limits.ts',
  'domain',
  'simulation',
];
const packageFolders = ['node_modules/isolated-vm', 'node_modules/node-gyp-build'];
const packageFile = 'package.json';

export interface Runtime {
  /** The real path of Node 24. */
  node: string;
  /** Folder in which the worker's files stand as in the checkout. */
  root: string;
  /** Parts of `root` that a worker needs, relative to it. */
  parts: string[];
  isFolder(part: string): boolean;
  user: { uid: number; gid: number } | null;
}

const checkout = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * Node and the worker's files at a place that the worker's user can reach. As root that is not given: a checkout may
 * stand below a folder that only root may enter. Then both are copied once to /var/tmp, under names that change with
 * the content. So is a checkout whose packages are a link: Node's permission model is told where they really are, and
 * its loader asks for the link.
 */
export function prepareRuntime(): Runtime {
  const node = realpathSync(process.execPath);
  const parts = [packageFile, ...codeParts, ...packageFolders].filter((part) =>
    existsSync(join(checkout, part)),
  );
  const linked = parts.some((part) => realpathSync(join(checkout, part)) !== join(checkout, part));
  if (process.getuid?.() !== 0)
    return { node, root: linked ? stageCode(parts) : checkout, parts, isFolder, user: null };
  const user = { uid: nobodyId, gid: nobodyId };
  const root = !linked && parts.every((part) => isOpen(join(checkout, part))) ? checkout : stageCode(parts);
  return { node: isOpen(node) ? node : stageNode(node), root, parts, isFolder, user };
}

const isFolder = (part: string) => statSync(join(checkout, part)).isDirectory();

/** Whether everybody may read it: the file, or a folder and what is in it, and every folder on the way there. */
function isOpen(path: string): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) break;
  }
  return isReadable(path);
}

function isReadable(path: string): boolean {
  const { mode } = statSync(path);
  if (!statSync(path).isDirectory()) return (mode & 0o004) !== 0;
  return (
    (mode & 0o005) === 0o005 &&
    readdirSync(path).every((name) => !isWorkerFile(name) || isReadable(join(path, name)))
  );
}

/** Tests and what the packages bring along for building are no part of a worker. */
function isWorkerFile(name: string): boolean {
  return !/\.test\.ts$|^src$|^vendor$|\.tgz$/u.test(name);
}

function stageCode(parts: string[]): string {
  const fingerprint = createHash('sha256');
  for (const part of parts) fingerprintTree(join(checkout, part), fingerprint);
  const place = createHash('sha256').update(checkout).digest('hex').slice(0, 12);
  const prefix = `plumbline-sandbox-${place}-`;
  const name = prefix + fingerprint.digest('hex').slice(0, 16);
  dropOld(prefix, name);
  return stage(name, (target) => {
    for (const part of parts) {
      cpSync(join(checkout, part), join(target, part), {
        recursive: true,
        dereference: true,
        filter: (source) => isWorkerFile(source.slice(source.lastIndexOf('/') + 1)),
      });
    }
  });
}

/** Copies of earlier states of this checkout, once nobody can be running on them any more. */
function dropOld(prefix: string, current: string): void {
  for (const name of readdirSync(stagingParent)) {
    const path = join(stagingParent, name);
    if (!name.startsWith(prefix) || name === current || !isOurs(path)) continue;
    if (Date.now() - statSync(path).mtimeMs > stagedKeptMs) rmSync(path, { recursive: true, force: true });
  }
}

function stageNode(node: string): string {
  const { size, mtimeMs } = statSync(node);
  const name = createHash('sha256').update(`${node} ${size} ${mtimeMs}`).digest('hex').slice(0, 20);
  return join(
    stage(`plumbline-node-${name}`, (target) => {
      try {
        linkSync(node, join(target, 'node'));
      } catch {
        cpSync(node, join(target, 'node'));
      }
    }),
    'node',
  );
}

function fingerprintTree(path: string, hash: ReturnType<typeof createHash>): void {
  const found = statSync(path);
  if (found.isDirectory()) {
    for (const name of readdirSync(path).sort())
      if (isWorkerFile(name)) fingerprintTree(join(path, name), hash);
  } else {
    hash.update(`${path} ${found.size} ${found.mtimeMs}\n`);
  }
}

/** Fills a folder under another name and moves it into place, so that nobody ever sees half of it. */
function stage(name: string, fill: (target: string) => void): string {
  const target = join(stagingParent, name);
  if (isOurs(target)) return target;
  const draft = `${target}.${process.pid}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o755 });
  fill(draft);
  openUp(draft);
  try {
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!isOurs(target)) throw error;
  }
  return target;
}

/** /var/tmp is everybody's: a folder that somebody else put there under our name is not used. */
function isOurs(path: string): boolean {
  if (!existsSync(path)) return false;
  const found = lstatSync(path);
  if (found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0) return true;
  throw new Error(`${path} was not made by this program; remove it`);
}

function openUp(path: string): void {
  // What the process's own mask took away from files that everybody may read.
  const { mode } = statSync(path);
  const folder = statSync(path).isDirectory();
  const wanted = folder || (mode & 0o100) !== 0 ? 0o755 : 0o644;
  if ((mode & 0o777) !== wanted) chmodSync(path, wanted);
  if (folder) for (const name of readdirSync(path)) openUp(join(path, name));
}

/** The program's full path when it is installed, else null. */
export function findProgram(name: string): string | null {
  for (const folder of ['/usr/bin', '/bin', '/usr/local/bin', '/usr/sbin', '/sbin']) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}
