// What every npm command does first: packages, the right Node.js and, with --build, the web application. Plain JavaScript
// without packages, because there are none yet; any Node.js from 20 on runs it.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { waitForLock } from './folder-lock.mjs';
import { buildWhenChanged } from './prepare/build.mjs';
import { install, isInstalled, isInstalledByNpm, markInstalled } from './prepare/install.mjs';
import { checkNativePackages, findRuntime, mendPackages } from './prepare/runtime.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const known = new Set(['--quiet', '--build']);

async function prepare(args) {
  const unknown = args.find((arg) => !known.has(arg));
  if (unknown) throw new Error(`prepare does not know ${unknown}; it takes --quiet and --build.`);
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new Error(`This is Node.js ${process.versions.node}: install Node.js 20 or newer.`);
  }
  const build = args.includes('--build');
  if (isInstalled(root) && !build) return;
  // Two commands at once in one clone: the second waits and then finds everything done.
  const lock = await waitForLock(
    root,
    'prepare',
    () => `process ${process.pid}`,
    (holder) => process.stderr.write(`  Waiting for ${holder}, which prepares this folder …\n`),
  );
  try {
    if (!isInstalled(root)) {
      if (!isInstalledByNpm(root)) await install(root);
      mendPackages(root, findRuntime(root));
      checkNativePackages(root, findRuntime(root));
      markInstalled(root);
    }
    if (build) {
      const built = await buildWhenChanged(root, findRuntime(root));
      if (!built && !args.includes('--quiet')) process.stderr.write('  Packages and build are up to date\n');
    }
  } finally {
    lock.release();
  }
}

try {
  await prepare(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}
